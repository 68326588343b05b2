"""What boxes will fetch of an edition that is not published yet: said before it is signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from exchange.documents import Edition, Pack
from exchange.errors import NeedsAPerson
from exchange.store import Store
from exchange.trust.roles import EDITION, country_role, life_of
from ministry.publish.packing import Load
from ministry.signing.metadata import read_current, read_version

MONTH = timedelta(days=30)
NOTHING = frozenset[str]()


class NoSuchEdition(NeedsAPerson):
    """Neither a file nor a version that the repository has."""


@dataclass(frozen=True)
class Count:
    """So many files of so many bytes."""

    files: int
    bytes: int


@dataclass(frozen=True)
class Fetch:
    """What a box fetches: sizes as on the card; on the line packs and texts are packed."""

    packs: Count
    texts: Count
    pictures: Count
    media: Count

    @property
    def bytes(self) -> int:
        """Return what all of it takes."""
        return sum(count.bytes for count in (self.packs, self.texts, self.pictures, self.media))


@dataclass(frozen=True)
class Signed:
    """An edition that was signed, and when (UTC)."""

    edition: Edition
    at: datetime


def fetched(load: Load, before: Edition | None, repo: Path) -> Fetch:
    """Return what a box that has an edition will fetch of this one; None: a box that has nothing.

    Raises:
        DamagedFile: a pack of the edition before is missing here, or damaged.
    """
    docs, blobs = _inside(Store(repo), before) if before else (NOTHING, NOTHING)
    packs = set(before.packs.values()) if before else NOTHING
    new = [blob for sha256, blob in load.blobs.items() if sha256 not in blobs]
    pictures = [blob for blob in new if not blob.is_media]
    new_bytes, picture_bytes = (sum(blob.bytes for blob in some) for some in (new, pictures))
    return Fetch(
        _count(len(content) for sha256, content in load.packs.items() if sha256 not in packs),
        _count(len(content) for sha256, content in load.documents.items() if sha256 not in docs),
        Count(len(pictures), picture_bytes),
        Count(len(new) - len(pictures), new_bytes - picture_bytes),
    )


def published(repo: Path, country: str) -> Signed | None:
    """Return the edition that boxes of a country are told of today; None before the first."""
    current = read_current(repo, country_role(country))
    return _signed(repo, country, current.signed.version) if current else None


def of_last_month(repo: Path, country: str, now: datetime) -> Signed | None:
    """Return the edition that was told a month ago; the first one of a country that is younger."""
    current = read_current(repo, country_role(country))
    found = None
    for version in range(current.signed.version, 0, -1) if current else ():
        found = _signed(repo, country, version) or found
        if found and found.at <= now - MONTH:
            break
    return found


def edition_since(repo: Path, country: str, since: str) -> Edition:
    """Return the edition of a file (`store/edition.json` of a box), or of a version of a country's metadata.

    Raises:
        NoSuchEdition: it is neither.
    """
    if since.isdigit():
        signed = _signed(repo, country, int(since))
        if signed:
            return signed.edition
        raise NoSuchEdition(f"{repo} n'a pas d'édition {since}.{country_role(country)}.json.")
    try:
        return msgspec.json.decode(Path(since).read_bytes(), type=Edition)
    except (OSError, ValueError) as error:
        raise NoSuchEdition(f"{since} n'est pas l'édition d'une boîte (store/edition.json).") from error


def _signed(repo: Path, country: str, version: int) -> Signed | None:
    role = country_role(country)
    said = read_version(repo, role, version)
    if said is None or EDITION not in said.signed.unrecognized_fields:
        return None  # a role is begun empty
    edition = msgspec.convert(said.signed.unrecognized_fields[EDITION], Edition)
    return Signed(edition, said.signed.expires - life_of(role))


def _inside(store: Store, edition: Edition) -> tuple[frozenset[str], frozenset[str]]:
    packs = [msgspec.json.decode(store.read("packs", sha256), type=Pack) for sha256 in edition.packs.values()]
    blobs = (blob.sha256 for pack in packs for blob in pack.blobs)
    return frozenset(sha256 for pack in packs for sha256 in pack.docs), frozenset(blobs)


def _count(lengths: Iterator[int]) -> Count:
    listed = list(lengths)
    return Count(len(listed), sum(listed))
