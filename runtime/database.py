"""Open SQLite as a box needs it, and bring its tables up to date.

A database stays open for the life of a thread: closing the last connection would empty the journal of
SQLite onto the card after every request.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from peewee import Field, Model, ModelSelect, SqliteDatabase, TextField
from playhouse.migrations import Runner  # type: ignore[import-untyped]

BUSY_SECONDS = 10  # an answer waits for the writer before it; 30 at once take about one second
DURABLE = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an answer that the box said it has kept survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # so that INSERT OR REPLACE cannot slip past a trigger on DELETE
    "cache_size": -4000,  # KiB, a thread
}


Row = TypeVar("Row", bound=Model)


class UtcField(TextField):
    """A time in UTC, as text that sorts: `2026-01-31T09:30:00.000000+00:00`."""

    def db_value(self, value: datetime | None) -> str | None:
        """Return the text that is kept."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def python_value(self, value: str | None) -> datetime | None:
        """Return the time that was kept."""
        return None if value is None else datetime.fromisoformat(value)


def durable_database() -> SqliteDatabase:
    """Return a database without a file yet, whose transactions all begin as writers.

    A transaction that reads first and writes later would fail when another one wrote in between.
    """
    return SqliteDatabase(None, lock_type="IMMEDIATE")


def use_file(database: SqliteDatabase, file: Path, pragmas: dict[str, Any]) -> None:
    """Open `file` in this thread, if it is not open already."""
    if database.database != str(file):
        close(database)
        database.init(str(file), pragmas=pragmas, timeout=BUSY_SECONDS)
    database.connect(reuse_if_open=True)


def open_read_only(database: SqliteDatabase, file: Path, pragmas: dict[str, Any]) -> None:
    """Open, in this thread, a file that nobody will ever change: SQLite needs no lock and writes nothing.

    Raises:
        peewee.OperationalError: there is no such file.
    """
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    if database.database != address:
        close(database)
        database.init(address, pragmas=pragmas, uri=True)
    database.connect(reuse_if_open=True)


def prepared(query: "ModelSelect[Row]") -> Callable[..., list[Row]]:
    """Return what asks this query of one table again, with other values in the order in which they stand.

    It is written once, and its rows are filled by hand: for a query that finds one row, peewee takes thirty
    times as long as SQLite.
    """
    text, model = query.sql()[0], query.model

    def rows(*values: int | str) -> list[Row]:
        cursor = model._meta.database.execute_sql(text, values)
        fields = [model._meta.columns[column[0]] for column in cursor.description]
        return [_filled(model, fields, found) for found in cursor.fetchall()]

    return rows


def _filled(model: type[Row], fields: list[Field], found: tuple[Any, ...]) -> Row:
    row = model(__no_default__=True)
    row.__data__ = {
        field.name: field.python_value(value)  # type: ignore[no-untyped-call]
        for field, value in zip(fields, found, strict=True)
    }
    return row


def close(database: SqliteDatabase) -> None:
    """Close the connection of this thread, if there is one."""
    if not database.is_closed():
        database.close()


def migrate(database: SqliteDatabase, folder: Path) -> list[str]:
    """Apply the numbered scripts of `folder` that were not applied yet; return their names."""
    applied: list[str] = Runner(database, str(folder)).up()
    return applied
