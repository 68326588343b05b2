"""Open SQLite as a box needs it, and bring its tables up to date.

A database stays open for the life of a thread: closing the last connection would empty the journal of
SQLite onto the card after every request.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from peewee import AutoField, BooleanField, Field, Model, ModelSelect, SqliteDatabase, TextField
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
        names = [model._meta.columns[column[0]].name for column in cursor.description]
        return [_filled(model, names, found) for found in cursor.fetchall()]

    return rows


def _filled(model: type[Row], names: list[str], found: tuple[Any, ...]) -> Row:
    row = model(__no_default__=True)
    row.__data__ = dict(zip(names, found, strict=True))
    for name, field in _to_read(model):
        if name in row.__data__:
            row.__data__[name] = field.python_value(row.__data__[name])  # type: ignore[no-untyped-call]
    return row


@cache
def _to_read(model: type[Model]) -> list[tuple[str, Field]]:
    """Return the columns that SQLite keeps in another form than they are used in."""
    return [
        (name, field)
        for name, field in model._meta.fields.items()
        if isinstance(field, UtcField | BooleanField)
    ]


def add(row: Model) -> None:
    """Write a new row of a table whose number SQLite gives; written by hand like those of `prepared`."""
    text, fields = _insertion(type(row))
    values = [field.db_value(row.__data__.get(field.name)) for field in fields]  # type: ignore[no-untyped-call]
    cursor = row._meta.database.execute_sql(text, values)
    row.__data__[row._meta.primary_key.name] = cursor.lastrowid  # type: ignore[union-attr]


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Field]]:
    """Return the words that write a row, and the fields in their order."""
    fields = [field for field in model._meta.sorted_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    places = ", ".join("?" for _ in fields)
    return f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES ({places})', fields  # noqa: S608 – own names


def close(database: SqliteDatabase) -> None:
    """Close the connection of this thread, if there is one."""
    if not database.is_closed():
        database.close()


def migrate(database: SqliteDatabase, folder: Path) -> list[str]:
    """Apply the numbered scripts of `folder` that were not applied yet; return their names."""
    applied: list[str] = Runner(database, str(folder)).up()
    return applied
