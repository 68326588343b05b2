"""Open school.db, and bring it up to date before the first request."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from exchange.errors import NeedsAPerson
from hotspot.school import tutor_days
from hotspot.school.tables import database
from hotspot.settings import Settings
from runtime.database import DURABLE, close, migrate, use_file
from runtime.sqlite_files import trouble_of

MIGRATIONS = Path(__file__).parent / "migrations"
CURE = "Arrêtez la boîte et relancez-la (hotspot serve) : elle répare ce fichier elle-même."


class DamagedSchool(NeedsAPerson):
    """school.db is damaged; `hotspot serve` mends it."""


def open_school(settings: Settings) -> None:
    """Open the people and attempts in this thread; costs nothing when they are open already."""
    use_file(database, settings.school_file, DURABLE)
    tutor_days.use(settings)


def close_school() -> None:
    """Close the people and attempts in this thread."""
    close(database)


def migrate_school(settings: Settings) -> list[str]:
    """Make the tables, or bring them up to date; return the names of the scripts that were applied.

    Raises:
        DamagedSchool: it cannot be read.
    """
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    settings.school_file.touch(mode=0o600)  # children's names: no other account of the machine reads them
    try:
        open_school(settings)
        return migrate(database, MIGRATIONS)
    except (DatabaseError, sqlite3.Error) as error:
        close_school()
        if trouble_of(error) != "damaged":
            raise
        raise DamagedSchool(f"{settings.school_file} : {error}. {CURE}") from error


def migrate_file(file: Path) -> None:
    """Bring a copy of a school up to date; an empty file becomes an empty school."""
    copy = SqliteDatabase(str(file))
    with copy.connection_context():
        migrate(copy, MIGRATIONS)


@contextmanager
def trial(dry_run: bool) -> Iterator[None]:
    """Do what the block does all or none; in a dry run, undo it at the end."""
    with database.atomic() as transaction:
        yield
        if dry_run:
            transaction.rollback()
