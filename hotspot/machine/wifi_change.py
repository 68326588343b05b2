"""Change the Wi-Fi from a page: checked before, and put on trial once the page has reached its phone."""

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from exchange.errors import NeedsAPerson
from hotspot.machine.asking_root import ApplyWifi, ConfirmWifi, HelperAway, ask, check_present
from hotspot.machine.leases import leases
from hotspot.machine.wifi import checking, files, kept, rules
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import this_radio
from hotspot.machine.wifi_trial import TRIAL
from hotspot.settings import Settings
from runtime.kernel import running

ANSWER_SECONDS = 2.0  # the page has reached its phone by then

GRACE_SECONDS = 30.0  # the helper has ended its trial by then

State = Literal["begun", "on trial", "undone", "away", "refused"]
log = logging.getLogger(__name__)


@dataclass
class Change:
    """What became of the last change since the program was started."""

    before: Wifi | None
    wifi: Wifi
    state: State = "begun"
    told: str = ""  # by the helper that refused, for a technician
    until_seconds: float = 0  # of the kernel's count: when the trial is over
    phones: frozenset[str] = frozenset()  # who had an address before the change
    thread: threading.Thread = field(init=False)

    @property
    def is_on_trial(self) -> bool:
        """Say whether the trial still goes on, as far as this program knows."""
        return self.state == "on trial" and running().total_seconds() < self.until_seconds


_changes: dict[Path, Change] = {}  # data folder → its last one


def check(settings: Settings, wifi: Wifi) -> None:
    """Let our rules and the real programs look at it; nothing changes.

    Raises:
        WrongWifi: a value cannot be had.
        RefusedFile: a program refuses its file, or is missing.
    """
    rules.check(wifi, this_radio())
    checking.check_texts(files.texts(wifi, files.machine_of(settings)))


def has_helper(settings: Settings) -> bool:
    """Say whether somebody with root's rights is there to put it into use."""
    try:
        check_present(settings.helper_socket)
    except HelperAway:
        return False
    return True


def set_only(settings: Settings, wifi: Wifi) -> None:
    """Keep what was checked; `hotspot wifi apply` puts it into use."""
    kept.write(settings.wifi_file, wifi)


def begin(settings: Settings, before: Wifi | None, wifi: Wifi) -> Change:
    """Keep what was checked, and put it on trial in a moment; refused, what was set before is set again."""
    change = _changes[settings.data_folder] = Change(before, wifi)
    set_only(settings, wifi)
    change.thread = threading.Timer(ANSWER_SECONDS, _apply, [settings, change])
    change.thread.daemon = True
    change.thread.start()
    return change


def last(settings: Settings) -> Change | None:
    """Return the last change since the program was started."""
    return _changes.get(settings.data_folder)


def confirm(settings: Settings) -> None:
    """Keep the Wi-Fi on trial. Raises HelperAway, or Refused when nothing is on trial."""
    ask(settings.helper_socket, ConfirmWifi())
    _changes.pop(settings.data_folder, None)


def end_trial(settings: Settings, change: Change) -> None:
    """Set the former Wi-Fi again, as the helper has, when nobody kept the new one and no phone has come."""
    if last(settings) is change and not _phones(settings) - change.phones:
        _undo(settings, change)
        change.state = "undone"


def _apply(settings: Settings, change: Change) -> None:
    change.phones = _phones(settings)
    try:
        log.info("The Wi-Fi changes: %s", ask(settings.helper_socket, ApplyWifi()))
    except HelperAway as error:
        change.state, change.told = "away", str(error)
    except NeedsAPerson as error:
        change.told = str(error)
        _undo(settings, change)
        change.state = "refused"
        log.error("The Wi-Fi does not change: %s", error)
    else:
        change.until_seconds = (running() + TRIAL).total_seconds()
        change.state = "on trial"
        trial = threading.Timer(TRIAL.total_seconds() + GRACE_SECONDS, end_trial, [settings, change])
        trial.daemon = True
        trial.start()


def _phones(settings: Settings) -> frozenset[str]:
    """Return who has an address, and until when: what tells the helper too that a phone has come."""
    return frozenset(f"{lease.mac} {lease.until}" for lease in leases(settings.leases_file))


def _undo(settings: Settings, change: Change) -> None:
    if change.before is None:
        settings.wifi_file.unlink(missing_ok=True)
    else:
        kept.write(settings.wifi_file, change.before)
