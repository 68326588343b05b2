"""What can be given: a parcours, a module, a skill, as the edition has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from exchange.documents import Text
from hotspot.content import catalogue, lists
from hotspot.content.cards import ModuleCard

Kind = Literal["parcours", "module", "skill"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class What:
    """A thing of the catalogue, by its kind and its id."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Content:
    """A thing that the edition has: its title, and the grains to be done (of a skill none)."""

    what: What
    title: Text
    subject: str
    grains: tuple[str, ...]


def what_of(kind: str, content_id: str) -> What | None:
    """Return what is meant, or None when nothing of this kind can be given."""
    return What(cast(Kind, kind), content_id) if kind in KINDS else None


def content_of(what: What) -> Content | None:
    """Return a thing as the edition has it, or None when it has it no more."""
    return contents_of([what]).get(what)


def contents_of(wanted: Iterable[What]) -> dict[What, Content]:
    """Return these things as the edition has them; those that it has no more are left out."""
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for what in wanted:
        ids[what.kind].append(what.id)
    found = [*_parcours(ids["parcours"]), *_modules(ids["module"]), *_skills(ids["skill"])]
    return {one.what: one for one in found}


def _parcours(ids: list[str]) -> Iterable[Content]:
    through = lists.modules_by_parcours(ids)
    for card in catalogue.all_parcours():
        if card.id in through:
            own = lists.grains_by_module(through[card.id])
            grains = dict.fromkeys(grain for module in through[card.id] for grain in own[module])
            yield Content(What("parcours", card.id), card.title, card.subject, tuple(grains))


def modules_to_assign() -> dict[str, ModuleCard]:
    """Return the modules for pupils by id."""
    return {one: card for one, card in catalogue.all_modules().items() if card.audience == "learner"}


def _modules(ids: list[str]) -> Iterable[Content]:
    if not ids:
        return
    cards, grains = modules_to_assign(), lists.grains_by_module(ids)
    for one in ids:
        if one in cards:
            yield Content(What("module", one), cards[one].title, cards[one].subject, grains[one])


def _skills(ids: list[str]) -> Iterable[Content]:
    wanted = set(ids)
    for card in catalogue.all_skills():
        if card.id in wanted:
            yield Content(What("skill", card.id), card.title, card.subject, ())
