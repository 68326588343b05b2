"""Receipts: what the ministry has of a box, signed, laid down where the box fetches its content."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from peewee import fn

from exchange.reports import Receipt, receipt_file, receipt_path
from exchange.store import written_whole
from ministry.ingest.tables import Generation, Report, newest_generation
from ministry.signing.keys import Keys

MOST_GAPS = 100  # a receipt stays one small file


def signing_key(keys: Keys, role: str) -> Ed25519PrivateKey:
    """Return the one key of a role that signs small files. Raises MissingKey, WrongPassphrase."""
    key = load_pem_private_key(keys.signers(role)[0].private_bytes, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(role)
    return key


def write_receipts(tree: Path, boxes: Iterable[str], key: Ed25519PrivateKey, now: datetime) -> int:
    """Write the receipts of these boxes into a tree; return how many. The ledger is open. Raises OSError.

    Those that were struck off are told so, whether they have sent something or not.
    """
    named = {*boxes, *_struck_off()}
    known = [found for box in sorted(named) if (found := newest_generation(box))]
    for generation in known:
        with written_whole(tree / receipt_path(generation.box)) as file:
            file.write(receipt_file(receipt_for(generation, now), key))
    return len(known)


def receipt_for(generation: Generation, now: datetime) -> Receipt:
    """Return what a box is told."""
    return Receipt(
        generation.box,
        generation.epoch,
        generation.covered,
        generation.covered_hash,
        now.isoformat(timespec="seconds"),
        _gaps(generation),
        generation.forked,
        generation.struck_off_at is not None,
    )


def _struck_off() -> set[str]:
    return {row.box for row in Generation.select().where(Generation.struck_off_at.is_null(False))}


def _gaps(generation: Generation) -> tuple[int, ...]:
    """Return the numbers below the highest that are missing."""
    beyond = (
        (Report.box == generation.box)
        & (Report.epoch == generation.epoch)
        & (Report.seq > generation.covered)
    )
    here = {row.seq for row in Report.select(Report.seq).where(beyond).order_by(Report.seq).limit(MOST_GAPS)}
    highest = Report.select(fn.MAX(Report.seq)).where(beyond).scalar() or 0
    first = generation.covered + 1
    return tuple(seq for seq in range(first, min(highest, first + MOST_GAPS)) if seq not in here)
