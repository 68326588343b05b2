"""Open school.db, and bring it up to date before the first request."""

from pathlib import Path

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
    open_school(settings)
    return migrate(database, MIGRATIONS)
