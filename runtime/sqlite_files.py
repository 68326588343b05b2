"""SQLite files seen from outside: whether one is sound, what an error says of it, a copy while it is used."""

import os
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Literal

PAGES_AT_ONCE = 256  # 1 MB, then others have the card
PAUSE_SECONDS = 0.02  # between two pieces of a copy

Look = Literal["glance", "pages", "everything"]
Trouble = Literal["full", "damaged", "busy", "card", ""]

TROUBLES: dict[int, Trouble] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_IOERR: "card",
    sqlite3.SQLITE_READONLY: "card",
    sqlite3.SQLITE_CANTOPEN: "card",
}


def trouble_of(error: BaseException | None) -> Trouble:
    """Return what an error of SQLite, or of peewee around one, says of the file; "" for any other error.

    The error behind it counts as well: a full card undoes a transaction by itself, and peewee, which then
    finds none to undo, raises an error about that.
    """
    while error is not None:
        inner = getattr(error, "orig", error)  # peewee's word for the error that it was raised for
        code = getattr(inner, "sqlite_errorcode", 0) & 0xFF  # the primary code: sqlite.org/rescode.html
        if code in TROUBLES:
            return TROUBLES[code]
        error = error.__context__
    return ""


def damage_in(file: Path, look: Look, tables: Collection[str]) -> str:
    """Return what is wrong with a database, "" when it is sound. It is only read, its journal with it.

    A glance opens it and finds its tables. "pages" goes through all pages and the rows that belong
    together; "everything" also holds each index against its table, which takes five times as long.

    Raises:
        sqlite3.Error: it could not be looked at: the card, not the file.
    """
    if not file.exists():
        return "the file is missing"
    try:
        with closing(read_only(file)) as database:
            lost = _lost_end(database, file) or _missing_tables(database, tables)
            return lost or _bad_pages(database, look)
    except sqlite3.Error as error:
        if trouble_of(error) != "damaged":
            raise
        return str(error)


def read_only(file: Path) -> sqlite3.Connection:
    """Return the database opened so that nothing of it changes, not even when it is closed."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _lost_end(database: sqlite3.Connection, file: Path) -> str:
    """Tell of a last page that is not whole, which SQLite fills up with zeros without a word."""
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists() and journal.stat().st_size:
        return ""  # the end may still be in it
    (pages,), (page_bytes,) = (
        database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    return "the file is cut short" if file.stat().st_size < pages * page_bytes else ""


def _missing_tables(database: sqlite3.Connection, tables: Collection[str]) -> str:
    here = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = sorted(set(tables) - here)
    return f"tables are missing: {', '.join(missing)}" if missing else ""


def _bad_pages(database: sqlite3.Connection, look: Look) -> str:
    if look == "glance":
        return ""
    check = "integrity_check(1)" if look == "everything" else "quick_check(1)"
    (said,) = database.execute(f"PRAGMA {check}").fetchone()
    if said != "ok":
        return " ".join(str(said).split())
    orphan = database.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {orphan[0]} has lost its {orphan[2]}" if orphan else ""


def copy_in_use(source: Path, target: Path, between: Callable[[], None]) -> None:
    """Copy a database as it is at one moment, while others go on writing; `target` is one plain file.

    Raises:
        sqlite3.Error: the source is damaged, or the card is full.
        Exception: whatever `between`, called after each piece, raises to give up.
    """
    with closing(read_only(source)) as read, closing(sqlite3.connect(target)) as written:
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # brought to the disk by the caller
            written.execute(f"PRAGMA {pragma}")
        read.execute("BEGIN")  # one moment: without it each answer would begin the copy anew
        read.execute("SELECT 1 FROM sqlite_master").fetchone()
        read.backup(written, pages=PAGES_AT_ONCE, sleep=PAUSE_SECONDS, progress=lambda *_progress: between())
        written.execute("PRAGMA journal_mode = DELETE")  # the journal of the source is in it already


def with_companions(file: Path) -> list[Path]:
    """Return the file, its journal and the index of it: those that are there."""
    named = [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))]
    return [one for one in named if os.path.lexists(one)]
