"""Watches the radio of the access point: phones on it are counted, and a halted one is started again.

The firmware of the Pi's radio halts under load, and NetworkManager does not always notice.
"""

import logging
import os
from pathlib import Path

import msgspec

from exchange.store import written_whole
from hotspot.machine import own_time, radio_seen, wifi_trial
from hotspot.machine.radio_seen import Restarts
from hotspot.machine.root_programs import FailedProgram, restart_wifi, run
from hotspot.machine.wifi import files
from hotspot.settings import Settings
from runtime.kernel import running

LOOK_SECONDS = 15
WAITS_SECONDS = (30, 60, 300, 900)  # after 1, 2, 3, 4 or more restarts within the last hour
HOUR_SECONDS = 3600
HALTED = b"Firmware has halted or crashed"  # Linux, brcmfmac/core.c
RUNNING_STATES = ("activated", "activating")  # of NetworkManager; a connection that is down has none
KERNEL_LOG = "dev/kmsg"
LARGEST_RECORD_BYTES = 8192  # of the kernel's log
MOST_RECORDS = 10_000  # at a look
KEPT = "var/lib/hotspot-helper/radio.json"
log = logging.getLogger(__name__)


class RadioWatch:
    """Looks at the radio from time to time; what it remembers of its restarts, it also writes down."""

    def __init__(self, settings: Settings, root: Path) -> None:
        self._settings, self._root = settings, root
        self._kernel_log = _KernelLog(root / KERNEL_LOG)
        self._is_halted = self._had_trouble = False
        self._looked_at = _now()  # NetworkManager may only be starting now
        self._restarted_at: list[float] = []
        self._restarts = _kept(root)

    def look(self) -> None:
        """Count phones and restart a halted radio, when it is time to look. Raises OSError."""
        if _now() - self._looked_at < LOOK_SECONDS:
            return
        self._looked_at = _now()
        self._is_halted |= self._kernel_log.has_said(HALTED)
        if not self._has_radio():
            return
        if (self._root / wifi_trial.UNDO).exists():  # it starts the radio by itself
            self._is_halted = self._had_trouble = False
        else:
            self._restart_if_needed()
        radio_seen.write(self._settings, self._stations(), self._restarts)

    def _has_radio(self) -> bool:
        """Say whether the access point that was applied is on the radio."""
        try:
            return "\ntype=wifi\n" in (self._root / files.KEYFILE.lstrip("/")).read_text(encoding="utf-8")
        except FileNotFoundError:
            return False

    def _restart_if_needed(self) -> None:
        trouble, had_trouble = self._trouble(), self._had_trouble
        self._had_trouble = bool(trouble)
        if not trouble or not had_trouble or self._is_to_wait():  # once may be a machine that starts
            return
        log.warning("The radio is started again: %s", trouble)
        self._note_restart()
        try:
            restart_wifi(self._root)
        except FailedProgram as error:
            log.error("%s", error)

    def _trouble(self) -> str:
        """Return why the radio is to be started again, "" while it runs."""
        interface = self._settings.wifi_interface
        if not (self._root / "sys/class/net" / interface).exists():
            return f"{interface} is gone"
        if self._is_halted:
            return "its firmware has halted"
        try:
            state = run(self._root, "state").strip().partition(":")[2]
        except FailedProgram as error:  # nobody is there to be asked, nor to restart it
            log.error("%s", error)
            return ""
        return "" if state in RUNNING_STATES else "NetworkManager does not run it"

    def _is_to_wait(self) -> bool:
        lately = [at for at in self._restarted_at if _now() - at < HOUR_SECONDS]
        waits = WAITS_SECONDS[: len(lately)]
        return bool(waits) and _now() - lately[-1] < waits[-1]

    def _note_restart(self) -> None:
        """Count this restart; a full card does not keep the radio from starting."""
        self._is_halted = False
        self._restarted_at = [*self._restarted_at, _now()][-len(WAITS_SECONDS) :]
        self._restarts = Restarts(self._restarts.count + 1, own_time.look(self._settings).time)
        try:
            with written_whole(self._root / KEPT) as file:
                file.write(msgspec.json.encode(self._restarts))
        except OSError as error:
            log.error("The restart of the radio could not be noted: %s", error.strerror)

    def _stations(self) -> int | None:
        try:
            dump = run(self._root, "stations", self._settings.wifi_interface)
        except FailedProgram as error:
            log.debug("%s", error)
            return None
        return sum(line.startswith("Station ") for line in dump.splitlines())


class _KernelLog:
    """What the kernel says from now on; nothing where its log cannot be read."""

    def __init__(self, file: Path) -> None:
        self._held = -1
        try:
            self._held = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
            os.lseek(self._held, 0, os.SEEK_END)
        except OSError as error:
            log.error("The kernel's log cannot be read: %s", error)

    def has_said(self, words: bytes) -> bool:
        """Say whether these words came since the last time."""
        came = False
        for _ in range(MOST_RECORDS if self._held >= 0 else 0):
            try:
                record = os.read(self._held, LARGEST_RECORD_BYTES)
            except BrokenPipeError:  # records were lost; the next one is there
                continue
            except OSError:  # no more for now
                break
            if not record:
                break
            came |= words in record
        return came


def _now() -> float:
    return running().total_seconds()


def _kept(root: Path) -> Restarts:
    try:
        return msgspec.json.decode((root / KEPT).read_bytes(), type=Restarts)
    except FileNotFoundError:
        return Restarts()
    except (OSError, ValueError) as error:
        log.error("The restarts of the radio are counted from 0 again: %s", error)
        return Restarts()
