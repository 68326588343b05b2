"""Read one file that a box has dropped, believing nothing of it."""

import os
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from exchange.errors import NeedsAPerson
from exchange.reports import LARGEST_BYTES, NAME, Envelope, WrongReport, body_of, name_of, opened
from exchange.signed import WronglySigned
from exchange.store import sha256_of
from ministry.ingest.tables import Generation


class NoReport(NeedsAPerson):
    """This is no whole report: thrown away, for the box has the whole one."""


class NotTaken(NeedsAPerson):
    """A whole report that this ministry does not believe: put aside."""


@dataclass(frozen=True)
class Read:
    """A report whose signature and form are right."""

    generation: Generation
    envelope: Envelope
    hash: str
    body: str  # SHA-256


def read_report(box: str, file: Path) -> Read:
    """Return what a file says, once its bytes are on the disk.

    Raises:
        NoReport: not a plain file, of another name, torn or too large.
        NotTaken: its box or key is unknown, or it is wrongly signed.
    """
    named = NAME.fullmatch(file.name)
    if named is None:
        raise NoReport(f"{file.name} n'est pas le nom d'un rapport.")
    content = plain_bytes(file)
    if sha256_of(content)[:16] != named["hash"]:
        raise NoReport(f"{file.name} est coupé.")
    generation = Generation.get_or_none(box=box, epoch=int(named["epoch"]))
    if generation is None:
        raise NotTaken(f"La boîte {box} n'est pas inscrite sous cette clé ({named['epoch']}).")
    try:
        envelope = opened(content, [bytes(generation.key)])
        body = body_of(envelope)
    except (WronglySigned, WrongReport) as error:
        raise NotTaken(str(error)) from error
    if envelope.box != box or name_of(envelope, content) != file.name:
        raise NotTaken(f"Ce rapport est de {envelope.box}, et non de {box}.")
    return Read(generation, envelope, sha256_of(content), sha256_of(body))


def plain_bytes(file: Path) -> bytes:
    """Return a plain file's bytes, brought to the disk: the ledger will say that they are here.

    Raises:
        NoReport: it is a link, a pipe, a folder, or too large.
    """
    try:
        held = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise NoReport(f"{file.name} : {error.strerror}.") from error
    try:
        if not S_ISREG(os.fstat(held).st_mode):
            raise NoReport(f"{file.name} n'est pas un fichier.")
        content = os.read(held, LARGEST_BYTES + 1)
        os.fsync(held)
    finally:
        os.close(held)
    if len(content) > LARGEST_BYTES:
        raise NoReport(f"{file.name} est trop grand.")
    return content
