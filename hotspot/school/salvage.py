"""Save from a damaged school.db what can still be read, row by row.

Python has no `.recover`. Tables are read by ranges of their row numbers: a range that meets a damaged page is
halved until only the rows of that page are left out. A table without row numbers is read for each of its
owners, by the first column of its key.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from runtime.sqlite_files import read_only

# Owners first. Failed sign-ins, turns and consents are not worth it; what the tutor knows is made anew from
# the answers. A new school year is not saved either: the classes are then those of the copy, before it began.
IN_ORDER = (
    *("school", "school_class", "learner", "teacher", "learner_merged", "sitting", "question", "attempt"),
    *("grain_done", "stuck_notice", "class_teacher", "learner_group", "group_member"),
    *("assignment", "assignment_opened", "notice", "certificate"),
)
# Tables WITHOUT ROWID → the first column of the key, and the table whose numbers stand in it.
BY_OWNER = {
    "class_teacher": ("school_class_id", "school_class"),
    "group_member": ("learner_group_id", "learner_group"),
    "assignment_opened": ("assignment_id", "assignment"),
}
ROWS_AT_ONCE = 1024
NUMBERED = ("learner", "sitting", "question", "attempt")  # what phones know by its number
NUMBERS_AT_MOST = 20_000_000  # of rows, whatever the damaged file tells; a school has a fortieth of it
NUMBERS_TRIED = 50_000  # where it tells nothing; a second
NUMBERS_LEFT_OUT = 100_000  # more than a school gives in a day: those of lost rows are not given again

# What outlives the row that it points to: answers their sitting, an account the row by which it learns.
OUTLIVES = {
    ("question", "sitting_id"): "(SELECT id FROM sitting WHERE id = ?)",
    ("teacher", "learner_id"): "(SELECT id FROM learner WHERE id = ?)",
}

# A copy from before two rows of one child became one has both: they can be joined again.
NOT_MERGED = "DELETE FROM learner_merged WHERE gone IN (SELECT id FROM learner)"

Row = tuple[object, ...]


def save_into(whole: Path, damaged: Path) -> int:
    """Add the rows that `whole` lacks and `damaged` can still show; return how many.

    `whole` is a sound school with the tables of today, and has each row at its best: it is never changed by
    what the damaged file says of the same row.
    """
    with closing(read_only(damaged)) as read, closing(sqlite3.connect(whole)) as written:
        written.execute("PRAGMA foreign_keys = ON")
        saved = sum(_save_table(table, read, written) for table in _tables_of(read))
        written.execute("DELETE FROM skill_state")
        written.execute(NOT_MERGED)
        written.commit()
    return saved


def leave_numbers_out(school: Path) -> None:
    """Let new rows begin far beyond the last: phones may still hold numbers of rows that were lost."""
    with closing(sqlite3.connect(school)) as written:
        for table in NUMBERED:
            add = "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?"
            if not written.execute(add, (NUMBERS_LEFT_OUT, table)).rowcount:
                written.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, NUMBERS_LEFT_OUT))
        written.commit()


def _tables_of(read: sqlite3.Connection) -> list[str]:
    """Return the tables that the damaged file still knows of, owners first."""
    try:
        known = {name for (name,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        return []
    return [table for table in IN_ORDER if table in known]


def _save_table(table: str, read: sqlite3.Connection, written: sqlite3.Connection) -> int:
    columns = _columns_of(table, read, written)
    places = ", ".join(OUTLIVES.get((table, name), "?") for name in columns)
    add = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 – our own names
    saved = 0
    for row in _readable_rows(table, columns, read):
        try:
            saved += written.execute(add, row).rowcount
        except sqlite3.IntegrityError:  # its owner is lost
            continue
    return saved


def _columns_of(table: str, read: sqlite3.Connection, written: sqlite3.Connection) -> list[str]:
    """Return the columns that both have: the damaged file may be older than the last migration."""
    query = f"PRAGMA table_info({table})"
    of_today = [name for _place, name, *_more in written.execute(query)]
    try:
        there = {name for _place, name, *_more in read.execute(query)}
    except sqlite3.DatabaseError:
        return of_today
    return [name for name in of_today if name in there]


def _readable_rows(table: str, columns: list[str], read: sqlite3.Connection) -> Iterator[Row]:
    number, owners = BY_OWNER.get(table, ("rowid", table))
    source = f"SELECT {', '.join(columns)} FROM {table} WHERE {number} BETWEEN ? AND ?"  # noqa: S608
    last = _last_number(owners, read)
    for first in range(1, last + 1, ROWS_AT_ONCE):
        yield from _rows_between(first, min(first + ROWS_AT_ONCE - 1, last), source, read)


def _last_number(table: str, read: sqlite3.Connection) -> int:
    """Return the highest number of a row, or what the damaged file tells instead."""
    for query in (
        f"SELECT MAX(rowid) FROM {table}",  # noqa: S608
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
    ):
        with suppress(sqlite3.DatabaseError):
            for (last,) in read.execute(query):
                return min(last or 0, NUMBERS_AT_MOST)
    return NUMBERS_TRIED


def _rows_between(first: int, last: int, query: str, read: sqlite3.Connection) -> Iterator[Row]:
    try:
        yield from read.execute(query, (first, last)).fetchall()
    except sqlite3.DatabaseError:
        if first == last:
            return
        middle = (first + last) // 2
        yield from _rows_between(first, middle, query, read)
        yield from _rows_between(middle + 1, last, query, read)
