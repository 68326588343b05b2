"""What the pages ask of the catalogue: one country, parcours, module, grain or skill. `lists` has the lists.

All is read from catalogue.db, which `installer` replaces while pupils go on working: each request calls
`open_catalogue` first, and sees one edition from beginning to end.
"""

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from peewee import Model

from exchange.documents import Audience, Country, Edition, Grain, Module, Register, Text
from exchange.errors import NeedsAPerson
from hotspot.content import tables
from hotspot.content.cards import ModuleCard, ParcoursCard, SkillCard
from hotspot.content.tables import (
    EditionRow,
    GrainRow,
    MediaRow,
    ModuleInParcours,
    ModuleRow,
    ParcoursRow,
    SkillRow,
)
from hotspot.settings import Settings
from runtime.database import close, open_read_only

NOTHING_YET = "La boîte n'a pas d'édition. Installez-en une : hotspot install DÉPÔT"
# written by hand: peewee writes a list of names anew each time
CARDS = "SELECT id, card FROM {} WHERE id IN (SELECT value FROM json_each(?))"
READ_ONLY = {"query_only": 1, "cache_size": -4000}  # cache in KiB, a thread

Card = TypeVar("Card")


class NoEdition(NeedsAPerson):
    """The box has no content yet."""


@dataclass(frozen=True)
class Stamp:
    """Which file a thread reads: another one after each installation."""

    inode: int
    changed_ns: int


@dataclass(frozen=True)
class Media:
    """What is known of a file of the store that the pages ask for."""

    sha256: str
    mime: str
    name: str
    bytes: int


@dataclass(frozen=True)
class ParcoursWhole:
    """A parcours and the modules it leads through, in order."""

    card: ParcoursCard
    modules: tuple[ModuleCard, ...]


_seen = threading.local()  # .stamp: the file that this thread has open


def open_catalogue(settings: Settings) -> None:
    """Open the catalogue in this thread; open it anew when an installation has replaced the file.

    Raises:
        NoEdition: nothing was installed yet.
    """
    stamp = _stamp_of(settings)
    while getattr(_seen, "stamp", None) != stamp or tables.database.is_closed():
        close(tables.database)
        open_read_only(tables.database, settings.catalogue_file, READ_ONLY)
        _seen.stamp, _seen.store_folder = stamp, settings.store_folder
        stamp = _stamp_of(settings)  # once more: the file may have been replaced just before it was opened


def _stamp_of(settings: Settings) -> Stamp:
    try:
        found = settings.catalogue_file.stat()
    except FileNotFoundError:
        close_catalogue()
        raise NoEdition(NOTHING_YET) from None
    return Stamp(found.st_ino, found.st_mtime_ns)


def close_catalogue() -> None:
    """Close the catalogue in this thread."""
    close(tables.database)
    _seen.stamp = None


def stamp() -> Stamp:
    """Return which file this thread reads; what is kept in memory is kept for one.

    Raises:
        NoEdition: it reads none.
    """
    seen: Stamp | None = getattr(_seen, "stamp", None)
    if seen is None:
        raise NoEdition(NOTHING_YET)
    return seen


def store_folder() -> Path:
    """Return where the documents of this edition, and of all before it, are."""
    folder: Path = _seen.store_folder
    return folder


def edition() -> str:
    """Return the edition that is active: "2026.1"."""
    return _edition_row(stamp())[0].edition


def packs() -> dict[str, str]:
    """Return the packs of the active edition, and the SHA-256 of each."""
    return msgspec.json.decode(_edition_row(stamp())[0].document, type=Edition).packs


def country() -> Country:
    """Return the country of the active edition: its levels, languages and words."""
    return _edition_row(stamp())[1]


def country_sha256() -> str:
    """Return the name of the country's document, kept with each question that uses its words."""
    return _edition_row(stamp())[0].country_sha256


def parameters_sha256() -> str:
    """Return the name of the parameters that the edition brings for the tutor, "" when it brings none."""
    return _edition_row(stamp())[0].parameters_sha256


def best_text(text: Text, wanted_language: str) -> tuple[str, str]:
    """Return what to read and its language: the wanted one, else one of the country's, else any.

    Without any text both are empty.
    """
    for language in (wanted_language, *country().languages, *text):
        if text.get(language):
            return text[language], language
    return "", ""


def label_of_year(year: int, language: str) -> tuple[str, str]:
    """Return how the country calls a year of schooling, and the language of that label: ("CE1", "fr")."""
    for level in country().levels:
        if level.year == year:
            return best_text(level.label, language)
    return str(year), ""


def parcours(parcours_id: str) -> ParcoursWhole | None:
    """Return a parcours with its modules, or None when this edition has none of that id."""
    return _parcours(stamp(), parcours_id)


def parcours_of(year: int) -> tuple[ParcoursCard, ...]:
    """Return the parcours of a year of schooling, in the country's order."""
    return tuple(card for card in all_parcours() if card.year == year)


def all_parcours(audience: Audience = "learner") -> tuple[ParcoursCard, ...]:
    """Return every parcours for pupils, or for teachers, in the country's order."""
    return tuple(card for card in _all_parcours(stamp()) if card.audience == audience)


def all_modules() -> dict[str, ModuleCard]:
    """Return every module by its id, in the order of their ids."""
    return _all_modules(stamp())


def parcours_through(module_id: str) -> tuple[ParcoursCard, ...]:
    """Return the parcours that lead through a module."""
    return _parcours_through(stamp(), module_id)


def module(module_id: str) -> Module | None:
    """Return a module with its grains, as the country wants it, or None."""
    return _module(stamp(), module_id)


def grain(grain_id: str) -> tuple[Grain, Module] | None:
    """Return a grain and the module it stands in, or None."""
    module_id = _module_of_grain(stamp(), grain_id)
    found = module(module_id) if module_id else None
    if found is None:
        return None
    return next(one for one in found.grains if one.id == grain_id), found


def skills(ids: list[str]) -> dict[str, SkillCard]:
    """Return these skills by id; those that this edition has not are left out."""
    return cards_of(SkillRow, ids, SkillCard)


def all_skills() -> tuple[SkillCard, ...]:
    """Return every skill that pupils learn, by year, then by id."""
    return _all_skills(stamp())


def register() -> Register:
    """Return what the edition says of all skills together: names of misconceptions, skills that moved."""
    return _register(stamp())


def cards_of(table: type[Model], ids: list[str], form: type[Card]) -> dict[str, Card]:
    """Return the cards of these rows by id, in one query; those that this edition has not are left out."""
    if not ids:
        return {}
    names = msgspec.json.encode(ids).decode()
    rows = tables.database.execute_sql(CARDS.format(table._meta.table_name), (names,))  # type: ignore[no-untyped-call]
    return {row_id: msgspec.json.decode(card, type=form) for row_id, card in rows}


def media(sha256: str) -> Media | None:
    """Return what is known of a file that the pages of this edition ask for, or None. Raises NoEdition."""
    return _media(stamp(), sha256)


@lru_cache(maxsize=2)
def _edition_row(stamp: Stamp) -> tuple[EditionRow, Country]:
    row = EditionRow.get()
    return row, msgspec.json.decode(row.country_document, type=Country)


@lru_cache(maxsize=2)
def _all_parcours(stamp: Stamp) -> tuple[ParcoursCard, ...]:
    rows = ParcoursRow.select().order_by(ParcoursRow.rank)
    return tuple(msgspec.json.decode(row.card, type=ParcoursCard) for row in rows)


@lru_cache(maxsize=2)  # about 300 KB for 1,000 modules
def _all_modules(stamp: Stamp) -> dict[str, ModuleCard]:
    rows = ModuleRow.select(ModuleRow.id, ModuleRow.card).order_by(ModuleRow.id)
    return {row.id: msgspec.json.decode(row.card, type=ModuleCard) for row in rows}


@lru_cache(maxsize=2)  # about 200 KB for 500 skills
def _all_skills(stamp: Stamp) -> tuple[SkillCard, ...]:
    cards = (msgspec.json.decode(row.card, type=SkillCard) for row in SkillRow.select(SkillRow.card))
    learnt = (card for card in cards if card.audience == "learner")
    return tuple(sorted(learnt, key=lambda card: (card.year, card.id)))


@lru_cache(maxsize=2)
def _register(stamp: Stamp) -> Register:
    return msgspec.json.decode(_edition_row(stamp)[0].register, type=Register)


@lru_cache(maxsize=64)  # about 20 KB each
def _parcours(stamp: Stamp, parcours_id: str) -> ParcoursWhole | None:
    row = ParcoursRow.get_or_none(ParcoursRow.id == parcours_id)
    if row is None:
        return None
    modules = (
        ModuleRow.select(ModuleRow.card)
        .join(ModuleInParcours, on=(ModuleInParcours.module == ModuleRow.id))
        .where(ModuleInParcours.parcours == parcours_id)
        .order_by(ModuleInParcours.rank)
    )
    cards = tuple(msgspec.json.decode(found.card, type=ModuleCard) for found in modules)
    return ParcoursWhole(msgspec.json.decode(row.card, type=ParcoursCard), cards)


@lru_cache(maxsize=1024)
def _parcours_through(stamp: Stamp, module_id: str) -> tuple[ParcoursCard, ...]:
    rows = ModuleInParcours.select(ModuleInParcours.parcours).where(ModuleInParcours.module == module_id)
    ids = {row.parcours for row in rows}
    return tuple(card for card in _all_parcours(stamp) if card.id in ids)


@lru_cache(maxsize=128)  # about 20 KB each
def _module(stamp: Stamp, module_id: str) -> Module | None:
    row = ModuleRow.get_or_none(ModuleRow.id == module_id)
    return msgspec.json.decode(row.document, type=Module) if row else None


@lru_cache(maxsize=2048)
def _module_of_grain(stamp: Stamp, grain_id: str) -> str:
    row = GrainRow.get_or_none(GrainRow.id == grain_id)
    return row.module if row else ""


@lru_cache(maxsize=512)  # a video is asked for in a hundred parts
def _media(stamp: Stamp, sha256: str) -> Media | None:
    row = MediaRow.get_or_none(MediaRow.sha256 == sha256)
    return Media(row.sha256, row.mime, row.name, row.bytes) if row else None
