"""Every start and stop of the box: after a power cut its data are looked at before they are served.

While the program serves there is a file `running` with the name of this start of the machine. Found at the
next start, it tells that nobody stopped the program: with another name, the power was cut; with the same,
the program alone ended.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.store import written_whole
from hotspot.machine import ledgers
from hotspot.settings import Settings
from runtime.clock import boot_id, displayed

LEDGER = "power.json"
TIMES_KEPT = 20
DAMAGED = "damaged"
ORDERLY = (NeedsAPerson, WorthAnotherTry, SystemExit, KeyboardInterrupt)

Stop = Literal["never", "orderly", "power", "program", "damaged"]
log = logging.getLogger(__name__)


class ServedAlready(NeedsAPerson):
    """Another program serves the same data."""


class Power(msgspec.Struct):
    """How often the box was started, and stopped by nobody. Times: UTC, of the start after, newest last."""

    starts: int = 0
    cuts: int = 0  # of the power
    crashes: int = 0  # of the program alone
    cut_times: list[str] = []
    crash_times: list[str] = []


def power_of(settings: Settings) -> Power:
    """Return what is known of the starts and stops; a ledger that cannot be read begins anew."""
    try:
        kept = ledgers.read(settings, LEDGER)
        return msgspec.json.decode(kept, type=Power) if kept else Power()
    except (OSError, ValueError):
        return Power()


@contextmanager
def running(settings: Settings) -> Iterator[Stop]:
    """Note that the box serves, until the block ends; give how it was stopped the last time.

    An error that nobody foresaw is no orderly stop: the note stays.

    Raises:
        ServedAlready: another program serves these data.
    """
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    with alone_in(settings.data_folder):
        last_stop = _last_stop(settings)
        _count(settings, last_stop)
        _mark(settings, boot_id())
        try:
            yield last_stop
        except ORDERLY:
            _erase_mark(settings)
            raise
        _erase_mark(settings)


def note_damage(settings: Settings) -> None:
    """Leave word for the next start that damage was seen, so that it looks at everything."""
    settings.reserve_file.unlink(missing_ok=True)  # on a full card there is room for this word
    _mark(settings, DAMAGED)


def is_to_begin_anew(settings: Settings) -> bool:
    """Say whether the program was ended because damage was seen."""
    return _marked(settings) == DAMAGED


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for this program; the system lets go of it when the program ends, however it ends.

    Raises:
        ServedAlready: another program holds it.
    """
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ServedAlready(
            "Cette boîte est déjà servie par un autre programme. Arrêtez-le d'abord, "
            "ou prenez un autre dossier (HOTSPOT_DATA_FOLDER)."
        ) from None
    finally:
        os.close(held)


def _marked(settings: Settings) -> str | None:
    try:
        return settings.running_file.read_text("ascii")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # the note itself is damaged
        return DAMAGED


def _mark(settings: Settings, word: str) -> None:
    try:
        with written_whole(settings.running_file) as marker:
            marker.write(word.encode("ascii"))
    except OSError as error:  # a full card keeps nobody from serving
        log.warning("The start could not be marked: %s", error.strerror)


def _erase_mark(settings: Settings) -> None:
    if _marked(settings) != DAMAGED:
        settings.running_file.unlink(missing_ok=True)


def _last_stop(settings: Settings) -> Stop:
    marked = _marked(settings)
    if marked is None:
        return "orderly" if (settings.ledgers_folder / LEDGER).exists() else "never"
    if marked == DAMAGED:
        return "damaged"
    return "program" if marked == boot_id() else "power"


def _count(settings: Settings, last_stop: Stop) -> None:
    power, at = power_of(settings), displayed().time.isoformat(timespec="seconds")
    power.starts += 1
    if last_stop == "power":
        power.cuts += 1
        power.cut_times = [*power.cut_times, at][-TIMES_KEPT:]
        log.warning("The power was cut: %d times so far", power.cuts)
    if last_stop == "program":
        power.crashes += 1
        power.crash_times = [*power.crash_times, at][-TIMES_KEPT:]
        log.warning("The program ended without being stopped: %d times so far", power.crashes)
    try:
        ledgers.write(settings, LEDGER, msgspec.json.encode(power))
    except OSError as error:  # a full card keeps nobody from serving
        log.warning("The start could not be counted: %s", error.strerror)
