"""Tells phones the time when they ask: SNTP, RFC 4330 and RFC 5905, as a server and nothing else.

A box that has its time from phones, or from nobody, keeps silent: it knows no better than who asks. Nobody is
sent more bytes than were asked with.
"""

import logging
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from hotspot.machine.own_time import is_own
from hotspot.settings import Settings
from runtime import clock
from runtime.clock import Displayed
from runtime.floor import Source

# RFC 5905, figure 8: leap, version and mode; stratum; poll; precision; root delay; root dispersion;
# reference; then four times: reference, origin, receive, transmit.
PACKET = struct.Struct("!BBbbII4s8s8s8s8s")
LARGEST_BYTES = 1024  # read of a packet; what follows the first 48 bytes is not looked at
CLIENT, SERVER = 3, 4  # modes
VERSIONS = (1, 2, 3, 4)
PRECISION = -20  # the clock is read in microseconds: 2 to this power, in seconds
EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HONEST = {  # who gave the time → how far from a true clock (stratum), by how much it may be wrong (seconds)
    Source.ADULT: (10, 60),  # 10: what ntpd and chrony give to a clock that nothing keeps right
    Source.SIGNED: (10, 60),
    Source.BATTERY: (10, 60),
    Source.NETWORK: (4, 1),  # the servers of the internet are 1 to 3
}
REFERENCE = bytes([127, 127, 1, 1])  # "its own clock", as ntpd writes it
IP_PKTINFO = 8  # ip(7); phones ask any foreign name, and hear only the address that they have asked
log = logging.getLogger(__name__)


def answer_to(asked: bytes, shown: Displayed) -> bytes | None:
    """Return the 48 bytes for a client that asks at this time; None for anything that gets no answer."""
    if len(asked) < PACKET.size or not is_own(shown):
        return None
    flags, _, poll, *_, sent_at = PACKET.unpack_from(asked)
    version, mode = flags >> 3 & 7, flags & 7
    if mode != CLIENT or version not in VERSIONS:
        return None
    stratum, wrong_by = HONEST[shown.source]
    since, now = _written(shown.since) if shown.since else bytes(8), _written(shown.time)
    return PACKET.pack(
        version << 3 | SERVER,
        stratum,
        poll,
        PRECISION,
        0,
        wrong_by << 16,
        REFERENCE,
        since,
        sent_at,
        now,
        now,
    )


def _written(time: datetime) -> bytes:
    """Return a time as RFC 5905 writes it: 32 bits of seconds, which begin anew in 2036, and 32 of parts."""
    seconds, parts = divmod(time - EPOCH, SECOND)
    return struct.pack("!II", seconds % 2**32, parts.microseconds * 2**32 // 1_000_000)


@contextmanager
def time_given(settings: Settings) -> Iterator[None]:
    """Answer on the time port while the block runs; a port that cannot be had keeps nobody from serving."""
    door = _door(settings) if settings.time_port else None
    if door is None:
        yield
        return
    with door:
        stopping = threading.Event()
        answering = threading.Thread(target=_answer, args=[door, stopping], name="time", daemon=True)
        answering.start()
        try:
            yield
        finally:
            stopping.set()
            with suppress(OSError):  # "not connected", but it wakes who waits
                door.shutdown(socket.SHUT_RDWR)
            answering.join()


def _door(settings: Settings) -> socket.socket | None:
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        door.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        door.bind((settings.host, settings.time_port))
    except OSError as error:
        door.close()
        log.error(
            "Phones are not given the time, UDP port %d cannot be had: %s. Stop the other time server, or "
            "set time_port = 0",
            settings.time_port,
            error.strerror,
        )
        return None
    log.info("Phones may ask the time at UDP port %d", settings.time_port)
    return door


def _answer(door: socket.socket, stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            asked, asked_at, _, whom = door.recvmsg(LARGEST_BYTES, socket.CMSG_SPACE(12))
            answer = answer_to(asked, clock.displayed())
            if answer:
                door.sendmsg([answer], asked_at, 0, whom)
        except OSError as error:  # the phone has gone, or no network is up
            log.debug("A phone was not told the time: %s", error)
            stopping.wait(0.01)
