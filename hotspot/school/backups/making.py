"""Make a backup on a key while pupils go on answering.

The school is copied on the card, cleaned of what belongs to the box alone, packed onto the key under a name
that no list shows, brought to its memory, and read back from there; only then it gets its name. A key that is
pulled at any moment has the whole file or none.
"""

import hashlib
import logging
import os
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import IO

import msgspec

from exchange.store import PIECE_BYTES, pieces_of
from hotspot.machine import ledgers
from hotspot.school.backups import archive
from hotspot.school.backups.archive import ABOUT, ERASED, README, SCHOOL, About
from hotspot.school.backups.errors import BackupFailed, on_key
from hotspot.school.backups.laying import bring_to_key, file_on_key
from hotspot.school.backups.noted import Backup, Noted, note, noted
from hotspot.school.backups.working import Progress, need_room, unseen, work_folder
from hotspot.school.copies import TABLES
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.sqlite_files import copy_in_use, damage_in, read_only, trouble_of

OF_THE_BOX = ("turn", "consent", "sign_in_failure")  # who is signed in and which phones came: no school's
PACKED_FROM, PACKED_TO = 0.2, 0.8  # of the whole work
COMPRESS_LEVEL = 1  # three times as fast as the default, for a tenth more
log = logging.getLogger(__name__)


def back_up(
    settings: Settings, key: str, folder: Path, *, nightly: bool = False, progress: Progress = unseen
) -> Backup:
    """Lay a backup of the school into a folder of the key of this name; note it, or what went wrong.

    Raises:
        BackupFailed: it could not be done; nothing half stays behind.
        Busy: another one is being made or read.
    """
    with work_folder(settings) as work:
        try:
            made = _backed_up(settings, key, folder, _Copy(work / SCHOOL, nightly), progress)
        except BackupFailed as error:
            _note(settings, Noted(noted(settings).last, error.trouble))
            raise
        _note(settings, Noted(made))
    log.info("School backed up: %s on %s, %d bytes", made.file, key, made.file_bytes)
    return made


class _Copy:
    """The school as it is laid on the key, and what it is."""

    def __init__(self, file: Path, nightly: bool) -> None:
        self.file = file
        self.nightly = nightly
        self.made_at = displayed().time

    def take(self, settings: Settings, progress: Progress) -> None:
        """Copy the school of this moment, without what belongs to the box. Raises BackupFailed."""
        need_room(settings, settings.school_file.stat().st_size)
        try:
            copy_in_use(settings.school_file, self.file, lambda: progress(PACKED_FROM / 2))
            with closing(sqlite3.connect(self.file)) as school:
                clean_of_the_box(school)
                school.execute("UPDATE school SET technician_code = ''")
                school.commit()
        except sqlite3.Error as error:
            raise BackupFailed("damaged" if trouble_of(error) == "damaged" else "card") from error

    def about(self, sha256: str) -> About:
        """Return what it is, counted in it."""
        with closing(read_only(self.file)) as school:
            name, town, country, identity = school.execute(
                "SELECT name, town, country, identity FROM school"
            ).fetchone()
            classes, learners, attempts = counted(school)
        return About(
            school=name,
            town=town,
            country=country,
            identity=identity,
            made_at=self.made_at.isoformat(timespec="seconds"),
            classes=classes,
            learners=learners,
            attempts=attempts,
            school_bytes=self.file.stat().st_size,
            school_sha256=sha256,
            nightly=self.nightly,
        )


def clean_of_the_box(school: sqlite3.Connection) -> None:
    """Erase what belongs to one box and not to the school, to the last byte."""
    school.execute("PRAGMA secure_delete = ON")
    for table in OF_THE_BOX:
        school.execute(f"DELETE FROM {table}")  # noqa: S608 – our own names


def counted(school: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many classes, learners and answers a school has."""
    classes, learners, attempts = school.execute(
        "SELECT (SELECT count(*) FROM school_class), "
        "(SELECT count(*) FROM learner WHERE school_class_id IS NOT NULL), (SELECT count(*) FROM attempt)"
    ).fetchone()
    return classes, learners, attempts


def _backed_up(settings: Settings, key: str, folder: Path, copy: _Copy, progress: Progress) -> Backup:
    copy.take(settings, progress)
    with ThreadPoolExecutor(1) as beside, file_on_key(folder) as (file, name_it):
        damage = beside.submit(damage_in, copy.file, "everything", TABLES)
        about = _pack(settings, copy, file, progress)
        with on_key():
            bring_to_key(file)
            _check(file, about, progress)
        if damage.result():
            raise BackupFailed("damaged")
        with on_key():
            name = name_it(archive.file_name(about.school, copy.made_at, nightly=copy.nightly))
            size = os.fstat(file.fileno()).st_size
    return Backup(about.made_at, key, name, size, about.learners, about.attempts)


def _pack(settings: Settings, copy: _Copy, file: IO[bytes], progress: Progress) -> About:
    """Write the ZIP. Raises BackupFailed: the key does not take it."""
    taken, size = hashlib.sha256(), copy.file.stat().st_size
    with on_key(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESS_LEVEL) as packed:
        with packed.open(SCHOOL, "w", force_zip64=True) as member:
            for place, piece in enumerate(pieces_of(copy.file)):
                taken.update(piece)
                member.write(piece)
                progress(PACKED_FROM + (PACKED_TO - PACKED_FROM) * place * PIECE_BYTES / size)
        about = copy.about(taken.hexdigest())
        erased = ledgers.read(settings, ERASED)
        if erased is not None:
            packed.writestr(ERASED, erased)
        packed.writestr(README, archive.TOLD.format(school=about.school).replace("\n", "\r\n"))
        packed.writestr(ABOUT, msgspec.json.format(msgspec.json.encode(about)))
    return about


def _check(file: IO[bytes], wanted: About, progress: Progress) -> None:
    """Read the file back from the key. Raises BackupFailed when it is not what was written."""
    taken, read = hashlib.sha256(), 0
    with archive.reading(BackupFailed("unreadable")), zipfile.ZipFile(file) as packed:
        with packed.open(SCHOOL) as member:
            while piece := member.read(PIECE_BYTES):
                taken.update(piece)
                read += len(piece)
                progress(PACKED_TO + (1 - PACKED_TO) * read / wanted.school_bytes)
        told = msgspec.json.decode(packed.read(ABOUT), type=About)
    if told != wanted or taken.hexdigest() != wanted.school_sha256:
        raise BackupFailed("unreadable")


def _note(settings: Settings, what: Noted) -> None:
    try:
        note(settings, what)
    except OSError as error:  # a full card: the backup is what counts
        log.warning("The backup could not be noted: %s", error.strerror)
