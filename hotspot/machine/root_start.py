"""What the kernel forgets at each start of the machine, told again by root before phones join.

Nothing here is fatal: a box without a radio, or without one of these programs, still answers on its cable.
"""

import logging
import stat
from pathlib import Path

from hotspot.machine.root_programs import FailedProgram, run
from hotspot.machine.wifi import countries, files, kept
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.radio import FIRMWARE_LINK, MINIMAL_FIRMWARE, radio_of
from hotspot.settings import Settings

log = logging.getLogger(__name__)


def prepare(settings: Settings, root: Path) -> None:
    """Take the address of foreign names, close the doors, and make the radio ready; twice is as once."""
    _show_leases(settings.leases_file)
    _try(root, "be foreign names")
    if (root / files.TABLE.lstrip("/")).exists():
        _try(root, "close doors")
    try:
        wifi = kept.read(settings.wifi_file)
    except (WrongWifi, OSError) as error:
        log.error("The country of the radio is not known: %s", error)
        wifi = None
    if wifi is not None:
        obey_country(root, wifi)
    _try(root, "unblock radio")
    _take_firmware(root)


def _show_leases(file: Path) -> None:
    """Let the box read which phone has which address: NetworkManager's folder is closed to all but root.

    Its files keep their own rights, and nobody else can list them.
    """
    try:
        file.parent.chmod(file.parent.stat().st_mode | stat.S_IXOTH)
    except OSError as error:
        log.error("The box cannot be shown who has which address: %s", error)


def obey_country(root: Path, wifi: kept.Wifi) -> None:
    """Let the radio follow the rules of the school's country, or the world's where Linux has none."""
    try:
        country = countries.regulatory(wifi.country)
    except WrongWifi as error:
        log.error("The country of the radio is not known: %s", error)
    else:
        _try(root, "obey country", country)


def _take_firmware(root: Path) -> None:
    """Take the firmware that lets more phones in; updates of the system put the other back."""
    has_choice = (root / FIRMWARE_LINK).is_symlink() and (root / MINIMAL_FIRMWARE.lstrip("/")).exists()
    if has_choice and radio_of(root).could_bear_more and _try(root, "take firmware"):
        log.warning(
            "The radio bears more phones from the next start of the machine on: minimal firmware taken"
        )


def _try(root: Path, name: str, word: str = "") -> bool:
    """Run a program, and return whether it did its work; the journal says so when not."""
    try:
        run(root, name, word)
    except FailedProgram as error:
        log.error("%s", error)
        return False
    return True
