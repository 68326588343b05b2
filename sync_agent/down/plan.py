"""What is still to be fetched of an edition, in the order in which it is wanted.

First the texts of all, then pictures: with these the edition is shown. Sound and video follow, those of the
school's own years first, the small before the large, so that a short window finishes something; last what
can wait, the films with more lines.
"""

import os
import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from exchange.activation import read_ready
from exchange.documents import Blob, Edition, Pack
from exchange.errors import DamagedFile, UnreadableDocument
from exchange.store import SHA256, Kind, Store
from exchange.trust.checking import Trusted, Untrusted
from exchange.trust.roles import owner_of_pack

Stage = Literal["packs", "texts", "pictures", "media"]
STAGES: tuple[Stage, ...] = ("packs", "texts", "pictures", "media")
YEAR = re.compile(r"/(\d+)(?:-[a-z])?\Z")  # the end of a pack's id: "region/maths/2", "region/maths/2-b"
LONGEST_DOCUMENT = 1_000_000  # bytes; a pack that says more is not ours
LONGEST_PACK = 8_000_000  # bytes: of 60 documents, and of more files than a subject of a year has


@dataclass(frozen=True)
class Wanted:
    """A file to fetch."""

    kind: Kind
    sha256: str
    bytes: int
    pieces: tuple[str, ...] = ()  # of a large file: SHA-256 of each 4 MiB
    former: str = ""  # SHA-256 of the same pack in the edition that is shown


@dataclass(frozen=True)
class Plan:
    """What is to be fetched, stage by stage; the stages after `packs` are known only when these are here."""

    stages: dict[Stage, tuple[Wanted, ...]]

    @property
    def next_stage(self) -> Stage | None:
        """Return the first stage with something to fetch; None when nothing is missing."""
        return next((stage for stage in STAGES if self.stages.get(stage)), None)

    @property
    def next_files(self) -> tuple[Wanted, ...]:
        """Return the files of the next stage."""
        return self.stages[self.next_stage] if self.next_stage else ()

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
        UnreadableDocument: a pack has a form that this version does not know, or is too long.
    """
    here = packs_here(store, edition)
    lacking = sorted((name, sha256) for name, sha256 in edition.packs.items() if sha256 not in here)
    if lacking:
        shown = read_ready(store.folder)
        former = shown.packs if shown else {}
        signed = (_as_signed(trusted, edition.country, *one, former.get(one[0], "")) for one in lacking)
        return Plan({"packs": tuple(signed)})
    packs = list(here.values())
    blobs = _blobs(store, packs, own_years)
    return Plan(
        {
            "texts": tuple(_texts(store, packs)),
            "pictures": tuple(_as_wanted(blob for blob in blobs if not blob.is_media)),
            "media": tuple(_as_wanted(blob for blob in blobs if blob.is_media)),
        }
    )


def packs_of(store: Store, edition: Edition) -> list[Pack]:
    """Return the packs of an edition, all of which the store has. Raises UnreadableDocument, DamagedFile."""
    return [_pack(store, sha256) for sha256 in edition.packs.values()]


def packs_here(store: Store, edition: Edition) -> dict[str, Pack]:
    """Return those packs of an edition that are here and sound, by SHA-256. Raises UnreadableDocument."""
    here = {}
    for sha256 in edition.packs.values():
        with suppress(DamagedFile):  # missing, or emptied by a power cut: it is fetched
            here[sha256] = _pack(store, sha256)
    return here


def part_of(edition: Edition, years: Collection[int]) -> Edition:
    """Return the edition of these school years alone, with what belongs to no year."""
    packs = {name: sha256 for name, sha256 in edition.packs.items() if _year_of(name) in (None, *years)}
    return Edition(edition.country, edition.edition, packs)


def names_in(store: Store, kind: Kind) -> set[str]:
    """Return the names of all files of a kind: one look at the folders, for there may be 50,000."""
    folder = store.folder / kind
    if not folder.is_dir():
        return set()
    folders = [folder] if kind == "packs" else [Path(one) for one in os.scandir(folder) if one.is_dir()]
    return {name for one in folders for name in os.listdir(one) if SHA256.match(name)}


def _as_signed(trusted: Trusted, country: str, name: str, sha256: str, former: str) -> Wanted:
    owner = owner_of_pack(name, country)
    length = trusted.length_of(owner, sha256)
    if length is None:
        raise Untrusted(f"Le paquet « {name} » n'est pas signé par « {owner} ». Refusé.")
    if length > LONGEST_PACK:
        raise UnreadableDocument(f"Le paquet « {name} » fait {length} octets, {LONGEST_PACK} au plus.")
    return Wanted("packs", sha256, length, former=former)


def _pack(store: Store, sha256: str) -> Pack:
    try:
        pack = msgspec.json.decode(store.read("packs", sha256), type=Pack)
        if len(pack.docs) != len(pack.doc_bytes):
            raise ValueError("les longueurs ne vont pas avec les textes")
        return pack
    except ValueError as error:  # msgspec's own, and what is no UTF-8
        raise UnreadableDocument(
            f"{store.path_of('packs', sha256)} a une forme inconnue : {error}. "
            "Mettez à jour le logiciel de la boîte."
        ) from error


def _texts(store: Store, packs: Sequence[Pack]) -> Iterable[Wanted]:
    lengths = {sha: size for pack in packs for sha, size in zip(pack.docs, pack.doc_bytes, strict=True)}
    here = names_in(store, "docs")
    for sha256, length in sorted(lengths.items(), key=lambda one: one[1]):
        if sha256 not in here:
            yield Wanted("docs", sha256, min(length, LONGEST_DOCUMENT))


def _blobs(store: Store, packs: Sequence[Pack], own_years: Collection[int]) -> list[Blob]:
    """Return the files that are missing, the most wanted first."""
    here = names_in(store, "blobs")
    wanted: dict[str, tuple[bool, int, Blob]] = {}
    for pack in packs:
        year = _year_of(pack.id)
        is_others = year is not None and bool(own_years) and year not in own_years
        for blob in pack.blobs:
            if blob.sha256 in here:
                continue
            before = wanted.get(blob.sha256)
            if before is None or is_others < before[0]:
                wanted[blob.sha256] = (is_others, blob.bytes, blob)
    ordered = sorted(wanted.values(), key=lambda one: (one[2].can_wait, one[0], one[1], one[2].sha256))
    return [blob for _, _, blob in ordered]


def _year_of(pack: str) -> int | None:
    found = YEAR.search(pack)
    return int(found[1]) if found else None


def _as_wanted(blobs: Iterable[Blob]) -> Iterable[Wanted]:
    return (Wanted("blobs", blob.sha256, blob.bytes, blob.pieces) for blob in blobs)
