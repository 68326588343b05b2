"""The door to the root helper: a Unix socket. Only root and the owner of the data folder are answered."""

import asyncio
import logging
import os
import socket
import struct
from pathlib import Path

import msgspec

from exchange.errors import NeedsAPerson
from hotspot.machine import root_start
from hotspot.machine.asking_root import LARGEST_BYTES, Answer, Request
from hotspot.machine.radio_watch import RadioWatch
from hotspot.machine.root_helper import Helper
from hotspot.settings import Settings

REQUEST_SECONDS = 2  # a caller says its line within, or is let go
MOST_WAITING = 64  # callers that have not said their line; one more, and the oldest is let go
LOOK_SECONDS = 1.0  # between two looks at a trial
log = logging.getLogger(__name__)


async def serve(settings: Settings, root: Path) -> None:
    """Make the machine ready, then answer at the socket until told to stop.

    Raises:
        OSError: the data folder is not there, or the socket cannot be made.
    """
    helper, watch, lock = Helper(settings, root), RadioWatch(settings, root), asyncio.Lock()
    owner = settings.data_folder.stat()
    root_start.prepare(settings, root)
    door = _Door(helper, lock, {0, owner.st_uid})
    server = await asyncio.start_unix_server(
        door.answer, sock=_socket_at(settings.helper_socket, owner.st_gid), limit=LARGEST_BYTES
    )
    log.info("The helper listens at %s", settings.helper_socket)
    _tell_systemd()
    async with server:
        while True:
            async with lock:
                await asyncio.to_thread(_look, helper, watch)
            await asyncio.sleep(LOOK_SECONDS)


def _look(helper: Helper, watch: RadioWatch) -> None:
    try:
        helper.look()
    except (OSError, ValueError) as error:
        log.error("The trial of the Wi-Fi cannot be looked at: %s", error)
    try:
        watch.look()
    except (OSError, ValueError) as error:
        log.error("The radio cannot be looked at: %s", error)


class _Door:
    """Lets callers in, hears one line of each, and answers it."""

    def __init__(self, helper: Helper, lock: asyncio.Lock, allowed: set[int]) -> None:
        self._helper, self._lock, self._allowed = helper, lock, allowed
        self._waiting: dict[asyncio.StreamWriter, None] = {}  # oldest first

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hear one caller and let it go."""
        try:
            answer = await self._answer_to(reader, writer)
            writer.write(msgspec.json.encode(answer) + b"\n")
            await asyncio.wait_for(writer.drain(), REQUEST_SECONDS)
        except (ConnectionError, TimeoutError):
            pass  # the caller has gone
        finally:
            writer.close()

    async def _answer_to(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Answer:
        if _caller(writer) not in self._allowed:
            return Answer(False, "Ce compte n'a pas le droit. Prenez celui de la boîte, ou root.")
        line = await self._line(reader, writer)
        try:
            request = msgspec.json.decode(line, type=Request)
        except (ValueError, RecursionError):
            return Answer(False, "Demande refusée : elle n'est pas dans la liste.")
        async with self._lock:
            try:
                return Answer(True, await asyncio.to_thread(self._helper.do, request))
            except (NeedsAPerson, OSError, ValueError) as error:
                return Answer(False, str(error)[:1000])

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """Return the caller's line, b"" when it is too long or does not come."""
        self._waiting[writer] = None
        if len(self._waiting) > MOST_WAITING:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]  # at once: in a crowd the next comes before its end is seen
            oldest.close()
        try:
            return await asyncio.wait_for(reader.readline(), REQUEST_SECONDS)
        except (ValueError, TimeoutError):
            return b""
        finally:
            self._waiting.pop(writer, None)


def _caller(writer: asyncio.StreamWriter) -> int:
    """Return the account that asks, as the kernel knows it: unix(7), SO_PEERCRED."""
    given = writer.get_extra_info("socket").getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return int(struct.unpack("3i", given)[1])


def _tell_systemd() -> None:
    """Say that the machine is ready, so that NetworkManager starts behind closed doors: sd_notify(3)."""
    place = os.environ.get("NOTIFY_SOCKET")
    if place:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(place.replace("@", "\0", 1) if place.startswith("@") else place)
            line.send(b"READY=1")


def _socket_at(place: Path, group: int) -> socket.socket:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        door.bind(str(place))
    finally:
        os.umask(before)
    os.chown(place, -1, group)
    place.chmod(0o660)
    return door
