"""How the box was over the last seven days: a small look every ten minutes.

The looks are held in memory, and brought to the card once in three hours and at the stop: a power cut costs
three hours of them at most. They are dated by the time that is written down, which never goes back; when it
jumps ahead, what was seen in this start moves with it.
"""

import logging
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from hotspot.machine import health, ledgers, phones_here, voltage
from hotspot.settings import Settings
from runtime import clock

LEDGER = "week.bin"
EVERY = timedelta(minutes=10)
A_WEEK = timedelta(days=7)
MOST = A_WEEK // EVERY
WRITE_EVERY_LOOKS = 18  # three hours
LARGEST_BYTES = 200_000  # of the ledger, unpacked: 1,008 looks take 40 KB
log = logging.getLogger(__name__)


class Look(msgspec.Struct, array_like=True, frozen=True):
    """The box at one moment. None is what this machine does not measure."""

    at: float  # clock.now(), in seconds since 1970
    free_disk_mb: int
    free_memory_mb: int
    celsius: float | None
    phones: int | None
    was_low: bool  # the voltage, at any moment since the look before

    @property
    def age(self) -> timedelta:
        """Return how long ago that was."""
        return max(timedelta(), self._behind)

    @property
    def _behind(self) -> timedelta:
        return timedelta(seconds=clock.seconds_since(self.at))

    @property
    def is_of_this_week(self) -> bool:
        """Say so; a power cut may have put the clock a little before its last look."""
        return -EVERY <= self._behind <= A_WEEK


_weeks: dict[Path, list[Look]] = {}  # data folder → its looks, oldest first, while the box serves


def looks(settings: Settings) -> list[Look]:
    """Return the looks of the last seven days, oldest first."""
    known = _weeks.get(settings.data_folder)
    return [one for one in (_read(settings) if known is None else known) if one.is_of_this_week]


@contextmanager
def watched(settings: Settings) -> Iterator[None]:
    """Look at the box every ten minutes while the block runs."""
    stop = threading.Event()
    _weeks[settings.data_folder] = _read(settings)
    watcher = threading.Thread(target=_watch, args=[settings, stop], name="week")
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
        write_down(settings)
        del _weeks[settings.data_folder]


def look(settings: Settings, *, was_low: bool) -> None:
    """Add a look at the box as it is now. Raises OSError."""
    found = health.health_of(settings.data_folder)
    now = Look(
        at=clock.now().timestamp(),
        free_disk_mb=found.free_disk_mb,
        free_memory_mb=found.free_memory_mb,
        celsius=None if found.temperature is None else round(found.temperature, 1),
        phones=phones_here.count(settings),
        was_low=was_low,
    )
    _weeks[settings.data_folder] = [*looks(settings), now][-MOST:]


def write_down(settings: Settings) -> None:
    """Bring the looks to the card; one that is full stops nobody."""
    now = clock.now().timestamp()
    moved = [msgspec.structs.replace(one, at=round(now - one.age.total_seconds())) for one in looks(settings)]
    try:
        ledgers.write(settings, LEDGER, zlib.compress(msgspec.json.encode(moved)))
    except OSError as error:
        log.warning("The week of the box could not be written down: %s", error.strerror)


def _watch(settings: Settings, stop: threading.Event) -> None:
    ticks_a_look = EVERY // timedelta(seconds=voltage.LOOK_SECONDS)
    ticks, was_low = 0, False
    while True:
        was_low = was_low or bool(voltage.is_low())
        if ticks % ticks_a_look == 0:
            _look_and_keep(settings, was_low=was_low, is_due=ticks % (ticks_a_look * WRITE_EVERY_LOOKS) == 0)
            was_low = False
        ticks += 1
        if stop.wait(voltage.LOOK_SECONDS):
            return


def _look_and_keep(settings: Settings, *, was_low: bool, is_due: bool) -> None:
    try:
        look(settings, was_low=was_low)
    except OSError as error:
        log.warning("The box could not be looked at: %s", error)
    if is_due:
        write_down(settings)


def _read(settings: Settings) -> list[Look]:
    """Return what was written down; a ledger that cannot be read begins anew."""
    try:
        kept = ledgers.read(settings, LEDGER)
        unpacked = zlib.decompressobj().decompress(kept, LARGEST_BYTES) if kept else b"[]"
        return msgspec.json.decode(unpacked, type=list[Look])[-MOST:]
    except (OSError, ValueError, zlib.error):
        return []
