"""A box and a publisher, each in a network namespace of its own, with a bad link between them."""

import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.processes import run
from benchmarks.sync.emulator import CLONE_NEWNET, LIBC, TELLS_EVERY_S
from benchmarks.sync.weather import Carried, Weather

BOX, NET = "10.9.0.2", "10.9.0.1"
CARD = "wan0"
TRIAL = "/dev/net/tun"


@dataclass(frozen=True)
class Link:
    """A link between two namespaces, carried by a program that `emulator.py` is."""

    box: str  # names of the namespaces
    net: str
    tells: Path

    def carried(self) -> Carried:
        """Return what it has carried, as of a quarter of a second ago."""
        return msgspec.json.decode(self.tells.read_bytes(), type=Carried)

    def carried_by_now(self) -> Carried:
        """Return what it has carried, once it has told again."""
        known = self.tells.stat().st_mtime_ns
        while self.tells.stat().st_mtime_ns == known:
            time.sleep(TELLS_EVERY_S / 5)
        return self.carried()

    def at_box(self, *command: object) -> list[str]:
        """Return how a command is run where the box is."""
        return ["ip", "netns", "exec", self.box, *map(str, command)]

    def at_net(self, *command: object) -> list[str]:
        """Return how a command is run where the publisher is."""
        return ["ip", "netns", "exec", self.net, *map(str, command)]


def leave_for_own_network() -> None:
    """Let this program have a loopback of its own: a messenger counts what its interface receives."""
    if not why_no_link():
        if LIBC.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        run("ip", "link", "set", "lo", "up")


def why_no_link() -> str:
    """Return why no link can be made here, "" when it can."""
    return (
        "" if os.geteuid() == 0 and os.access(TRIAL, os.W_OK) else "only root makes links, with /dev/net/tun"
    )


@contextmanager
def linked(weather: Weather, folder: Path) -> Iterator[Link]:
    """Make both namespaces and the link between them; all is gone at the end."""
    name = secrets.token_hex(3)
    with ExitStack() as undo:
        for place in (f"{name}-box", f"{name}-net"):
            run("ip", "netns", "add", place)
            undo.callback(run, "ip", "netns", "del", place)
            run("ip", "-n", place, "link", "set", "lo", "up")
        link = Link(f"{name}-box", f"{name}-net", folder / f"link-{name}.json")
        undo.enter_context(carrying(link, weather))
        yield link


@contextmanager
def carrying(
    link: Link, weather: Weather, addresses: tuple[str, str] = (BOX, NET)
) -> Iterator[Callable[[], None]]:
    """Carry packets between two namespaces that are there, by new cards `wan0`; give what cuts at once."""
    words = [sys.executable, "-m", "benchmarks.sync.emulator", link.box, link.net, CARD]
    with subprocess.Popen(
        [*words, msgspec.json.encode(weather).decode(), link.tells],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as program:
        try:
            if program.stdout is None or program.stdout.readline().strip() != b"ready":
                raise RuntimeError(f"The link does not stand: {' '.join(words)}")
            for place, address in zip((link.box, link.net), addresses, strict=True):
                run("ip", "-n", place, "address", "add", f"{address}/24", "dev", CARD)
                run("ip", "-n", place, "link", "set", CARD, "up")
            _as_mirrors_do(link.net, addresses[1])
            yield lambda: program.send_signal(signal.SIGUSR1)
        finally:
            program.terminate()
            program.wait()


def _as_mirrors_do(net: str, address: str) -> None:
    """Let the publisher send by BBR, where the kernel has it: docs/contributors/sync.md tells why."""
    route = [f"{address.rpartition('.')[0]}.0/24", "dev", CARD, "src", address]
    if "bbr" in Path("/proc/sys/net/ipv4/tcp_available_congestion_control").read_text():
        run("ip", "-n", net, "route", "replace", *route, "congctl", "bbr")
