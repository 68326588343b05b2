"""The ministry's ledger: who the boxes are, and every report that was taken. One SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import SQL, BlobField, BooleanField, DatabaseError, IntegerField, Model, TextField

from exchange.errors import NeedsAPerson
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
RESTORE = "Reprenez-en la dernière copie de sauvegarde."
DAMAGED = f"est abîmé. {RESTORE}"
CURES = {  # words of SQLite's
    "locked": "sert à un autre programme. Relancez dans une minute.",
    "full": "n'a plus de place. Libérez-en, puis relancez.",
    "readonly": "ne peut être écrit. Prenez le compte qui l'a fait.",
}


class LedgerDamaged(NeedsAPerson):
    """The ledger is not what it was, or cannot be written."""


@contextmanager
def opened_ledger(file: Path) -> Iterator[None]:
    """Open the ledger for this thread; it is made where there never was one.

    Raises:
        LedgerDamaged: it cannot be read or written, or is lost.
        OSError: its folder cannot be written.
    """
    _check_not_lost(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)  # the passwords of the drop stand in it
    try:
        use_file(ledger, file, DURABLE)
        ledger.create_tables(TABLES)
        yield
    except DatabaseError as error:
        raise LedgerDamaged(f"{file} {_cure(str(error))}") from error
    finally:
        close(ledger)


def _check_not_lost(file: Path) -> None:
    """Look whether boxes were enrolled: a new ledger would know none, and shut the drop to all."""
    is_begun = file.exists() and file.stat().st_size > 0
    if not is_begun and any(file.with_name("arriving").glob("*")):
        raise LedgerDamaged(f"{file} manque ou est vide : des boîtes sont pourtant inscrites. {RESTORE}")


def _cure(error: str) -> str:
    return next((cure for words, cure in CURES.items() if words in error), DAMAGED)


def newest_generation(box: str) -> Generation | None:
    """Return a box under its newest key; None for one that was never enrolled."""
    found: Generation | None = (
        Generation.select().where(Generation.box == box).order_by(Generation.epoch.desc()).first()
    )
    return found
