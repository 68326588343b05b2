"""Write the tables of catalogue.db, and know whether a catalogue is one that this program can read."""

from pathlib import Path

from peewee import DatabaseError, SchemaManager, SqliteDatabase, chunked

from hotspot.content import tables
from hotspot.content.arrivals import Arrival
from hotspot.content.rows import rows_of

FORM_OF_CATALOGUE = 6  # goes up with every change of tables.py: a catalogue of another form is built anew
ROWS_AT_ONCE = 50  # SQLite takes 999 values in one statement on the oldest machines
UNGUARDED = {"journal_mode": "off", "synchronous": 0}  # nobody reads the file before it is whole


def build_catalogue(arrival: Arrival, file: Path) -> None:
    """Write the catalogue of an edition to `file`, an empty one that is not in use yet.

    Raises:
        WrongEdition: a lesson shows a picture that the edition does not bring.
        peewee.OperationalError: the disk is full.
    """
    database = SqliteDatabase(str(file), pragmas=UNGUARDED)
    with database.connection_context():
        for table in tables.TABLES:
            SchemaManager(table, database=database).create_all()
        _do(database, tables.CREATE_FINDING_TEXT, "BEGIN")  # peewee's own would hide that the disk is full
        for filled, rows in rows_of(arrival):
            for some in chunked(rows, ROWS_AT_ONCE):
                filled.insert_many(some).execute(database)
        _do(database, tables.PACK_FINDING_TEXT, "COMMIT")
        database.pragma("user_version", FORM_OF_CATALOGUE)


def form_of(file: Path, *, thoroughly: bool = True) -> int:
    """Return the form that a catalogue was built in; 0 when there is none. Thoroughly, all pages are read.

    Raises:
        peewee.DatabaseError: the file is damaged.
    """
    if not file.exists():
        return 0
    database = SqliteDatabase(str(file))
    with database.connection_context():
        if thoroughly and database.pragma("quick_check") != "ok":
            raise DatabaseError(f"{file} est abîmé.")
        form: int = database.pragma("user_version")
        return form


def _do(database: SqliteDatabase, *statements: str) -> None:
    for statement in statements:
        database.execute_sql(statement)  # type: ignore[no-untyped-call]
