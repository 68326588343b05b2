"""Looking at a published tree as a box does: every signature, every byte, every form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from exchange.documents import Blob, Document, Edition, Pack, encode
from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.store import Kind, Store, piece_hashes, sha256_of_file
from exchange.svg import flaws
from exchange.trust.checking import Trusted, Untrusted, check
from exchange.trust.roles import country_role, owner_of_pack
from ministry.signing.editions import root_bytes
from ministry.signing.metadata import head_files
from runtime.terminal import said

KINDS: tuple[Kind, ...] = ("packs", "docs", "blobs")


@dataclass
class Seen:
    """What was found in a tree: the mistakes, each with its file, and what is right."""

    mistakes: list[str] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    packs: set[str] = field(default_factory=set)  # those that were looked into: countries share them

    def note(self, file: Path, french: str, english: str) -> None:
        """Add a mistake."""
        self.mistakes.append(said(f"{file} : {french}", f"{file}: {english}"))


def look_at(repo: Path, now: datetime) -> Seen:
    """Return what a box that knows nothing yet would find in this tree (`now`: UTC). Raises OSError."""
    seen, whole = Seen(), {}
    for kind in KINDS:
        whole[kind] = set(_whole(repo, kind, seen))
    for name in ("1.root.json", "timestamp.json"):
        if not (repo / "metadata" / name).is_file():  # all that follows would be blamed on others
            _note_missing(repo / "metadata" / name, seen)
            return seen
    with TemporaryDirectory() as memory:
        try:
            _look_at_head(repo, seen)
            trusted = check(repo / "head", Path(memory) / "trust", root_bytes(repo), now)
        except (NeedsAPerson, WorthAnotherTry, FileNotFoundError) as error:
            seen.note(repo / "head", str(error), str(error))
            return seen
        for country in trusted.countries():
            _look_at_country(Store(repo), trusted, country, whole, seen)
    return seen


def _whole(repo: Path, kind: Kind, seen: Seen) -> Iterator[str]:
    """Yield the names of the files that are what they say."""
    store = Store(repo)
    for path in sorted((repo / kind).rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        if path.is_symlink() or not path.is_file() or not _is_in_place(store, kind, path):
            seen.note(path, "n'a rien à faire ici. Effacez-le.", "does not belong here. Erase it.")
        elif sha256_of_file(path) != path.name:
            seen.note(
                path,
                "est abîmé : son contenu a changé. Effacez-le, puis publiez de nouveau.",
                "is damaged: its bytes have changed. Erase it, then publish again.",
            )
        else:
            seen.files, seen.bytes = seen.files + 1, seen.bytes + path.stat().st_size
            yield path.name


def _is_in_place(store: Store, kind: Kind, path: Path) -> bool:
    try:
        return store.path_of(kind, path.name) == path
    except ValueError:
        return False


def _note_missing(file: Path, seen: Seen) -> None:
    seen.note(
        file,
        "manque. Reprenez-le d'une copie du dépôt : un miroir l'a.",
        "is missing. Take it from a copy of the repository: a mirror has it.",
    )


def _look_at_head(repo: Path, seen: Seen) -> None:
    """Note where `head/` is not the plain copy of what `metadata/` names."""
    named = dict(head_files(repo))
    for name, source in named.items():
        place = repo / "head" / name
        if not place.is_file() or place.is_symlink() or place.read_bytes() != source.read_bytes():
            seen.note(place, f"n'est pas la copie de {source}.", f"is no copy of {source}.")
    here = {path.name for path in (repo / "head").glob("*")}
    for name in sorted(here - set(named)):
        seen.note(repo / "head" / name, "n'est signé par personne. Effacez-le.", "is not signed. Erase it.")


def _look_at_country(
    store: Store, trusted: Trusted, country: str, whole: dict[Kind, set[str]], seen: Seen
) -> None:
    try:
        edition = trusted.edition(country)
    except Untrusted as error:
        seen.note(store.folder / "head" / f"{country_role(country)}.json", str(error), str(error))
        return
    seen.editions.append(edition)
    for name, sha256 in sorted(edition.packs.items()):
        path = store.path_of("packs", sha256)
        owner = owner_of_pack(name, country)
        is_new = sha256 not in seen.packs
        seen.packs.add(sha256)
        if is_new and _is_here(path, "packs", trusted.length_of(owner, sha256), whole, seen):
            _look_at_pack(store, path, whole, seen)


def _look_at_pack(store: Store, path: Path, whole: dict[Kind, set[str]], seen: Seen) -> None:
    pack = _formed(path, Pack, seen)
    if pack is None:
        return
    for sha256, length in zip(pack.docs, pack.doc_bytes, strict=False):
        place = store.path_of("docs", sha256)
        if _is_here(place, "docs", length, whole, seen):
            _formed(place, Document, seen)
    if len(pack.docs) != len(pack.doc_bytes):
        seen.note(path, "les longueurs ne vont pas avec les textes.", "lengths do not fit the texts.")
    for blob in pack.blobs:
        place = store.path_of("blobs", blob.sha256)
        if _is_here(place, "blobs", blob.bytes, whole, seen):
            _look_at_blob(place, blob, seen)


def _is_here(path: Path, kind: Kind, length: int | None, whole: dict[Kind, set[str]], seen: Seen) -> bool:
    """Say whether a file is whole and as long as was signed; note it when it is missing."""
    if not path.exists():
        seen.note(path, "manque. Publiez de nouveau.", "is missing. Publish again.")
    elif path.name in whole[kind] and path.stat().st_size != length:
        seen.note(path, f"fait {path.stat().st_size} octets, {length} sont signés.", "has another length.")
    return path.name in whole[kind]


def _look_at_blob(path: Path, blob: Blob, seen: Seen) -> None:
    if blob.pieces != piece_hashes(path):
        seen.note(path, "ses morceaux ne sont pas ceux du paquet.", "its pieces are not those of the pack.")
    if blob.mime == "image/svg+xml" and flaws(path.read_bytes()):
        seen.note(path, "n'est pas un simple dessin.", "is no simple drawing.")


def _formed(path: Path, form: Any, seen: Seen) -> Any:
    """Return what a file says; None where no box of today reads it."""
    content = path.read_bytes()
    try:
        read = msgspec.json.decode(content, type=form)
    except ValueError as error:  # msgspec's own, and what is no UTF-8
        seen.note(path, f"a une forme inconnue : {error}.", f"has an unknown form: {error}.")
        return None
    if encode(read) != content:
        seen.note(path, "n'a pas l'écriture canonique.", "is not written the canonical way.")
    return read
