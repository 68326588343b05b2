"""The tutor's time on this box: a second that never goes back, and that no false clock can poison.

The count stands in a small file outside school.db, so that a restored copy cannot take it back. The rows hold
it too, so that the file need not be written with each.
"""

import logging
import os
from datetime import date, datetime, timedelta
from threading import RLock
from typing import Protocol

import msgspec

from exchange.documents import Country
from hotspot.content import catalogue
from hotspot.machine import ledgers
from hotspot.school import counted_days, school_calendar
from hotspot.school.counted_days import Count, Seen
from hotspot.school.tables import Attempt, Sitting
from hotspot.settings import Settings
from learning.tutor.review import EPOCH, Calendar, Holiday
from runtime import clock, kernel
from runtime.clock import Clock
from runtime.floor import Source

LEDGER = "tutor_days.json"
WRITE_EVERY_SECONDS = 300  # what a power cut may take from the use of a day
MONTHS = 12
LAST_DAY = 31  # of any month
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

log = logging.getLogger(__name__)


class Machine(Protocol):
    """What is asked of the machine: runtime/kernel.py."""

    def running(self) -> timedelta:
        """Return how long the machine has run."""

    def boot_id(self) -> str:
        """Return the name of this start of the machine."""


class Days:
    """The count of one box."""

    def __init__(self, settings: Settings, box: Clock = clock.BOX, machine: Machine = kernel) -> None:
        self.settings = settings
        self._clock, self._machine = box, machine
        self._path = str(settings.ledgers_folder / LEDGER)  # for it is looked at with each question
        self._lock = RLock()
        self._count: Count | None = None
        self._written: Count | None = None
        self._file: tuple[int, int] | None = None  # which one was read or written last

    def look(self) -> Count:
        """Return the count now."""
        with self._lock:
            seen = self._seen()
            self._count = counted_days.going_on(self._taken_up(seen), seen)
            if self._is_worth_writing(self._count):
                self._write(self._count)
            return self._count

    def move(self, days: int) -> Count:
        """Move the count of a demonstration ahead, and return it."""
        with self._lock:
            self._count = counted_days.moved(self.look(), days)
            self._write(self._count)
            return self._count

    def _seen(self) -> Seen:
        shown = self._clock.displayed()
        return Seen(
            boot=self._machine.boot_id(),
            running=int(self._machine.running().total_seconds()),
            written=int(self._clock.now().timestamp()),
            told=int(shown.time.timestamp()) if shown.source > Source.NOBODY else None,
        )

    def _taken_up(self, seen: Seen) -> Count:
        """Return the count as it was left: here, or in the file when another program has written it."""
        file = self._stamp()
        if self._count is not None and file == self._file:
            return self._count
        least = max(_last_kept(), self._count.second if self._count else 0)
        self._file, self._written = file, self._read()
        left = self._written or self._count
        return counted_days.at_least(left, least) if left else counted_days.begun(seen, least)

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def _read(self) -> Count | None:
        try:
            kept = ledgers.read(self.settings, LEDGER)
            return msgspec.json.decode(kept, type=Count) if kept else None
        except (OSError, ValueError):  # the rows know the count as well
            return None

    def _is_worth_writing(self, count: Count) -> bool:
        last = self._written
        if last is None or (last.day, last.boot, last.dates) != (count.day, count.boot, count.dates):
            return True
        return count.running - last.running >= WRITE_EVERY_SECONDS

    def _write(self, count: Count) -> None:
        try:
            ledgers.write(self.settings, LEDGER, msgspec.json.encode(count))
        except OSError as error:  # a full card keeps nobody from answering
            log.warning("The tutor's day could not be written down: %s", error.strerror)
        self._written, self._file = count, self._stamp()


def use(settings: Settings) -> None:
    """Count for the box with these settings, from now on."""
    global _box  # noqa: PLW0603 – one box a program, as with the clock
    if _box is None or _box.settings is not settings:
        _box = Days(settings)


def second() -> int:
    """Return the tutor's second now: its day × 86 400 + the second of that day. It never goes back.

    Asked within the transaction that keeps an answer, it is in the order of the running numbers.
    """
    return _here().look().second


def today() -> int:
    """Return the tutor's day; 0 is 1 January 1970 where the date is known."""
    return _here().look().day


def move(days: int) -> int:
    """Move the count of a demonstration ahead by so many days, and return its day."""
    return _here().move(days).day


def dates() -> tuple[tuple[int, int], ...]:
    """Return from which day of the count on which number of days makes the date: hardly ever another."""
    return _here().look().dates


def own_holidays() -> str:
    """Return the school's own days without school as its row holds them, "" for the country's."""
    return school_calendar.text(_here().settings)


def date_of(day: int) -> date | None:
    """Return the date of a day of the count; None where nobody had said the date by then."""
    known = [add for since, add in dates() if since <= day]
    return (EPOCH + timedelta(days=day + known[-1])).date() if known else None


def calendar() -> Calendar:
    """Return the days of school of this box.

    To be asked anew when `dates()` or `own_holidays()` have changed.
    """
    return calendar_of(catalogue.country(), dates(), own_holidays())


def calendar_of(
    country: Country, known_dates: tuple[tuple[int, int], ...], own_holidays: str = ""
) -> Calendar:
    """Return the days of school of a country: its week, its holidays, the months between two school years.

    A school's own holidays take the place of the country's.
    """
    holidays = [Holiday(one.first, one.last) for one in country.holidays]
    if own_holidays:
        holidays = school_calendar.read(own_holidays)
    begins, ends = country.school_year
    after, before = ends % MONTHS + 1, (begins - 2) % MONTHS + 1
    if after != begins:
        holidays.append(Holiday((after, 1), (before, LAST_DAY)))
    return Calendar(tuple(holidays), frozenset(WEEKDAYS.index(day) for day in country.week), known_dates)


def seconds_since(time: datetime) -> float:
    """Return the seconds since `clock.now()` was `time`, however the clock has jumped in between."""
    return max(0.0, clock.seconds_since(time.timestamp()))


def _here() -> Days:
    if _box is None:
        raise RuntimeError("the school is not open: hotspot/school/opening.py")
    return _box


def _last_kept() -> int:
    """Return the latest second that the rows hold, found by their numbers; 0 when there is none."""
    answered = Attempt.select(Attempt.second).where(Attempt.second.is_null(False))
    rows = [
        *answered.order_by(Attempt.running_number.desc()).limit(1),
        *Sitting.select(Sitting.second).order_by(Sitting.id.desc()).limit(1),
    ]
    return max((row.second for row in rows), default=0)


_box: Days | None = None
