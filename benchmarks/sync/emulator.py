"""Carry IP packets between two network namespaces as a bad link does. Needs root and /dev/net/tun.

The kernel's own netem is not in every kernel. Here a TUN card stands in each namespace, and this program
carries packets from one to the other: late, not all of them, no faster than the link. TCP at both ends is the
kernel's. It tells in a file what it has carried, until it is ended; SIGUSR1 cuts it at once.
Usage: python -m benchmarks.sync.emulator BOX NET CARD WEATHER(JSON) FILE
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import signal
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks.sync.weather import Carried, Way, Weather

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
CLONE_NEWNET = 0x40000000
TELLS_EVERY_S = 0.25
IPV4, TCP, SHORTEST_TCP = 4, 6, 40
SYN, ACK = 0x02, 0x10
FIRST_IN_LINE = -10  # nice(2): a link is not slower because the machine has other things to do
AT_ONCE = 64  # packets read from a card before the other one has its turn
LIBC = ctypes.CDLL(None, use_errno=True)


def card_in(namespace: str, card: str) -> int:
    """Make a TUN card in a namespace; return its descriptor, which is good in any."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    _enter(os.open(f"/run/netns/{namespace}", os.O_RDONLY))
    made = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(made, TUNSETIFF, struct.pack("16sH", card.encode(), IFF_TUN | IFF_NO_PI))
    _enter(home)
    return made


def _enter(space: int) -> None:
    if LIBC.setns(space, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
    os.close(space)


@dataclass
class Flows:
    """Which TCP flows live: after a cut the modem has another address, and the flows from before are dead."""

    cuts: int = 0
    _begun: dict[bytes, int] = field(default_factory=dict)

    def lives(self, packet: bytes, upward: bool) -> bool:
        """Say whether a packet belongs to a flow that was begun since the last cut, or is no TCP."""
        head = _tcp_head(packet)
        if head < 0:
            return True
        ports = packet[head : head + 4]
        flow = ports if upward else ports[2:] + ports[:2]
        if packet[head + 13] & (SYN | ACK) == SYN:
            self._begun[flow] = self.cuts
        return self._begun.get(flow) == self.cuts


@dataclass
class Direction:
    """One direction of the link."""

    source: int
    sink: int
    upward: bool
    weather: Weather
    dice: random.Random
    way: Way
    _flying: list[tuple[float, int, bytes]] = field(default_factory=list)
    _free_at: float = 0.0  # when the last packet has left the queue

    def takes(self, flows: Flows, is_down: bool) -> None:
        """Read what the kernel wants to send."""
        for _ in range(AT_ONCE):
            try:
                packet = os.read(self.source, 65_536)
            except BlockingIOError:
                return
            if not flows.lives(packet, self.upward):
                continue
            self.way.packets += 1
            self.way.offered += len(packet)
            self.way.payload_offered += payload_of(packet)
            if not is_down:
                self._sends(packet, time.monotonic())

    def _sends(self, packet: bytes, now: float) -> None:
        """Let it fly, or lose it: in a full queue, or on the radio, where it takes its time all the same."""
        bytes_per_s = self.weather.bits_per_s / 8
        begins = max(now, self._free_at)
        if (begins - now) * bytes_per_s > self.weather.queue_bytes:
            return
        self._free_at = begins + len(packet) / bytes_per_s
        if self.dice.random() >= self.weather.loss:
            arrives = self._free_at + self.weather.round_trip_s / 2
            heapq.heappush(self._flying, (arrives, self.way.packets, packet))

    def gives(self) -> float:
        """Hand over what has arrived; return in how many seconds the next one does."""
        now = time.monotonic()
        while self._flying and self._flying[0][0] <= now:
            packet = heapq.heappop(self._flying)[2]
            with suppress(OSError):  # the card is down
                os.write(self.sink, packet)
                self.way.delivered += len(packet)
                self.way.payload_delivered += payload_of(packet)
        return max(0.0, self._flying[0][0] - now) if self._flying else 1.0

    def forgets(self) -> None:
        """Lose what is in flight."""
        self._flying.clear()
        self._free_at = 0.0


def payload_of(packet: bytes) -> int:
    """Return how many bytes of TCP payload a packet has."""
    head = _tcp_head(packet)
    if head < 0:
        return 0
    whole = struct.unpack("!H", packet[2:4])[0]
    return max(0, whole - head - (packet[head + 12] >> 4) * 4)


def _tcp_head(packet: bytes) -> int:
    """Return where the TCP header of an IPv4 packet begins; -1 when it has none."""
    is_tcp = len(packet) >= SHORTEST_TCP and packet[0] >> 4 == IPV4 and packet[9] == TCP
    return (packet[0] & 15) * 4 if is_tcp else -1


class Emulator:
    """The link, until it is stopped."""

    def __init__(self, box: int, net: int, weather: Weather, tells: Path) -> None:
        self.weather, self.tells, self.carried, self.flows = weather, tells, Carried(), Flows()
        dice = random.Random(weather.seed)
        self.ways = {
            box: Direction(box, net, True, weather, dice, self.carried.up),
            net: Direction(net, box, False, weather, dice, self.carried.down),
        }
        self.stopped = False
        self.cut_at = float("-inf")  # by hand, of a clock that never jumps

    def carry(self) -> None:
        """Carry packets until `stopped`."""
        began, told, was_down, cuts = time.monotonic(), -1.0, False, self.weather.cut_times()
        cards = select.poll()
        for card in self.ways:
            cards.register(card, select.POLLIN)
        while not self.stopped:
            second = time.monotonic() - began
            is_down = self.weather.is_down(second, cuts) or second + began < self.cut_at + self.weather.down_s
            if is_down and not was_down:
                self._cut()
            was_down = is_down
            wait = min(way.gives() for way in self.ways.values())
            for card, _ in cards.poll(min(50, int(wait * 1000))):
                self.ways[card].takes(self.flows, is_down)
            if second - told > TELLS_EVERY_S:
                self._tell(second)
                told = second

    def _cut(self) -> None:
        self.carried.cuts += 1
        self.flows.cuts += 1
        for way in self.ways.values():
            way.forgets()

    def _tell(self, second: float) -> None:
        self.carried.seconds = second
        new = self.tells.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(self.carried))
        new.replace(self.tells)


def main() -> None:
    """Carry until SIGTERM; SIGUSR1 cuts."""
    os.setpriority(os.PRIO_PROCESS, 0, FIRST_IN_LINE)
    box, net, card, weather, tells = sys.argv[1:]
    link = Emulator(
        card_in(box, card), card_in(net, card), msgspec.json.decode(weather, type=Weather), Path(tells)
    )

    def stop(*_: object) -> None:
        link.stopped = True

    def cut(*_: object) -> None:
        link.cut_at = time.monotonic()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGUSR1, cut)
    print("ready", flush=True)
    link.carry()


if __name__ == "__main__":
    main()
