"""The school's own days without school, where it has changed those of its country.

They are the same in each year, as a country's are. Read once: the tutor asks for them with every question.
"""

import os
from collections.abc import Iterable

import msgspec

from hotspot.school.tables import School
from hotspot.settings import Settings
from learning.tutor.review import Holiday

DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # in a leap year

_kept: dict[tuple[str, int], str] = {}  # file and inode → what it says: a restored school is another file


def text(settings: Settings) -> str:
    """Return the calendar as the school's row holds it, "" where the country's is taken."""
    file = str(settings.school_file)
    key = (file, os.stat(file).st_ino)
    if key not in _kept:
        row = School.select(School.calendar).first()
        if row is None:
            return ""
        _kept.clear()
        _kept[key] = row.calendar
    return _kept[key]


def change(holidays: Iterable[Holiday]) -> None:
    """Give the school days of its own."""
    School.update(calendar=written(holidays)).execute()
    forget()


def forget() -> None:
    """Read the row anew when it is next asked for."""
    _kept.clear()


def written(holidays: Iterable[Holiday]) -> str:
    """Return holidays as the school's row holds them."""
    return msgspec.json.encode(sorted(holidays, key=lambda one: one.first)).decode()


def read(kept: str) -> list[Holiday]:
    """Return the holidays that a row holds."""
    return msgspec.json.decode(kept, type=list[Holiday])


def is_day(month: int, day: int) -> bool:
    """Say whether a year may have this day."""
    return 1 <= month <= len(DAYS_OF_MONTHS) and 1 <= day <= DAYS_OF_MONTHS[month - 1]
