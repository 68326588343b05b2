"""The one part of the box that runs as root: a closed list of verbs, and none takes anything from outside.

Only root and the owner of the data folder are answered. Files are made here, from what the technician has
set.
"""

import asyncio
import contextlib
import logging
import os
import socket
import stat
import struct
import subprocess
from pathlib import Path

import msgspec

from exchange.errors import NeedsAPerson
from hotspot.machine import wifi_trial
from hotspot.machine.asking_root import (
    LARGEST_BYTES,
    Answer,
    ApplyWifi,
    ConfirmWifi,
    PowerOff,
    Request,
    RestartWifi,
)
from hotspot.machine.leases import leases
from hotspot.machine.wifi import checking, files, kept, rules
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.radio import radio_of
from hotspot.settings import Settings
from runtime.clock import BOX
from runtime.floor import Source

PROGRAMS = {
    "reload": ("nmcli", "connection", "reload"),
    "up": ("nmcli", "--wait", "30", "connection", "up", "hotspot-ecole"),
    "down": ("nmcli", "--wait", "10", "connection", "down", "hotspot-ecole"),
    "close doors": ("nft", "--file", files.TABLE.lstrip("/")),  # from the root folder
    "forget doors": ("nft", "delete", "table", "inet", "hotspot"),
    "power-off": ("systemctl", "poweroff"),
}
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAM_SECONDS = 40  # a program that takes longer is stopped
REQUEST_SECONDS = 2  # a caller says its line within, or is let go
MOST_WAITING = 64  # callers that have not said their line; one more, and the oldest is let go
LOOK_SECONDS = 1.0  # between two looks at a trial
LARGEST_KEPT_BYTES = 4096
log = logging.getLogger(__name__)


class FailedProgram(NeedsAPerson):
    """A program of the system did not do its work."""


class Helper:
    """Does the verbs, one at a time, under a root folder: / on a box."""

    def __init__(self, settings: Settings, root: Path) -> None:
        self._settings = settings
        self._root = root

    def do(self, request: Request) -> str:
        """Return what was done, in French. Raises NeedsAPerson or OSError."""
        match request:
            case ApplyWifi():
                return self._apply()
            case ConfirmWifi():
                return self._confirm()
            case RestartWifi():
                with contextlib.suppress(FailedProgram):  # it may be down already
                    self._run("down")
                self._run("up")
                return "Le Wi-Fi a redémarré."
            case PowerOff():
                self._run("power-off")
                return "La machine s'éteint."

    def look(self) -> None:
        """Keep the Wi-Fi on trial when a phone was given an address by it, undo it when its time is over."""
        trial = wifi_trial.read(self._root)
        if trial is None:
            return
        if trial.is_over:
            log.warning("No phone came back: the former Wi-Fi returns")
            self._undo(trial)
        elif trial.leases is not None and set(self._leases()) - set(trial.leases):
            log.info("A phone came back: the new Wi-Fi stays")
            wifi_trial.end(self._root)

    def _apply(self) -> str:
        made = self._texts()
        checking.check_texts(made)
        trial = wifi_trial.begin(self._root, list(made))
        try:
            wifi_trial.lay(self._root, dict(made))
            for name in ("close doors", "reload", "up"):
                self._run(name)
        except (FailedProgram, OSError):
            self._undo(trial)
            raise
        wifi_trial.write(self._root, msgspec.structs.replace(trial, leases=self._leases()))
        return "Le nouveau Wi-Fi est en marche, à l'essai pour cinq minutes."

    def _confirm(self) -> str:
        if wifi_trial.read(self._root) is None:
            raise WrongWifi("Aucun Wi-Fi n'est à l'essai. Pour en essayer un : hotspot wifi apply")
        wifi_trial.end(self._root)
        return "Le nouveau Wi-Fi est gardé."

    def _undo(self, trial: wifi_trial.Trial) -> None:
        wifi_trial.lay(self._root, trial.former)
        had_doors = trial.former.get(files.TABLE) is not None
        had_wifi = trial.former.get(files.KEYFILE) is not None
        for name in ("close doors" if had_doors else "forget doors", "reload", *(["up"] if had_wifi else [])):
            try:
                self._run(name)
            except FailedProgram as error:
                log.error("%s", error)
        wifi_trial.end(self._root)

    def _texts(self) -> dict[str, str]:
        wifi = self._kept()
        rules.check(wifi, radio_of(self._root))
        BOX.look_at_network()
        of_its_own = BOX.displayed().source not in (Source.NOBODY, Source.PHONES)
        machine = files.Machine(self._settings.wifi_interface, self._settings.port, of_its_own)
        return files.texts(wifi, machine)

    def _kept(self) -> kept.Wifi:
        file = self._settings.wifi_file
        with contextlib.suppress(FileNotFoundError):
            here = file.lstat()  # another account's file: no link is followed, no pipe waited for
            if not stat.S_ISREG(here.st_mode) or here.st_size > LARGEST_KEPT_BYTES:
                raise WrongWifi(f"{file} est abîmé. Effacez-le, puis relancez : hotspot wifi set")
        wifi = kept.read(file)
        if wifi is None:
            raise WrongWifi("Le Wi-Fi n'est pas encore réglé. Réglez-le : hotspot wifi set")
        return wifi

    def _leases(self) -> list[str]:
        return [f"{lease.mac} {lease.until}" for lease in leases(self._settings.leases_file)]

    def _run(self, name: str) -> None:
        words = PROGRAMS[name]
        own = {"PATH": f"{self._root / 'bin'}:{PATH}", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(  # noqa: S603 – words of our own table, no shell reads them
                words, cwd=self._root, env=own, capture_output=True, check=False, timeout=PROGRAM_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FailedProgram(f"{' '.join(words)} : {error}. Vérifiez ce programme.") from error
        if done.returncode:
            what = done.stderr.decode(errors="replace").strip()[:500]
            raise FailedProgram(f"{' '.join(words)} a échoué : {what}. Relancez, ou regardez : journalctl")


async def serve(settings: Settings, root: Path) -> None:
    """Answer at the socket until told to stop.

    Raises:
        OSError: the data folder is not there, or the socket cannot be made.
    """
    helper, lock = Helper(settings, root), asyncio.Lock()
    owner = settings.data_folder.stat()
    door = _Door(helper, lock, {0, owner.st_uid})
    server = await asyncio.start_unix_server(
        door.answer, sock=_socket_at(settings.helper_socket, owner.st_gid), limit=LARGEST_BYTES
    )
    log.info("The helper listens at %s", settings.helper_socket)
    async with server:
        while True:
            async with lock:
                await asyncio.to_thread(_look, helper)
            await asyncio.sleep(LOOK_SECONDS)


def _look(helper: Helper) -> None:
    try:
        helper.look()
    except (OSError, msgspec.DecodeError) as error:
        log.error("The trial of the Wi-Fi cannot be looked at: %s", error)


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
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return Answer(False, "Demande refusée : elle n'est pas dans la liste.")
        async with self._lock:
            try:
                return Answer(True, await asyncio.to_thread(self._helper.do, request))
            except (NeedsAPerson, OSError, msgspec.DecodeError) as error:
                return Answer(False, str(error)[:1000])

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """Return the caller's line, b"" when it is too long or does not come."""
        self._waiting[writer] = None
        if len(self._waiting) > MOST_WAITING:
            next(iter(self._waiting)).close()
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
