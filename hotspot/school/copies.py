"""Copies of school.db: two generations beside it, each looked at before it takes its place.

The copy is made while pupils answer. It is of one moment; a power cut leaves the older copies as they were.
"""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exchange.errors import WorthAnotherTry
from exchange.store import written_whole
from hotspot.school.erased import follow
from hotspot.school.opening import CURE, DamagedSchool
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.room import BYTES_A_MB, free_bytes
from runtime.sqlite_files import Look, copy_in_use, damage_in

NEWEST, OLDER = "school.db", "school-older.db"
A_DAY = timedelta(days=1)
# Of the first version: later tables may be missing from an old copy, which is brought up to date after.
TABLES = ("school", "school_class", "learner", "question", "attempt", "grain_done")
log = logging.getLogger(__name__)


class NoRoomForACopy(WorthAnotherTry):
    """The card is too full for another copy; the older ones are still there."""


class CopyingAlready(WorthAnotherTry):
    """A copy of the school is being made."""


@dataclass(frozen=True)
class Copy:
    """A copy of the school, as it was at that time (UTC, as people were shown it)."""

    file: Path
    made_at: datetime


def copies(settings: Settings) -> list[Copy]:
    """Return the copies, newest first; whether they are sound is for whoever uses one to see."""
    files = [settings.copies_folder / name for name in (NEWEST, OLDER)]
    found = [(file, file.stat().st_mtime) for file in files if file.exists()]
    return [Copy(file, datetime.fromtimestamp(seconds, UTC)) for file, seconds in found]


def is_due(settings: Settings) -> bool:
    """Say whether the last copy is older than a day, or of a day that has not come: the clock was wrong."""
    last = next(iter(copies(settings)), None)
    return last is None or not timedelta(0) <= displayed().time - last.made_at < A_DAY


def make_copy(settings: Settings, between: Callable[[], None] = lambda: None) -> Copy:
    """Copy the school as it is now; the copy before becomes the older one.

    Raises:
        DamagedSchool: what was copied is not sound.
        NoRoomForACopy: the card is too full.
        sqlite3.Error: the card cannot be read or written.
        Exception: whatever `between`, called after each piece, raises to give up.
    """
    _check_room(settings)
    with copy_lock(settings):
        return _make_copy(settings, between)


@contextmanager
def copy_lock(settings: Settings, *, waits: bool = True) -> Iterator[None]:
    """Hold the one lock on the copies, after another that makes one just now has done.

    Raises:
        CopyingAlready: another holds it, and this caller does not wait.
    """
    settings.copies_folder.mkdir(exist_ok=True)
    held = os.open(settings.copies_folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CopyingAlready("L'école est en train d'être copiée. Attendez une minute.") from None
    finally:
        os.close(held)


def _make_copy(settings: Settings, between: Callable[[], None]) -> Copy:
    newest, made_at = settings.copies_folder / NEWEST, displayed().time
    for leftover in settings.copies_folder.glob(f".{NEWEST}.*"):  # of a copy that was cut
        leftover.unlink()
    with written_whole(newest) as beside:
        os.fchmod(beside.fileno(), 0o600)  # children's names
        copy_in_use(settings.school_file, Path(beside.name), between)
        _check_sound(Path(beside.name), "everything")
        os.utime(beside.name, (made_at.timestamp(), made_at.timestamp()))
        os.fsync(beside.fileno())
        with suppress(
            DamagedSchool, sqlite3.Error
        ):  # a copy that went bad must not take the place of a good one
            _check_sound(newest, "pages")
            newest.replace(settings.copies_folder / OLDER)
    follow(settings, settings.copies_folder / OLDER)
    log.info("Copy of the school kept: %d bytes", newest.stat().st_size)
    return Copy(newest, made_at)


def _check_room(settings: Settings) -> None:
    needed = settings.school_file.stat().st_size + settings.free_mb_to_write * BYTES_A_MB
    lacking = needed - free_bytes(settings.data_folder)
    if lacking > 0:
        raise NoRoomForACopy(
            f"Il manque {lacking // BYTES_A_MB + 1} Mo pour copier l'école. Libérez de la place sur la carte."
        )


def _check_sound(file: Path, look: Look) -> None:
    damage = damage_in(file, look, TABLES)
    if damage:
        raise DamagedSchool(f"{file} : {damage}. {CURE}")
