"""From the bytes of a backup to a school file that this box can serve; a wrong one is refused."""

import hashlib
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import IO

from peewee import PeeweeException as PeeweeError

from exchange.store import PIECE_BYTES
from hotspot.content import catalogue
from hotspot.school.backups.archive import ERASED, SCHOOL, About, foreign, reading, too_new
from hotspot.school.backups.errors import WrongBackup
from hotspot.school.backups.making import clean_of_the_box
from hotspot.school.backups.working import Progress
from hotspot.school.codes import hash_of, new_code
from hotspot.school.copies import TABLES
from hotspot.school.opening import MIGRATIONS, migrate_file
from hotspot.school.salvage import NUMBERED, leave_numbers_out
from hotspot.settings import Settings
from runtime.sqlite_files import damage_in, read_only

LARGEST_ERASED_BYTES = 10_000_000  # forty a number: more children than a school ever has
# Columns are compared by name; of all else each word: a foreign file could bring triggers of its own, also
# under a name that looks like one of SQLite's.
FORM = (
    "WITH own AS (SELECT type, name, sql FROM sqlite_master WHERE NOT ("
    "(type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4')) "
    "OR (type = 'index' AND sql IS NULL))) "
    "SELECT type, name, CASE type WHEN 'table' THEN '' ELSE sql END FROM own UNION ALL "
    "SELECT own.name, p.name, p.type FROM own, pragma_table_info(own.name) p WHERE own.type = 'table'"
)
HIGHEST_NUMBER = (
    100_000_000  # of a row; what a box gives in a thousand restores. Beyond, no new row would fit
)


def check_country(settings: Settings, about: About) -> None:
    """Raise WrongBackup when the box has the edition of another country."""
    try:
        catalogue.open_catalogue(settings)
        here = catalogue.country().id
    except (
        catalogue.NoEdition,
        PeeweeError,
    ):  # none, or one that is damaged: it keeps nobody from his school
        return
    finally:
        catalogue.close_catalogue()
    if here.lower() != about.country.lower():
        raise WrongBackup(
            "country",
            f"Cette sauvegarde est d'une école d'un autre pays ({about.country.upper()}) ; cette boîte a "
            f"l'édition de {here.upper()}. Installez d'abord l'autre édition : hotspot install DÉPÔT",
        )


def unpack(packed: IO[bytes], about: About, folder: Path, progress: Progress) -> None:
    """Lay down the school and who was erased. Raises WrongBackup: a byte is not what it was."""
    with reading(damaged()), zipfile.ZipFile(packed) as archived:
        with archived.open(SCHOOL) as member:
            sha256 = _lay_down(member, folder / SCHOOL, about.school_bytes, progress)
        if ERASED in archived.namelist() and archived.getinfo(ERASED).file_size < LARGEST_ERASED_BYTES:
            (folder / ERASED).write_bytes(archived.read(ERASED))
    if sha256 != about.school_sha256:
        raise damaged()


def damaged() -> WrongBackup:
    """Return what is said of a backup that has lost bytes."""
    return WrongBackup("spoilt", "Cette sauvegarde est abîmée. Choisissez-en une autre.")


def bring_up_to_date(school: Path, empty: Path) -> None:
    """Run the migrations that came after the backup; `empty` is where a school may be made to compare with.

    Raises:
        WrongBackup: it is no school, or one of a later program.
    """
    try:
        if _scripts_of(school) - {script.stem for script in MIGRATIONS.glob("[0-9]*.py")}:
            raise too_new()
        if damage_in(school, "everything", TABLES):
            raise damaged()
        migrate_file(school)
        migrate_file(empty)
        if _form(school) != _form(empty) or _highest_number(school) > HIGHEST_NUMBER:
            raise foreign()
    except (sqlite3.DatabaseError, PeeweeError) as error:
        raise foreign() from error


def make_this_boxs(settings: Settings, school: Path) -> None:
    """Leave out what is of one box alone, keep this box's code, and let new rows begin beyond all numbers."""
    code, last = _of_this_box(settings)
    with closing(sqlite3.connect(school)) as staged:
        clean_of_the_box(staged)
        # Where the box has none, one that nobody knows: `hotspot technician-code` gives another.
        staged.execute("UPDATE school SET technician_code = ?", [code or hash_of(new_code())])
        for table, number in last.items():
            if not staged.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table)
            ).rowcount:
                staged.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, number))
        staged.commit()
    leave_numbers_out(school)


def last_numbers(school: sqlite3.Connection) -> dict[str, int]:
    """Return table → the last number that it has given."""
    numbers = dict(school.execute("SELECT name, seq FROM sqlite_sequence"))
    return {table: numbers.get(table, 0) for table in NUMBERED}


def _lay_down(member: IO[bytes], file: Path, wanted_bytes: int, progress: Progress) -> str:
    """Write the school, no more than it says it is; return its SHA-256."""
    taken, read = hashlib.sha256(), 0
    with file.open("wb") as laid:
        file.chmod(0o600)  # children's names
        while read <= wanted_bytes and (piece := member.read(PIECE_BYTES)):
            taken.update(piece)
            laid.write(piece)
            read += len(piece)
            progress(min(1.0, read / max(1, wanted_bytes)))
    return taken.hexdigest()


def _scripts_of(school: Path) -> set[str]:
    """Return the migrations that a school has seen. Raises sqlite3.DatabaseError: it is none."""
    with closing(read_only(school)) as read:
        return {name for (name,) in read.execute("SELECT name FROM schema_migration")}


def _form(school: Path) -> set[tuple[str, ...]]:
    with closing(read_only(school)) as read:
        return set(read.execute(FORM))


def _highest_number(school: Path) -> int:
    with closing(read_only(school)) as read:
        return int(read.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()[0])


def _of_this_box(settings: Settings) -> tuple[str, dict[str, int]]:
    """Return the technician's code and the last numbers; a box without a school has none."""
    try:
        with closing(read_only(settings.school_file)) as here:
            code = here.execute("SELECT technician_code FROM school").fetchone()
            return (code[0] if code else "", last_numbers(here))
    except sqlite3.Error:  # a school that is damaged, or not yet there
        return "", {}
