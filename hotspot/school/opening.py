"""Open school.db, and bring it up to date before the first request."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SqliteDatabase

from hotspot.school.tables import database
from hotspot.settings import Settings
from runtime.database import DURABLE, close, migrate, use_file

MIGRATIONS = Path(__file__).parent / "migrations"


def open_school(settings: Settings) -> None:
    """Open the people and attempts in this thread; costs nothing when they are open already."""
    use_file(database, settings.school_file, DURABLE)


def close_school() -> None:
    """Close the people and attempts in this thread."""
    close(database)


def migrate_school(settings: Settings) -> list[str]:
    """Make the tables, or bring them up to date; return the names of the scripts that were applied."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    settings.school_file.touch(mode=0o600)  # children's names: no other account of the machine reads them
    open_school(settings)
    return migrate(database, MIGRATIONS)


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
