"""The one part of the box that runs as root: a closed list of verbs, and none takes anything from outside.

Files are made here, from what the technician has set.
"""

import logging
from pathlib import Path

import msgspec

from hotspot.machine import wifi_trial
from hotspot.machine.asking_root import (
    JOURNAL_BYTES,
    ApplyWifi,
    ConfirmWifi,
    PowerOff,
    ReadJournal,
    Request,
    Restart,
    RestartWifi,
)
from hotspot.machine.leases import leases
from hotspot.machine.root_programs import FailedProgram, restart_wifi, run
from hotspot.machine.root_start import obey_country
from hotspot.machine.wifi import checking, files, kept, rules
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.radio import radio_of
from hotspot.settings import Settings

log = logging.getLogger(__name__)


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
                restart_wifi(self._root)
                return "Le Wi-Fi a redémarré."
            case PowerOff():
                run(self._root, "power-off")
                return "La machine s'éteint."
            case Restart():
                run(self._root, "restart")
                return "La machine redémarre."
            case ReadJournal():
                return _last_lines(run(self._root, "read journal"))

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
        wifi = self._kept()
        rules.check(wifi, radio_of(self._root))
        made = files.texts(wifi, files.machine_of(self._settings))
        checking.check_texts(made)
        trial = wifi_trial.begin(self._root, list(made))
        try:
            wifi_trial.lay(self._root, dict(made))
            obey_country(self._root, wifi)
            for name in ("close doors", "reload", "up"):
                run(self._root, name)
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
                run(self._root, name)
            except FailedProgram as error:
                log.error("%s", error)
        wifi_trial.end(self._root)

    def _kept(self) -> kept.Wifi:
        wifi = kept.read(self._settings.wifi_file)
        if wifi is None:
            raise WrongWifi("Le Wi-Fi n'est pas encore réglé. Réglez-le : hotspot wifi set")
        return wifi

    def _leases(self) -> list[str]:
        return [f"{lease.mac} {lease.until}" for lease in leases(self._settings.leases_file)]


def _last_lines(journal: str) -> str:
    """Return the end of a journal that fits an answer, without what would take more room there than here."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in journal)
    end = plain.encode()[-JOURNAL_BYTES:].decode(errors="ignore")
    return end if len(end) == len(plain) else end.partition("\n")[2] or end
