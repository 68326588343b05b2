"""What a report that is rightly signed means for the ledger: new, known, or a fork of the box's chain."""

from datetime import datetime
from typing import Literal

from ministry.ingest.reading import NotTaken, Read
from ministry.ingest.tables import Generation, Report

Outcome = Literal["taken", "known", "forked"]


def enter(read: Read, now: datetime) -> Outcome:
    """Write a report into the ledger, once; call it in a transaction.

    Raises:
        NotTaken: this key reports no more.
    """
    generation, envelope = read.generation, read.envelope
    same_number = _report(generation, envelope.seq)
    if same_number is not None and same_number.hash == read.hash:
        return "known"
    if generation.struck_off_at or generation.closed_at or generation.forked:
        raise NotTaken(why_closed(generation))
    if same_number is not None or not _is_in_chain(read):
        _mark_fork(generation, envelope.seq, same_number)
        return "forked"
    _count(read, now)
    _cover(generation)
    return "taken"


def why_closed(generation: Generation) -> str:
    """Return why nothing more is taken from a box under this key; "" when it is."""
    if generation.struck_off_at:
        return f"{generation.box} est radiée."
    if generation.closed_at:
        return f"{generation.box} a une nouvelle clé ; l'ancienne ne compte plus."
    if generation.forked:
        return (
            f"{generation.box} a envoyé deux rapports {generation.forked} : sa carte a été copiée, ou remise "
            f"en arrière. Réinscrivez la bonne : ministry enrol code {generation.box}"
        )
    return ""


def _report(generation: Generation, seq: int) -> Report | None:
    found: Report | None = Report.get_or_none(box=generation.box, epoch=generation.epoch, seq=seq)
    return found


def _is_in_chain(read: Read) -> bool:
    """Say whether it names the report before and is named by the one after, as far as these are here."""
    envelope = read.envelope
    if envelope.seq == 1:
        fits = envelope.previous == ""
    else:
        before = _report(read.generation, envelope.seq - 1)
        fits = before is None or before.hash == envelope.previous
    after = _report(read.generation, envelope.seq + 1)
    return fits and (after is None or after.previous == read.hash)


def _mark_fork(generation: Generation, seq: int, same_number: Report | None) -> None:
    generation.forked = seq
    generation.save()
    if same_number is not None:  # nobody can tell by itself which of the two is the box's
        same_number.counts = False
        same_number.save()


def _count(read: Read, now: datetime) -> None:
    """Write the row; a body that came before, under another number or key, counts no second time."""
    box = read.generation.box
    is_known = Report.select().where(Report.box == box, Report.body == read.body, Report.counts).exists()
    Report.create(
        box=box,
        epoch=read.envelope.epoch,
        seq=read.envelope.seq,
        hash=read.hash,
        previous=read.envelope.previous,
        body=read.body,
        machine=read.envelope.machine,
        counts=not is_known,
        taken_at=now,
    )


def _cover(generation: Generation) -> None:
    """Go on with what is covered, as far as no number is missing."""
    while (following := _report(generation, generation.covered + 1)) is not None:
        generation.covered, generation.covered_hash = following.seq, following.hash
    generation.save()
