"""The rows of catalogue.db that an edition gives, table by table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from peewee import Model

from exchange.documents import Parcours, Text, encode
from hotspot.content import tables
from hotspot.content.arrivals import Arrival
from hotspot.content.cards import Found, GrainCard, ParcoursCard, SkillCard
from hotspot.content.country_view import Placed, grain_card, module_card, placed_modules
from hotspot.content.search import folded

Row = dict[str, Any]


@dataclass(frozen=True)
class View:
    """An edition as its country wants it: what all the tables are filled from."""

    arrival: Arrival
    modules: list[Placed]
    grains: list[GrainCard]


def rows_of(arrival: Arrival) -> Iterator[tuple[type[Model], list[Row]]]:
    """Yield each table with its rows.

    Raises:
        WrongEdition: a lesson shows a picture that the edition does not bring.
    """
    modules = placed_modules(arrival)
    cards = [grain_card(grain, one, arrival.skills) for one in modules for grain in one.module.grains]
    view = View(arrival, modules, cards)
    for table, rows in ROWS.items():
        yield table, list(rows(view))


def _edition(view: View) -> Iterator[Row]:
    arrival = view.arrival
    yield {
        "country": arrival.country.id,
        "edition": arrival.edition.edition,
        "document": encode(arrival.edition).decode(),
        "country_document": encode(arrival.country).decode(),
        "country_sha256": arrival.country_sha256,
    }


def _parcours(view: View) -> Iterator[Row]:
    for rank, one in enumerate(view.arrival.country.parcours):
        yield {"id": one.id, "rank": rank, "year": one.year, "card": _json(_parcours_card(one))}


def _modules(view: View) -> Iterator[Row]:
    for placed in view.modules:
        document = encode(placed.module).decode()
        yield {"id": placed.module.id, "card": _json(module_card(placed)), "document": document}


def _modules_in_parcours(view: View) -> Iterator[Row]:
    for one in view.arrival.country.parcours:
        for rank, module in enumerate(dict.fromkeys(one.modules)):
            yield {"parcours": one.id, "module": module, "rank": rank, "year": one.year}


def _grains(view: View) -> Iterator[Row]:
    for rank, card in enumerate(view.grains):
        yield {
            "id": card.id,
            "rank": rank,
            "module": card.module,
            "kind": card.kind,
            "subject": card.subject,
            "card": _json(card),
        }


def _grain_languages(view: View) -> Iterator[Row]:
    for card in view.grains:
        for language in card.languages:
            yield {"grain": card.id, "language": language}


def _skills(view: View) -> Iterator[Row]:
    for one in view.arrival.skills.values():
        card = SkillCard(one.id, one.title, one.subject, one.year, view.arrival.skill_sha256[one.id])
        yield {"id": one.id, "card": _json(card)}


def _titles(view: View) -> Iterator[Row]:
    for rank, found in enumerate(_found(view)):
        yield {"id": found.id, "rank": rank, "folded": _folded(found.title), "card": _json(found)}


def _found(view: View) -> Iterator[Found]:
    for one in view.arrival.country.parcours:
        yield Found("parcours", one.id, one.title, "parcours", one.subject, (one.year,), 0)
    for placed in view.modules:
        card = module_card(placed)
        yield Found("module", card.id, card.title, "module", card.subject, card.years, card.minutes)
    for grain in view.grains:
        yield Found("grain", grain.id, grain.title, grain.kind, grain.subject, grain.years, grain.minutes)


def _media(view: View) -> Iterator[Row]:
    for blob in view.arrival.blobs.values():
        yield {"sha256": blob.sha256, "mime": blob.mime, "name": blob.name, "bytes": blob.bytes}


def _parcours_card(one: Parcours) -> ParcoursCard:
    return ParcoursCard(one.id, one.title, one.about, one.subject, one.year, len(dict.fromkeys(one.modules)))


def _folded(title: Text) -> str:
    return " / ".join(folded(title[language]) for language in sorted(title))


def _json(card: object) -> str:
    return msgspec.json.encode(card).decode()


ROWS: dict[type[Model], Callable[[View], Iterator[Row]]] = {
    tables.EditionRow: _edition,
    tables.ParcoursRow: _parcours,
    tables.ModuleRow: _modules,
    tables.ModuleInParcours: _modules_in_parcours,
    tables.GrainRow: _grains,
    tables.GrainLanguage: _grain_languages,
    tables.SkillRow: _skills,
    tables.TitleRow: _titles,
    tables.MediaRow: _media,
}
