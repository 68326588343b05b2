"""What no edition names any more is dropped: last of all, and not before the new one has stood for a day.

A page that a pupil has open may still ask for a file of the former edition. A file that is open goes on being
read: the system gives its room back when it is closed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from exchange.activation import read_active
from exchange.documents import Edition, encode
from exchange.errors import DamagedFile, UnreadableDocument
from exchange.kept import keep, read_kept
from exchange.store import Store, sha256_of
from runtime.floor import Time
from sync_agent.down.plan import names_in, packs_of

AFTER = timedelta(days=1)
FILES_A_MOVE = 500


class Seen(msgspec.Struct, frozen=True):
    """Since when an edition is active, as the agent has seen it, and whether it was swept after."""

    edition: str = ""  # SHA-256
    since: Time | None = None
    is_swept: bool = False


def sweep(store: Store, others: Iterable[Edition], now: datetime) -> bool:
    """Drop some files that neither the active edition nor the others name; say whether there were any.

    Nothing is dropped while the active edition is not whole, or has been active for less than a day.
    """
    active, file = read_active(store.folder), store.folder / "swept.json"
    if active is None:
        return False
    seen = read_kept(file, Seen) or Seen()
    if seen.edition != sha256_of(encode(active)) or seen.since is None or now < seen.since:
        keep(file, Seen(sha256_of(encode(active)), now))  # "now <": it was seen by a clock that was wrong
        return False
    if seen.is_swept or now - seen.since < AFTER:
        return False
    unnamed = _unnamed(store, [active, *others])
    for path in unnamed[:FILES_A_MOVE]:
        path.unlink()
    if not unnamed:
        keep(file, msgspec.structs.replace(seen, is_swept=True))
    return bool(unnamed)


def _unnamed(store: Store, editions: Iterable[Edition]) -> list[Path]:
    """Return the blobs that no edition names; none where one of them cannot be told.

    Documents are small and stay for ever: what a pupil was once asked is drawn again from its own.
    """
    named: set[str] = set()
    for edition in editions:
        try:
            packs = packs_of(store, edition)
        except (DamagedFile, UnreadableDocument):
            return []
        named.update(blob.sha256 for pack in packs for blob in pack.blobs)
    return [store.path_of_blob(name) for name in sorted(names_in(store, "blobs") - named)]
