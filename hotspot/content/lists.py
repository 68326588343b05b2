"""Lists of the catalogue: grains by subject, year, kind, language, and what each further choice leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from peewee import ModelSelect, fn

from hotspot.content import catalogue
from hotspot.content.cards import Counts, GrainCard, Page
from hotspot.content.catalogue import Stamp
from hotspot.content.tables import GrainLanguage, GrainRow, ModuleInParcours


@dataclass(frozen=True)
class Outline:
    """Which parcours leads through which modules, and which grains these have, in order."""

    modules: dict[str, tuple[str, ...]]  # by parcours
    grains: dict[str, tuple[str, ...]]  # by module
    grains_on_path: dict[str, frozenset[str]]  # by parcours


ROWS_A_PAGE = 20  # a page of 20 cards is about 2 KB on the wire


def grains_matching(
    subject: str | None = None,
    year: int | None = None,
    kind: str | None = None,
    language: str | None = None,
    page: int = 1,
) -> Page:
    """Return one page of the grains that match all that is given, in the order of the parcours.

    A page before the first is the first, one after the last is the last.
    """
    matching = GrainRow.select().where(*_conditions(subject, year, kind, language))
    total = matching.count()
    pages = pages_for(total)
    page = min(max(page, 1), pages)
    rows = matching.order_by(GrainRow.rank).paginate(page, ROWS_A_PAGE)
    cards = tuple(msgspec.json.decode(row.card, type=GrainCard) for row in rows)
    return Page(cards, total, page, pages)


def counts(
    subject: str | None = None,
    year: int | None = None,
    kind: str | None = None,
    language: str | None = None,
) -> Counts:
    """Return how many grains each choice would leave, the other choices kept as they are."""
    return Counts(
        by_subject=_counted(GrainRow.subject, _grains(_conditions(None, year, kind, language))),
        by_year=_counted(ModuleInParcours.year, _by_year(_conditions(subject, None, kind, language))),
        by_kind=_counted(GrainRow.kind, _grains(_conditions(subject, year, None, language))),
        by_language=_counted(GrainLanguage.language, _by_language(_conditions(subject, year, kind, None))),
    )


def grain_cards(ids: list[str]) -> dict[str, GrainCard]:
    """Return these grains by id; those that this edition has not are left out."""
    return catalogue.cards_of(GrainRow, ids, GrainCard)


def grains_by_module(module_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the grains of each of these modules, in order."""
    grains = _outline(catalogue.stamp()).grains
    return {module_id: grains.get(module_id, ()) for module_id in module_ids}


def grains_of(module_id: str) -> tuple[str, ...]:
    """Return the ids of the grains of a module, in order."""
    return _outline(catalogue.stamp()).grains.get(module_id, ())


def modules_by_parcours(parcours_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the modules that each of these parcours leads through, in order."""
    modules = _outline(catalogue.stamp()).modules
    return {parcours_id: modules.get(parcours_id, ()) for parcours_id in parcours_ids}


def grains_by_parcours(parcours_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the ids of the grains that each of these parcours leads to."""
    grains = _outline(catalogue.stamp()).grains_on_path
    return {parcours_id: grains.get(parcours_id, frozenset()) for parcours_id in parcours_ids}


def pages_for(total: int) -> int:
    """Return how many pages a list of so many rows has; an empty list has one."""
    return max(1, -(-total // ROWS_A_PAGE))


def _conditions(subject: str | None, year: int | None, kind: str | None, language: str | None) -> list[Any]:
    """Return the clauses of what is given; lists are of what pupils learn."""
    of_year = ModuleInParcours.select(ModuleInParcours.module).where(ModuleInParcours.year == year)
    in_language = GrainLanguage.select(GrainLanguage.grain).where(GrainLanguage.language == language)
    clauses: list[Any] = [GrainRow.audience == "learner"]
    if subject:
        clauses.append(GrainRow.subject == subject)
    if year is not None:
        clauses.append(GrainRow.module.in_(of_year))
    if kind:
        clauses.append(GrainRow.kind == kind)
    if language:
        clauses.append(GrainRow.id.in_(in_language))
    return clauses


def _grains(conditions: list[Any]) -> "ModelSelect[GrainRow]":
    return GrainRow.select().where(*conditions)


def _by_year(conditions: list[Any]) -> "ModelSelect[GrainRow]":
    return _grains(conditions).join(ModuleInParcours, on=(ModuleInParcours.module == GrainRow.module))


def _by_language(conditions: list[Any]) -> "ModelSelect[GrainRow]":
    return _grains(conditions).join(GrainLanguage, on=(GrainLanguage.grain == GrainRow.id))


def _counted(column: Any, query: Any) -> dict[Any, int]:
    """Return column value → number of different grains, in the order of the values."""
    how_many = fn.COUNT(GrainRow.id.distinct())
    rows = query.select(column, how_many).group_by(column).order_by(column).tuples()
    return dict(rows)


@lru_cache(maxsize=2)  # about 1 MB for 5,000 grains
def _outline(stamp: Stamp) -> Outline:
    """Return the whole order of an edition, read once."""
    modules: dict[str, list[str]] = {}
    grains: dict[str, list[str]] = {}
    for row in ModuleInParcours.select().order_by(ModuleInParcours.rank):
        modules.setdefault(row.parcours, []).append(row.module)
    for grain in GrainRow.select(GrainRow.id, GrainRow.module).order_by(GrainRow.rank):
        grains.setdefault(grain.module, []).append(grain.id)
    return Outline(
        {name: tuple(own) for name, own in modules.items()},
        {name: tuple(own) for name, own in grains.items()},
        {
            name: frozenset(grain for module in own for grain in grains.get(module, ()))
            for name, own in modules.items()
        },
    )
