"""What is still to be fetched of an edition, in the order in which it is wanted.

First the texts of all, then pictures: with these the edition is shown. Sound and video follow, those of the
school's own years first, the small before the large, so that a short window finishes something.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from exchange.documents import Blob, Edition, Pack
from exchange.errors import UnreadableDocument
from exchange.store import Kind, Store
from exchange.trust.checking import Trusted, Untrusted
from exchange.trust.roles import REGION

Stage = Literal["packs", "texts", "pictures", "media"]
STAGES: tuple[Stage, ...] = ("packs", "texts", "pictures", "media")
YEAR = re.compile(r"/(\d+)(?:-[a-z])?\Z")  # the end of a pack's id: "region/maths/2", "region/maths/2-b"
LONGEST_DOCUMENT = 1_000_000  # bytes; a pack that says more is not ours


@dataclass(frozen=True)
class Wanted:
    """A file to fetch."""

    kind: Kind
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Plan:
    """What is to be fetched, stage by stage; the stages after `packs` are known only when these are here."""

    stages: dict[Stage, tuple[Wanted, ...]]

    @property
    def next_stage(self) -> Stage | None:
        """Return the first stage with something to fetch; None when nothing is missing."""
        return next((stage for stage in STAGES if self.stages.get(stage)), None)

    @property
    def bytes(self) -> int:
        """Return what is to come in all, as far as it is known."""
        return sum(one.bytes for files in self.stages.values() for one in files)

    @property
    def can_be_shown(self) -> bool:
        """Say whether texts and pictures are here."""
        return self.next_stage in (None, "media")


def plan_of(store: Store, trusted: Trusted, edition: Edition, own_years: Collection[int] = ()) -> Plan:
    """Return what the store lacks of an edition.

    Raises:
        Untrusted: a pack's owner has not signed it.
        UnreadableDocument: a pack has a form that this version does not know.
    """
    lacking = [one for one in _packs(trusted, edition) if not store.has("packs", one.sha256)]
    if lacking:
        return Plan({"packs": tuple(lacking)})
    packs = packs_of(store, edition)
    blobs = _blobs(store, packs, own_years)
    return Plan(
        {
            "texts": tuple(_texts(store, packs)),
            "pictures": tuple(_as_wanted(blob for blob in blobs if is_picture(blob))),
            "media": tuple(_as_wanted(blob for blob in blobs if not is_picture(blob))),
        }
    )


def packs_of(store: Store, edition: Edition) -> list[Pack]:
    """Return the packs of an edition, all of which the store has. Raises UnreadableDocument, DamagedFile."""
    return [_pack(store, sha256) for sha256 in edition.packs.values()]


def is_picture(blob: Blob) -> bool:
    """Say whether a file belongs to what is shown at once."""
    return not blob.mime.startswith(("audio/", "video/"))


def _packs(trusted: Trusted, edition: Edition) -> Iterable[Wanted]:
    for name, sha256 in sorted(edition.packs.items()):
        owner = REGION if name.startswith(f"{REGION}/") else edition.country
        length = trusted.length_of(owner, sha256)
        if length is None:
            raise Untrusted(f"Le paquet « {name} » n'est pas signé par « {owner} ». Refusé.")
        yield Wanted("packs", sha256, length)


def _pack(store: Store, sha256: str) -> Pack:
    try:
        return msgspec.json.decode(store.read("packs", sha256), type=Pack)
    except msgspec.DecodeError as error:
        raise UnreadableDocument(
            f"{store.path_of('packs', sha256)} a une forme inconnue : {error}. "
            "Mettez à jour le logiciel de la boîte."
        ) from error


def _texts(store: Store, packs: Sequence[Pack]) -> Iterable[Wanted]:
    lengths = {sha: size for pack in packs for sha, size in zip(pack.docs, pack.doc_bytes, strict=True)}
    for sha256, length in sorted(lengths.items(), key=lambda one: one[1]):
        if not store.has("docs", sha256):
            yield Wanted("docs", sha256, min(length, LONGEST_DOCUMENT))


def _blobs(store: Store, packs: Sequence[Pack], own_years: Collection[int]) -> list[Blob]:
    """Return the files that are missing, the most wanted first."""
    wanted: dict[str, tuple[bool, int, Blob]] = {}
    for pack in packs:
        year = YEAR.search(pack.id)
        is_others = year is not None and bool(own_years) and int(year[1]) not in own_years
        for blob in pack.blobs:
            before = wanted.get(blob.sha256)
            if before is None or is_others < before[0]:
                wanted[blob.sha256] = (is_others, blob.bytes, blob)
    ordered = sorted(wanted.values(), key=lambda one: (one[0], one[1], one[2].sha256))
    return [blob for _, _, blob in ordered if not store.has("blobs", blob.sha256)]


def _as_wanted(blobs: Iterable[Blob]) -> Iterable[Wanted]:
    return (Wanted("blobs", blob.sha256, blob.bytes) for blob in blobs)
