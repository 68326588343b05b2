"""Read a backup onto the card, whole and checked, and tell what taking it up would change: nothing has yet.

It stands in `restoring/` as the very file that will take the place of school.db: brought up to date, without
the turns of adults, without whoever was erased for good since, its next numbers beyond all that phones hold.
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from exchange.store import bring_to_disk, written_whole
from hotspot.school.backups import archive, unpacking
from hotspot.school.backups.archive import SCHOOL, About
from hotspot.school.backups.errors import Busy, on_key
from hotspot.school.backups.making import counted
from hotspot.school.backups.working import Progress, need_room, unseen, work_folder
from hotspot.school.erased import erase_again
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.sqlite_files import read_only

PREVIEW, WANTED = "preview.json", "wanted.json"
READ_TO = 0.6  # of the whole work
ROOM_TIMES = 2  # the school is written, then perhaps swept

SAME = "SELECT 1 FROM school JOIN staged.school AS other USING (identity)"
LOST = (
    "SELECT (SELECT count(*) FROM learner WHERE school_class_id IS NOT NULL "
    "AND id NOT IN (SELECT id FROM staged.learner)), (SELECT count(*) FROM attempt AS mine WHERE NOT EXISTS "
    "(SELECT 1 FROM staged.attempt AS other WHERE other.running_number = mine.running_number))"
)


class Preview(msgspec.Struct, frozen=True):
    """What is in a backup, and what the box has that the backup has not."""

    about: About
    key: str
    file: str
    aside: str  # where the school of now goes: a folder of its own
    same_school: bool
    classes: int
    learners: int  # without those who were erased since
    attempts: int
    lost_learners: int
    lost_attempts: int


def stage(settings: Settings, key: str, file: Path, progress: Progress = unseen) -> Preview:
    """Read the backup `file` of the key of this name.

    Raises:
        WrongBackup: this box cannot take it up.
        BackupFailed: the key is gone, or the card has no room.
        Busy: another one is being made or read.
    """
    with work_folder(settings) as work:
        drop(settings)
        settings.restoring_folder.mkdir(mode=0o700)  # children's names
        try:
            return _staged(settings, work, key, file, progress)
        except BaseException:
            drop(settings)
            raise


def preview(settings: Settings) -> Preview | None:
    """Return what was read, None when nothing was."""
    return _read(settings.restoring_folder / PREVIEW)


def wanted(settings: Settings) -> Preview | None:
    """Return what the next start takes up, None when nothing."""
    return _read(settings.restoring_folder / WANTED)


def want(settings: Settings) -> None:
    """Let the next start take up what was read. Raises FileNotFoundError when nothing was."""
    folder = settings.restoring_folder
    (folder / PREVIEW).rename(folder / WANTED)
    bring_to_disk(folder)


def drop(settings: Settings) -> None:
    """Forget what was read."""
    shutil.rmtree(settings.restoring_folder, ignore_errors=True)


def sweep(settings: Settings) -> None:
    """Leave nothing behind of a backup that was cut, or read and not wanted: somebody may be erased since."""
    with suppress(Busy), work_folder(settings):
        if wanted(settings) is None:
            drop(settings)


def _staged(settings: Settings, work: Path, key: str, file: Path, progress: Progress) -> Preview:
    school = settings.restoring_folder / SCHOOL
    with on_key(), file.open("rb") as packed:
        about = archive.about(packed)
        unpacking.check_country(settings, about)
        need_room(settings, ROOM_TIMES * about.school_bytes)
        unpacking.unpack(packed, about, school.parent, lambda done: progress(READ_TO * done))
    unpacking.bring_up_to_date(school, work / SCHOOL)
    unpacking.make_this_boxs(settings, school)
    erase_again(settings, school)
    found = _preview(settings, school, about, key, file.name)
    bring_to_disk(school)
    with written_whole(settings.restoring_folder / PREVIEW) as last:  # its name in the folder goes with it
        last.write(msgspec.json.encode(found))
    return found


def _preview(settings: Settings, school: Path, about: About, key: str, file: str) -> Preview:
    with closing(read_only(school)) as staged:
        classes, learners, attempts = counted(staged)
    same, lost_learners, lost_attempts = _lost(settings, school)
    return Preview(
        about=about,
        key=key,
        file=file,
        aside=_new_folder(settings.damaged_folder),
        same_school=same,
        classes=classes,
        learners=learners,
        attempts=attempts,
        lost_learners=lost_learners,
        lost_attempts=lost_attempts,
    )


def _new_folder(place: Path) -> str:
    """Return the name of a folder that is not yet there: a clock may go back."""
    name = free = f"before-{displayed().time:%Y-%m-%d-%H%M%S}"
    number = 1
    while (place / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _lost(settings: Settings, staged: Path) -> tuple[bool, int, int]:
    """Return whether it is the same school, and how many learners and answers the box has that it has not."""
    with suppress(sqlite3.Error), closing(read_only(settings.school_file)) as here:
        here.execute("ATTACH ? AS staged", [f"{staged.absolute().as_uri()}?mode=ro"])
        same = bool(here.execute(SAME).fetchone())
        _classes, learners, attempts = counted(here)
        return same, *(here.execute(LOST).fetchone() if same else (learners, attempts))
    return False, 0, 0  # no school yet, or one that is damaged


def _read(file: Path) -> Preview | None:
    with suppress(OSError, ValueError):
        return msgspec.json.decode(file.read_bytes(), type=Preview)
    return None
