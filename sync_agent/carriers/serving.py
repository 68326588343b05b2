"""The box's own rsync daemon: serves the verified store to neighbours, to read only, one transfer at a time.

It is a program apart, so that a long move of the agent holds nobody up, and it outlives an agent that was
killed; the next one finds it by its number and takes it over.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

import psutil

from exchange.errors import WorthAnotherTry
from exchange.store import written_whole
from sync_agent.carriers import rsync

MODULES = ("head", "packs", "docs", "blobs")
SESSION_SECONDS = 600  # a session that lasts longer has lost its neighbour, or keeps the others out
MOST_SESSIONS = 8  # one is served, the others are told so: more is a flood
START_SECONDS, END_SECONDS, LOOK_SECONDS = 10, 2, 0.05


class NotServing(WorthAnotherTry):
    """The daemon did not start."""


@dataclass(frozen=True)
class Serving:
    """The daemon over a store; `folder` is where its own small files stand."""

    store: Path
    folder: Path

    def keep(self, lan: IPv4Interface, port: int) -> None:
        """See that it serves at this address, to this network alone. Raises NotServing."""
        wanted = self._config(lan, port)
        if self._is_started(wanted):
            self._end_stuck_sessions()
            return
        self.end()
        with written_whole(self._config_file) as file:
            file.write(wanted.encode())
        self._number_file.unlink(missing_ok=True)
        rsync.start_daemon(self._config_file)
        if not _waits_until(lambda: self._is_started(wanted) and _answers(lan.ip, port), START_SECONDS):
            raise NotServing(f"Le service aux voisines ne démarre pas. Le port {port} est-il pris ?")

    def end(self) -> None:
        """End the daemon and its sessions, also those that somebody who was killed has left."""
        if not self._end_by(signal.SIGTERM):
            self._end_by(signal.SIGKILL)

    def _end_by(self, how: signal.Signals) -> bool:
        """Say whether all have ended, within some seconds."""
        ours = self._programs()
        for one in ours:
            with suppress(psutil.Error):
                one.send_signal(how)
        return _waits_until(lambda: all(_has_ended(one) for one in ours), END_SECONDS)

    def _programs(self) -> list[psutil.Process]:
        """Return all that run by our settings, whatever the file of the number says: it may be lost."""
        return [one for one in psutil.process_iter() if self._is_ours(one)]

    def _is_ours(self, program: psutil.Process) -> bool:
        try:
            return f"--config={self._config_file}" in program.cmdline()
        except psutil.Error:
            return False

    def _is_started(self, config: str) -> bool:
        try:
            return self._config_file.read_text(encoding="utf-8") == config and self._daemon() is not None
        except OSError:
            return False

    def _daemon(self) -> psutil.Process | None:
        """Return the daemon that runs by our settings; its number alone may be another program's by now."""
        try:
            found = psutil.Process(int(self._number_file.read_text(encoding="ascii")))
            return found if self._is_ours(found) else None
        except (OSError, ValueError, psutil.Error):
            return None

    def _end_stuck_sessions(self) -> None:
        """End sessions whose neighbour is gone, and floods: rsync would wait for a quarter of an hour."""
        daemon = self._daemon()
        try:
            sessions = daemon.children() if daemon else []
            old = [one for one in sessions if time.time() - one.create_time() > SESSION_SECONDS]
        except psutil.Error:  # ended just now
            return
        for one in sessions if len(sessions) > MOST_SESSIONS else old:
            with suppress(psutil.Error):
                one.kill()

    def _config(self, lan: IPv4Interface, port: int) -> str:
        """Return the settings. One module a folder, at its root: rsync takes lists of names only there."""
        modules = "".join(
            f"[{name}]\npath = {self.store / name}\nrefuse options = checksum compress"
            f"{'' if name == 'head' else ' recursive'}\n"
            for name in MODULES
        )
        return (
            f"address = {lan.ip}\nport = {port}\nhosts allow = {lan.network}\n"
            f"use chroot = {'yes' if os.geteuid() == 0 else 'no'}\n"
            f"pid file = {self._number_file}\nlock file = {self.folder / 'rsyncd.lock'}\n"
            "log file = /dev/null\nread only = yes\nlist = no\nexclude = .*\n"
            "max connections = 1\ntimeout = 30\nmax verbosity = 0\n"
            f"reverse lookup = no\nforward lookup = no\n{modules}"
        )

    @property
    def _config_file(self) -> Path:
        return self.folder / "rsyncd.conf"

    @property
    def _number_file(self) -> Path:
        return self.folder / "rsyncd.pid"


def _answers(address: IPv4Address, port: int) -> bool:
    with suppress(OSError), socket.create_connection((str(address), port), timeout=1):
        return True
    return False


def _has_ended(program: psutil.Process) -> bool:
    try:
        return program.status() == psutil.STATUS_ZOMBIE  # ended, and nobody has asked how
    except psutil.NoSuchProcess:
        return True


def _waits_until(is_so: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(LOOK_SECONDS)
    return True
