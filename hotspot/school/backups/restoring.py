"""At a start, before anybody is served, let a backup that was read and wanted take the place of the school.

The school of now goes aside first, then its journal, then the copies of it; then the other takes its name.
A power cut between any two steps leaves word for the next start, which goes on: the box has the one or the
other, whole. Nothing that was answered is lost: it stands in the folder aside.
"""

import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from exchange.store import bring_to_disk
from hotspot.machine import ledgers
from hotspot.school import erased
from hotspot.school.backups.archive import ERASED, SCHOOL
from hotspot.school.backups.making import counted
from hotspot.school.backups.staging import WANTED, Preview, drop, wanted
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.sqlite_files import read_only, with_companions

LEDGER = "restored.json"
log = logging.getLogger(__name__)


class Restored(msgspec.Struct, frozen=True):
    """What was taken up the last time, counted after. Times are UTC, as people were shown them."""

    at: str
    made_at: str  # the backup
    school: str
    classes: int
    learners: int
    attempts: int
    is_as_told: bool  # these are the numbers that were shown before
    aside: str  # the folder with the school of before
    seen: bool = False


def take_over(settings: Settings) -> Restored | None:
    """Take up the backup that is wanted; return what is there now, None when none was wanted.

    Raises:
        OSError: the card cannot be written; the next start goes on.
    """
    plan = wanted(settings)
    if plan is None:
        drop(settings)  # what was read, and never wanted
        return None
    aside = settings.damaged_folder / plan.aside
    if (settings.restoring_folder / SCHOOL).exists():
        if _is_of_others(settings, plan):  # phones hold turns under numbers that are other children's then
            settings.secret_file.unlink(missing_ok=True)
        _change_places(settings, aside)
    _learn_who_was_erased(settings)
    done = _checked(settings, plan, aside)
    ledgers.write(settings, LEDGER, msgspec.json.encode(done))
    (settings.restoring_folder / WANTED).unlink()
    drop(settings)
    log.warning("The school is that of a backup: %s, %d answers", done.made_at, done.attempts)
    return done


def last_restored(settings: Settings) -> Restored | None:
    """Return what was taken up the last time, until somebody has seen it; None when there is nothing."""
    with suppress(OSError, ValueError):
        kept = ledgers.read(settings, LEDGER)
        done = msgspec.json.decode(kept, type=Restored) if kept else None
        return None if done is None or done.seen else done
    return None


def note_seen(settings: Settings) -> None:
    """Note that somebody has seen what was taken up."""
    done = last_restored(settings)
    if done:
        ledgers.write(settings, LEDGER, msgspec.json.encode(msgspec.structs.replace(done, seen=True)))


def _is_of_others(settings: Settings, plan: Preview) -> bool:
    """Say whether the box has another school now than the one that is wanted."""
    with suppress(sqlite3.Error), closing(read_only(settings.school_file)) as school:
        found = school.execute("SELECT identity FROM school").fetchone()
        return found is not None and found[0] != plan.about.identity
    return False


def _change_places(settings: Settings, aside: Path) -> None:
    _put_aside(settings, aside)
    (settings.restoring_folder / SCHOOL).rename(settings.school_file)
    for folder in (settings.data_folder, settings.restoring_folder):
        bring_to_disk(folder)


def _put_aside(settings: Settings, aside: Path) -> None:
    aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in with_companions(settings.school_file):
        file.rename(aside / file.name)
        for changed in (aside, settings.data_folder):
            bring_to_disk(changed)
    # Copies of the school of before: none of them may take the place of this one.
    if settings.copies_folder.exists():
        for file in settings.copies_folder.iterdir():
            file.rename(aside / f"copy-{file.name}")
        bring_to_disk(settings.copies_folder)


def _learn_who_was_erased(settings: Settings) -> None:
    """Add those whom the box of the backup had erased to those whom this one has."""
    told, known = (_erased(content) for content in (_told(settings), ledgers.read(settings, ERASED)))
    learners = tuple(dict.fromkeys((*known.learners, *told.learners)))
    if learners != known.learners:
        more = msgspec.structs.replace(known, learners=learners)
        ledgers.write(settings, ERASED, msgspec.json.encode(more))


def _told(settings: Settings) -> bytes | None:
    with suppress(FileNotFoundError):
        return (settings.restoring_folder / ERASED).read_bytes()
    return None


def _erased(content: bytes | None) -> erased.Erased:
    with suppress(ValueError):
        return msgspec.json.decode(content or b"{}", type=erased.Erased)
    return erased.Erased()


def _checked(settings: Settings, plan: Preview, aside: Path) -> Restored:
    """Count what is there now."""
    with closing(read_only(settings.school_file)) as school:
        classes, learners, attempts = counted(school)
    return Restored(
        at=displayed().time.isoformat(timespec="seconds"),
        made_at=plan.about.made_at,
        school=plan.about.school,
        classes=classes,
        learners=learners,
        attempts=attempts,
        is_as_told=(classes, learners, attempts) == (plan.classes, plan.learners, plan.attempts),
        aside=str(aside),
    )
