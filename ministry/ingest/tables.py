"""The ministry's ledger: who the boxes are, and every report that was taken. One SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SQL, BlobField, BooleanField, IntegerField, Model, TextField

from runtime.database import DURABLE, UtcField, close, durable_database, use_file

ledger = durable_database()


class Row(Model):
    """A row of the ledger."""

    class Meta:
        """Where it stands."""

        database = ledger


class Code(Row):
    """A one-use code: whoever asks with it becomes this box."""

    number = TextField(primary_key=True)  # "7K3M-9QXT-0AZ4"
    box = TextField()
    school = TextField()
    made_at = UtcField()
    used_at = UtcField(null=True)


class Generation(Row):
    """A box under one of its keys. The newest may report; the others are closed."""

    box = TextField()
    epoch = IntegerField()  # 1, and one more with each key
    school = TextField()
    serial = TextField()
    key = BlobField(unique=True)  # Ed25519, public
    password = TextField()
    certificate = BlobField()
    enrolled_at = UtcField()
    covered = IntegerField(default=0)  # all reports up to this number are here
    covered_hash = TextField(default="")
    forked = IntegerField(default=0)  # the first number under which two came
    closed_at = UtcField(null=True)  # when another key took its place
    struck_off_at = UtcField(null=True)

    class Meta:
        """One row a box and key."""

        indexes = ((("box", "epoch"), True),)


class Report(Row):
    """A report that was taken. A body counts once for a box, however often it comes."""

    box = TextField()
    epoch = IntegerField()
    seq = IntegerField()
    hash = TextField()  # SHA-256 of the file
    previous = TextField()
    body = TextField()  # SHA-256
    machine = TextField()
    counts = BooleanField()
    taken_at = UtcField()

    class Meta:
        """No number twice."""

        indexes = ((("box", "epoch", "seq"), True),)


Report.add_index(Report.index(Report.box, Report.body, unique=True, where=SQL("counts = 1")))
TABLES = (Code, Generation, Report)


@contextmanager
def opened_ledger(file: Path) -> Iterator[None]:
    """Open the ledger for this thread; it is made where there is none. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)  # the passwords of the drop stand in it
    use_file(ledger, file, DURABLE)
    try:
        ledger.create_tables(TABLES)
        yield
    finally:
        close(ledger)


def newest_generation(box: str) -> Generation | None:
    """Return a box under its newest key; None for one that was never enrolled."""
    found: Generation | None = (
        Generation.select().where(Generation.box == box).order_by(Generation.epoch.desc()).first()
    )
    return found
