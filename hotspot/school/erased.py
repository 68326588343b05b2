"""Who was erased for good: out of school.db and its journal, and out of any older file that takes its place.

The numbers of the erased stand in `ledgers/`, outside the database: a school restored from a copy forgets
them again. A number goes with the moment at which its row was made, so that the file of another school, whose
child has the same number, loses nobody.

A row that is deleted leaves its bytes in the free room of its page, and in the journal. So the file is
written anew (VACUUM) and the journal cut to nothing: where that takes a moment at once, else at the next
start.
"""

import logging
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Annotated

import msgspec

from hotspot.machine import ledgers
from hotspot.school.adult_tables import LearnerMerged
from hotspot.school.tables import Learner
from hotspot.settings import Settings
from runtime.database import BUSY_SECONDS, UtcField
from runtime.sqlite_files import trouble_of

LEDGER = "erased.json"
SWEPT_AT_ONCE_BELOW_BYTES = 20_000_000  # about two seconds on an SD card, while answers wait ten
THERE = "SELECT 1 FROM learner WHERE id = ? AND created_at = ?"
ERASE = "DELETE FROM learner WHERE id = ? AND created_at = ?"
FORGET_TRIES = "DELETE FROM sign_in_failure WHERE door = 'learner:' || ?"
NEVER_AGAIN = "UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = 'learner'"

log = logging.getLogger(__name__)
_noting = Lock()


Number = Annotated[int, msgspec.Meta(ge=1, le=100_000_000)]  # of a row: a backup could tell of any


class Erased(msgspec.Struct, frozen=True):
    """What the ledger holds: no name."""

    learners: tuple[tuple[Number, str], ...] = ()  # number, and when the row was made
    unswept: bool = False  # their bytes may still stand in free room of school.db
    aside: tuple[str, ...] = ()  # folders with damaged files of before, which go with the next copy


def erase(settings: Settings, learners: Sequence[Learner]) -> None:
    """Erase learners and all that is theirs, for good. Noted first: a power cut in between is made good.

    Raises:
        OSError: the ledger cannot be written; nobody is erased.
        sqlite3.Error: the card cannot be written now; they are erased at the next start.
    """
    gone = tuple(one for learner in learners for one in _rows_of(learner))
    folders = tuple(folder.name for folder in settings.damaged_folder.glob("*"))
    with _noting:
        known = _noted(settings)
        noted = Erased(tuple(dict.fromkeys((*known.learners, *gone))), True, (*known.aside, *folders))
        _note(settings, noted)
        with closing(_opened(settings.school_file)) as school:
            _erase(school, noted)
            is_small = settings.school_file.stat().st_size < SWEPT_AT_ONCE_BELOW_BYTES
            if _sweep(school, whole=is_small):
                _note(settings, msgspec.structs.replace(noted, unswept=False))


def erase_again(settings: Settings, file: Path | None = None) -> int:
    """Erase whoever was erased before from school.db, or from `file` that takes its place; return how many.

    Called when an older file has come back, and at each start. It also ends what a power cut has interrupted.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    noted, own = _noted(settings), file is None
    file = file or settings.school_file
    if not noted.learners or not file.exists():
        return 0
    with closing(_opened(file)) as school:
        found = sum(school.execute(THERE, one).fetchone() is not None for one in noted.learners)
        _erase(school, noted)
        if (found or (own and noted.unswept)) and _sweep(school, whole=True) and own:
            with _noting:
                _note(settings, msgspec.structs.replace(_noted(settings), unswept=False))
    return found


def follow(settings: Settings, older: Path) -> None:
    """Let what stands beside the school follow: the older copy, and damaged files of before.

    The newest copy was made just now. An older one that cannot be written any more is of no use, and goes.
    """
    noted = _noted(settings)
    for name in noted.aside:
        shutil.rmtree(settings.damaged_folder / name, ignore_errors=True)
    try:
        if older.exists():
            made_at = older.stat().st_mtime
            erase_again(settings, older)
            os.utime(older, (made_at, made_at))
        if noted.aside:
            with _noting:
                left = tuple(name for name in _noted(settings).aside if name not in noted.aside)
                _note(settings, msgspec.structs.replace(_noted(settings), aside=left))
    except (sqlite3.Error, OSError) as error:
        log.warning("The older copy is left out, it cannot forget: %s", error)
        older.unlink(missing_ok=True)


def _rows_of(learner: Learner) -> list[tuple[int, str]]:
    """Return the row of a learner, and those that were joined to it, by number and moment."""
    before = LearnerMerged.select().where(LearnerMerged.kept == learner)
    rows = [(learner.id, learner.created_at), *((one.gone, one.gone_created_at) for one in before)]
    return [(number, str(UtcField().db_value(made_at))) for number, made_at in rows]


def _opened(file: Path) -> sqlite3.Connection:
    school = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in ("foreign_keys = ON", "secure_delete = ON"):
        school.execute(f"PRAGMA {pragma}")
    return school


def _erase(school: sqlite3.Connection, noted: Erased) -> None:
    """Erase them in one transaction, and see to it that no number is given again."""
    there = [one for one in noted.learners if school.execute(THERE, one).fetchone()]
    last = max(number for number, _made in noted.learners)
    given = school.execute("SELECT seq FROM sqlite_sequence WHERE name = 'learner'").fetchone()
    if not there and given and given[0] >= last:
        return
    school.execute("BEGIN IMMEDIATE")
    for number, made in there:
        school.execute(ERASE, (number, made))
        school.execute(FORGET_TRIES, (number,))
    if not school.execute(NEVER_AGAIN, (last,)).rowcount:
        school.execute("INSERT INTO sqlite_sequence VALUES ('learner', ?)", (last,))
    school.execute("COMMIT")


def _sweep(school: sqlite3.Connection, *, whole: bool) -> bool:
    """Leave nothing of the erased in free room or in the journal; say whether that was done."""
    try:
        if whole:
            school.execute("VACUUM")
        (busy, *_pages) = school.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        if trouble_of(error) not in ("busy", "full"):
            raise
        return False
    return whole and not busy


def _noted(settings: Settings) -> Erased:
    kept = ledgers.read(settings, LEDGER)
    try:
        return msgspec.json.decode(kept, type=Erased) if kept else Erased()
    except ValueError:
        log.error("%s cannot be read: who was erased is not known", LEDGER)
        return Erased()


def _note(settings: Settings, noted: Erased) -> None:
    ledgers.write(settings, LEDGER, msgspec.json.encode(noted))
