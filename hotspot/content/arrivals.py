"""Read an edition whole, byte by byte and form by form, before anything of it is believed.

No carrier is trusted: neither the stick, nor the line, nor the card. Whatever is wrong refuses the whole
edition, and the message names the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from exchange.documents import (
    Blob,
    Bulletin,
    Country,
    Document,
    Edition,
    Form,
    Grain,
    Module,
    Pack,
    Parameters,
    Register,
    Skill,
    encode,
)
from exchange.errors import NeedsAPerson, UnreadableDocument
from exchange.store import Store

Formed = TypeVar("Formed", bound=Form)
NO_REGISTER = Register("")
NO_NEWS = Bulletin("", ())


class WrongEdition(NeedsAPerson):
    """The edition is not one for this box, or its parts do not fit together."""


@dataclass
class Arrival:
    """An edition with all its documents, read and checked; blobs are known by name and size only."""

    edition: Edition
    country: Country
    country_sha256: str
    modules: dict[str, Module] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    skill_sha256: dict[str, str] = field(default_factory=dict)
    register: Register = NO_REGISTER
    bulletin: Bulletin = NO_NEWS
    parameters_sha256: str = ""  # of those that the tutor may estimate by; "" when the edition brings none
    packs: dict[str, bytes] = field(default_factory=dict)  # SHA-256 → canonical JSON, as it came
    documents: dict[str, bytes] = field(default_factory=dict)  # the same
    blobs: dict[str, Blob] = field(default_factory=dict)  # SHA-256 → what it is
    awaited: frozenset[str] = frozenset()  # sound and video, of these blobs, that is not here yet


def read_arrival(source: Store, edition: Edition) -> Arrival:
    """Return the edition with all its documents.

    Raises:
        DamagedFile: a pack or document is missing, or not what its name says.
        UnreadableDocument: one has a form that this version does not know.
        WrongEdition: it has no country, or something twice.
    """
    packs = {sha256: source.read("packs", sha256) for sha256 in edition.packs.values()}
    read = [formed(content, Pack, source.path_of("packs", sha256)) for sha256, content in packs.items()]
    documents = {sha256: source.read_document(sha256) for pack in read for sha256 in pack.docs}
    decoded: dict[str, Document] = {
        sha256: _decoded(content, Document, source.path_of("docs", sha256))
        for sha256, content in documents.items()
    }
    country_sha256, country = _country_in(decoded, edition)
    arrival = Arrival(edition, country, country_sha256, packs=packs, documents=documents)
    arrival.blobs = {blob.sha256: blob for pack in read for blob in pack.blobs}
    _sort_in(arrival, decoded)
    return arrival


def formed(content: bytes, form: type[Formed], file: Path) -> Formed:
    """Return the form that these bytes of `file` are.

    Raises:
        UnreadableDocument: they are another one, or not written in the one canonical way.
    """
    read: Formed = _decoded(content, form, file)
    return read


def _decoded(content: bytes, form: Any, file: Path) -> Any:
    try:
        read = msgspec.json.decode(content, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableDocument(
            f"{file} a une forme inconnue : {error}. Mettez à jour le logiciel de la boîte."
        ) from error
    if encode(read) != content:
        raise UnreadableDocument(f"{file} n'a pas l'écriture canonique. Publiez l'édition à nouveau.")
    return read


def blobs_of(grain: Grain) -> Iterator[Blob]:
    """Yield every file that a grain shows."""
    for by_language in files_by_language(grain):
        yield from by_language.values()
    yield from grain.clearer.values()
    yield from files_for_all(grain)


def files_by_language(grain: Grain) -> tuple[Mapping[str, Blob], ...]:
    """Return the files of a grain of which a phone loads one language."""
    return (grain.sound, grain.video, grain.subtitles, grain.audio, grain.file)


def files_for_all(grain: Grain) -> Iterator[Blob]:
    """Yield the files of a grain that are the same in all languages."""
    yield from grain.pictures
    yield from (panel.picture for panel in grain.panels)
    yield from (blob for blob in (grain.poster, grain.picture) if blob is not None)


def sounds_of(skill: Skill) -> Iterator[Blob]:
    """Yield the recorded instructions of a skill's exercises."""
    for exercise in skill.exercises:
        yield from exercise.sound.values()


def _country_in(decoded: Mapping[str, Document], edition: Edition) -> tuple[str, Country]:
    found = [(sha256, one) for sha256, one in decoded.items() if isinstance(one, Country)]
    if len(found) != 1:
        raise WrongEdition(f"L'édition « {edition.country} » décrit {len(found)} pays au lieu d'un.")
    if (found[0][1].id, found[0][1].edition) != (edition.country, edition.edition):
        raise WrongEdition(
            f"L'édition {edition.edition} de « {edition.country} » contient le pays « {found[0][1].id} », "
            f"édition {found[0][1].edition}."
        )
    return found[0]


def _sort_in(arrival: Arrival, decoded: Mapping[str, Document]) -> None:
    for sha256, document in decoded.items():
        if isinstance(document, Module):
            _once(document.id, arrival.modules)
            arrival.modules[document.id] = document
        elif isinstance(document, Skill):
            _once(document.id, arrival.skills)
            arrival.skills[document.id] = document
            arrival.skill_sha256[document.id] = sha256
        elif isinstance(document, Register):
            if arrival.register is not NO_REGISTER:
                raise WrongEdition(
                    f"L'édition a deux registres : « {arrival.register.id} », « {document.id} »."
                )
            arrival.register = document
        elif isinstance(document, Bulletin):
            _once(document.id, [document.id] if arrival.bulletin is not NO_NEWS else [])
            arrival.bulletin = document
        elif isinstance(document, Parameters):
            _once(document.id, [document.id] if arrival.parameters_sha256 else [])
            arrival.parameters_sha256 = sha256


def _once(name: str, known: Iterable[str]) -> None:
    if name in known:
        raise WrongEdition(f"« {name} » est deux fois dans l'édition.")
