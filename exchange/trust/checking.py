"""Check what a carrier has brought against the keys that this box knows, and remember what was seen.

The check works on a copy of the box's own metadata, which takes the place of the old one only when all of it
has held, is on the disk, and stands above the floor. The floor is a small file of its own: after a power cut
that emptied the metadata, no older set gets in.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from exchange.documents import Edition
from exchange.kept import keep, read_kept
from exchange.store import bring_to_disk
from exchange.trust.refreshing import NotWhole, TooOld, Untrusted, delegated, refresh
from exchange.trust.roles import (
    COUNTRY,
    EDITION,
    ISSUED,
    MIRROR,
    MIRRORS,
    REGION,
    SOFTWARE,
    country_role,
    owner_of_pack,
    owner_of_role,
    target_of,
)

__all__ = ["Floor", "Mark", "NotWhole", "TooOld", "Trusted", "Untrusted", "check", "read_floor", "trusted"]
WORK, FORMER = ".checking", ".former"


class Mark(msgspec.Struct, frozen=True):
    """How far a role had come, under which keys: after new keys the count may begin again."""

    version: int
    keys: list[str]


class Floor(msgspec.Struct, frozen=True):
    """What no later check goes below."""

    root: int = 0
    timestamp: Mark = Mark(0, [])
    snapshot: Mark = Mark(0, [])
    issued: str = ""  # ISO 8601, UTC


@dataclass(frozen=True)
class Trusted:
    """What the signatures say, checked whole. `folder` holds the metadata."""

    folder: Path
    issued: datetime  # when the publisher signed last
    _said: dict[str, Targets | None] = field(default_factory=dict, repr=False)

    def edition(self, country: str) -> Edition:
        """Return the edition of a country; every pack of it is signed by its owner.

        Raises:
            Untrusted: there is none, or it names a pack that its owner has not signed.
        """
        signed = self._targets(country_role(country))
        if signed is None or EDITION not in signed.unrecognized_fields:
            raise Untrusted(f"Ce dépôt n'a pas d'édition signée de « {country.upper()} ».")
        edition = _edition(signed.unrecognized_fields[EDITION])
        for pack, sha256 in edition.packs.items():
            owner = owner_of_pack(pack, country)
            if edition.country != country or self.length_of(owner, sha256) is None:
                raise Untrusted(f"Le paquet « {pack} » n'est pas signé par « {owner} ». Refusé.")
        return edition

    def mirrors(self, country: str) -> tuple[str, ...]:
        """Return the signed addresses of a country's mirrors, of the sorts that this version knows."""
        signed = self._targets(country_role(country))
        named = signed.unrecognized_fields.get(MIRRORS) if signed else None
        addresses = named if isinstance(named, list) else []
        return tuple(one for one in addresses if isinstance(one, str) and MIRROR.fullmatch(one))

    def keys_of(self, role: str) -> list[bytes]:
        """Return the Ed25519 public keys, 32 bytes each, of a role that stands below `targets`; else none."""
        signed = self._targets("targets")
        delegations = signed.delegations if signed else None
        named = (delegations.roles or {}).get(role) if delegations else None
        if delegations is None or named is None:
            return []
        return [bytes.fromhex(delegations.keys[key].keyval["public"]) for key in named.keyids]

    def countries(self) -> list[str]:
        """Return the countries of which an edition is signed."""
        roles = [role for role in delegated(self.folder) if role.startswith(COUNTRY)]
        said = {owner_of_role(role): self._targets(role) for role in roles}
        return sorted(
            code for code, signed in said.items() if signed and EDITION in signed.unrecognized_fields
        )

    def length_of(self, owner: str, sha256: str) -> int | None:
        """Return how many bytes a signed file has; None when its owner has not signed it."""
        signed = self._targets(owner if owner in (REGION, SOFTWARE) else country_role(owner))
        found = signed.targets.get(target_of(owner, sha256)) if signed else None  # below its own name only
        return found.length if found and found.hashes.get("sha256") == sha256 else None

    def _targets(self, role: str) -> Targets | None:
        if role not in self._said:
            file = self.folder / f"{role}.json"
            self._said[role] = _kept(file).signed if file.exists() else None
        return self._said[role]


def check(head: Path, memory: Path, anchor: bytes, at: datetime) -> Trusted:
    """Check the metadata of `head` and keep it in `memory`; return what it says.

    `anchor` is the first root, which this box was given by hand; signatures run out by the time `at` (UTC).

    Raises:
        Untrusted: a signature is missing or wrong.
        TooOld: older than what was seen before, or run out.
        NotWhole: a part is missing, or they are of two moments; another try may find them.
    """
    _restore_after_cut(memory)
    with _copy_of(memory) as work:
        _refresh_in_time(head, work, anchor, at, read_floor(memory))
        floor = _raised(read_floor(memory), work)
        keep(_floor_file(memory), floor)  # first: were the power cut here, nothing older gets in
        _lay(work, memory)
    return trusted(memory)


def trusted(memory: Path) -> Trusted:
    """Return what was checked last.

    Raises:
        FileNotFoundError: nothing was.
        NotWhole: a power cut has emptied a file; the next check brings it again.
    """
    _restore_after_cut(memory)
    issued: Timestamp = _kept(memory / "timestamp.json").signed
    return Trusted(memory, _issued(issued))


def _kept(file: Path) -> Metadata[Any]:
    """Return what a file of the memory says. Raises FileNotFoundError, NotWhole."""
    if not file.exists():
        raise FileNotFoundError(file)
    try:
        return Metadata.from_file(str(file))
    except DeserializationError as error:
        raise NotWhole(f"{file} est abîmé. Les signatures seront relues.") from error


def read_anchor(file: Path, memory: Path) -> bytes | None:
    """Return the first root that this box was given; None before.

    Where a power cut has damaged the file, the memory still has what was believed by it.
    """
    roots = (memory / "root_history").glob("[0-9]*.root.json")
    for place in (file, *sorted(roots, key=lambda root: (len(root.name), root.name))):
        with suppress(FileNotFoundError, DeserializationError):
            content = place.read_bytes()
            if Metadata.from_bytes(content).signed.type == Root.type:
                return content
    return None


def read_floor(memory: Path) -> Floor:
    """Return what no check goes below; an empty or damaged file is taken for a box that has seen nothing."""
    return read_kept(_floor_file(memory), Floor) or Floor()


def _floor_file(memory: Path) -> Path:
    return memory.with_name(f"{memory.name}-floor.json")


@contextmanager
def _copy_of(memory: Path) -> Iterator[Path]:
    work = memory.with_name(memory.name + WORK)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        for path in sorted(memory.rglob("*")):  # shutil.copytree would not say that the card is full
            _copy(path, work / path.relative_to(memory))
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        target.mkdir()
    else:
        shutil.copy(path, target, follow_symlinks=False)


def _refresh_in_time(head: Path, work: Path, anchor: bytes, at: datetime, floor: Floor) -> None:
    """Refresh; under keys that are new to this box, by the time that they say, where `at` is later.

    Else a stolen key that has signed for 2099 would have made all that comes after too old for ever.
    """
    try:
        refresh(head, work, anchor, at)
    except TooOld:
        root = Metadata[Root].from_file(str(work / "root.json")).signed
        if floor.timestamp.keys in ([], sorted(root.roles["timestamp"].keyids)):
            raise
        said: Timestamp = _kept(head / "timestamp.json").signed  # checked by the next line
        refresh(head, work, anchor, min(at, _issued(said)))


def _raised(floor: Floor, work: Path) -> Floor:
    """Return the new floor. Raises TooOld when the work stands below the old one."""
    root = Metadata[Root].from_file(str(work / "root.json")).signed
    timestamp = Metadata[Timestamp].from_file(str(work / "timestamp.json")).signed
    snapshot = Metadata[Snapshot].from_file(str(work / "snapshot.json")).signed
    new = Floor(
        root.version,
        Mark(timestamp.version, sorted(root.roles["timestamp"].keyids)),
        Mark(snapshot.version, sorted(root.roles["snapshot"].keyids)),
        _issued(timestamp).isoformat(),
    )
    for name, before, now in (
        ("root", Mark(floor.root, []), Mark(new.root, [])),
        ("timestamp", floor.timestamp, new.timestamp),
        ("snapshot", floor.snapshot, new.snapshot),
    ):
        if before.keys == now.keys and now.version < before.version:
            raise TooOld(
                f"Ce dépôt est plus vieux que ce que la boîte a déjà vu ({name} {now.version}, "
                f"vu {before.version}). Prenez un dépôt plus récent."
            )
    return new


def _lay(work: Path, memory: Path) -> None:
    """Put the checked copy in the place of the memory; a power cut leaves the one or the other."""
    for path in sorted(work.rglob("*")):
        if path.is_file() and not path.is_symlink():
            bring_to_disk(path)
    for folder in (*(path for path in work.rglob("*") if path.is_dir()), work):
        bring_to_disk(folder)
    former = memory.with_name(memory.name + FORMER)
    shutil.rmtree(former, ignore_errors=True)
    if memory.exists():
        memory.rename(former)
    work.rename(memory)
    bring_to_disk(memory.parent)
    shutil.rmtree(former, ignore_errors=True)


def _restore_after_cut(memory: Path) -> None:
    """Take the former memory back when the power was cut between the two renames."""
    former = memory.with_name(memory.name + FORMER)
    if former.exists() and not memory.exists():
        former.rename(memory)


def _issued(timestamp: Timestamp) -> datetime:
    """Return when a timestamp was signed. Raises Untrusted when it does not say."""
    try:
        return datetime.fromisoformat(timestamp.unrecognized_fields[ISSUED]).astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Untrusted("La signature ne dit pas quand elle a été faite. Prenez un autre dépôt.") from error


def _edition(field: Any) -> Edition:
    try:
        return msgspec.convert(field, Edition)
    except msgspec.ValidationError as error:
        raise Untrusted(f"L'édition signée est illisible : {error}.") from error
