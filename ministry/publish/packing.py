"""Putting a country's documents into packs, and the packs into the tree that boxes install."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from exchange.documents import (
    Blob,
    Bulletin,
    Country,
    Document,
    Edition,
    Module,
    Pack,
    Parameters,
    Register,
    Skill,
    encode,
)
from exchange.store import Store, piece_hashes, sha256_of
from ministry.publish.catalogue import owner_of

MOST_DOCUMENTS = 60  # a changed pack travels whole


@dataclass(frozen=True)
class Load:
    """A country's edition ready to be laid down: bytes by SHA-256."""

    edition: Edition
    packs: Mapping[str, bytes]
    documents: Mapping[str, bytes]
    blobs: Mapping[str, Blob]


def load_of(
    country: Country,
    modules: Sequence[Module],
    skills: Sequence[Skill],
    said: tuple[Register, Bulletin | None],
    parameters: Parameters | None,
    sources: Mapping[str, Path | bytes],
) -> Load:
    """Return the edition of a country with every pack, document and blob that belongs to it.

    `said`: what the country says of all skills together, and its news where it has any. `sources`: the bytes
    of each blob, by SHA-256. Raises FileNotFoundError for a blob whose file is gone.
    """
    own: list[Document] = [country, *(document for document in said if document is not None)]
    shelves: dict[str, list[Document]] = defaultdict(list, {f"{country.id}/country": own})
    if parameters is not None:
        shelves[f"{country.id}/tutor"] = [parameters]
    placed: list[Module | Skill] = [*modules, *skills]
    for document in placed:
        shelves[f"{owner_of(document.id)}/{document.subject}/{document.year}"].append(document)
    packs, documents, blobs, ids = {}, {}, {}, {}
    for shelf in sorted(shelves):
        for name, part in _parts(shelf, shelves[shelf]):
            encoded = {sha256_of(content): content for content in map(encode, part)}
            inside = {blob.sha256: blob for document in part for blob in blobs_in(document)}
            docs = tuple(sorted(encoded))
            doc_bytes = tuple(len(encoded[each]) for each in docs)
            listed = tuple(_in_pieces(inside[each], sources) for each in sorted(inside))
            pack = encode(Pack(name, docs, doc_bytes, listed))
            ids[name] = sha256_of(pack)
            packs[ids[name]] = pack
            documents.update(encoded)
            blobs.update(inside)
    return Load(Edition(country.id, country.edition, ids), packs, documents, blobs)


def blobs_in(value: object) -> Iterator[Blob]:
    """Yield every blob that a document names."""
    if isinstance(value, Blob):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from blobs_in(getattr(value, name))
    elif isinstance(value, (tuple, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from blobs_in(each)


def lay_down(load: Load, sources: Mapping[str, Path | bytes], repo: Path) -> None:
    """Write what is not there yet; nobody is told of it before it is signed.

    Raises:
        DamagedFile: a picture or a sound changed while it was copied.
    """
    store = Store(repo)
    for sha256 in sorted(load.blobs):
        source = sources[sha256]
        if isinstance(source, bytes):
            store.put("blobs", source)
        else:
            store.put_file("blobs", source, sha256)
    for content in load.documents.values():
        store.put("docs", content)
    for content in load.packs.values():
        store.put("packs", content)


def _in_pieces(blob: Blob, sources: Mapping[str, Path | bytes]) -> Blob:
    """Return how a pack lists a blob: the pieces of a large one can be checked before the whole is there."""
    source = sources.get(blob.sha256)
    pieces = piece_hashes(source) if isinstance(source, Path) else ()
    return msgspec.structs.replace(blob, pieces=pieces) if pieces else blob


def _parts(shelf: str, documents: list[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Yield (pack id, documents) so that none holds too many: "region/maths/2", then "region/maths/2-b"."""
    ordered = sorted(documents, key=lambda document: document.id)
    for part, first in enumerate(range(0, len(ordered), MOST_DOCUMENTS)):
        name = shelf if part == 0 else f"{shelf}-{chr(ord('a') + part)}"
        yield name, ordered[first : first + MOST_DOCUMENTS]
