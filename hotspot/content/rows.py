"""The rows of catalogue.db that an edition gives, table by table."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from peewee import Model

from exchange.documents import Parcours, encode
from hotspot.content import tables
from hotspot.content.arrivals import Arrival
from hotspot.content.cards import ParcoursCard, SkillCard
from hotspot.content.country_view import View, module_card, view_of
from hotspot.content.search_index import search_rows

Row = dict[str, Any]


def rows_of(arrival: Arrival) -> Iterator[tuple[type[Model], list[Row]]]:
    """Yield each table with its rows.

    Raises:
        WrongEdition: a lesson shows a picture that the edition does not bring.
    """
    view = view_of(arrival)
    for table, rows in ROWS.items():
        yield table, list(rows(view))
    yield from search_rows(view)


def _edition(view: View) -> Iterator[Row]:
    arrival = view.arrival
    yield {
        "country": arrival.country.id,
        "edition": arrival.edition.edition,
        "document": encode(arrival.edition).decode(),
        "country_document": encode(arrival.country).decode(),
        "country_sha256": arrival.country_sha256,
        "register": encode(arrival.register).decode(),
        "bulletin": encode(arrival.bulletin).decode(),
        "parameters_sha256": arrival.parameters_sha256,
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
            "audience": view.audiences[card.module],
            "card": _json(card),
        }


def _grain_languages(view: View) -> Iterator[Row]:
    for card in view.grains:
        for language in card.languages:
            yield {"grain": card.id, "language": language}


def _skills(view: View) -> Iterator[Row]:
    for one in view.arrival.skills.values():
        sha256 = view.arrival.skill_sha256[one.id]
        card = SkillCard(one.id, one.title, one.subject, one.year, sha256, one.hard, one.soft, one.audience)
        yield {"id": one.id, "card": _json(card)}


def _media(view: View) -> Iterator[Row]:
    for blob in view.arrival.blobs.values():
        yield {"sha256": blob.sha256, "mime": blob.mime, "name": blob.name, "bytes": blob.bytes}


def _awaited(view: View) -> Iterator[Row]:
    return ({"sha256": name} for name in view.arrival.awaited)


def _parcours_card(one: Parcours) -> ParcoursCard:
    modules = len(dict.fromkeys(one.modules))
    return ParcoursCard(one.id, one.title, one.about, one.subject, one.year, modules, one.audience)


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
    tables.MediaRow: _media,
    tables.AwaitedRow: _awaited,
}
