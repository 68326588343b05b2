"""What there is to give: of the class's year first, or by its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspot.content import catalogue, lists, search
from hotspot.content.cards import Found, ModuleCard, ParcoursCard, SkillCard
from hotspot.content.folding import folded
from hotspot.content.search import Own
from hotspot.school.tutor import tutoring
from hotspot.school.work.contents import modules_to_assign

SKILLS_FOUND_AT_MOST = 20


@dataclass(frozen=True)
class OfYear:
    """What a year of schooling learns: parcours with their modules; skills in the order of teaching."""

    parcours: tuple[tuple[ParcoursCard, tuple[ModuleCard, ...]], ...]
    skills: dict[str, list[SkillCard]]  # by subject


@dataclass(frozen=True)
class FoundToAssign:
    """What has the words that were asked for."""

    parcours: list[ParcoursCard]
    modules: list[ModuleCard]
    skills: list[SkillCard]


def of_year(year: int) -> OfYear:
    """Return what a year of schooling learns."""
    parcours, cards = catalogue.parcours_of(year), modules_to_assign()
    through = lists.modules_by_parcours(one.id for one in parcours)
    skills: dict[str, list[SkillCard]] = {}
    for one in _skills_in_order():
        if one.year == year:
            skills.setdefault(one.subject, []).append(one)
    return OfYear(
        tuple(
            (one, tuple(cards[module] for module in through[one.id] if module in cards)) for one in parcours
        ),
        skills,
    )


def find(words: str, year: int, language: str) -> FoundToAssign:
    """Return what has these words, of this year first; in the place of a grain, its module."""
    found = [one for one in search.find(words, own=Own(year, language)).page.rows if isinstance(one, Found)]
    cards = modules_to_assign()
    parcours = {one.id: one for one in catalogue.all_parcours()}
    return FoundToAssign(
        [parcours[one.id] for one in found if one.what == "parcours" and one.id in parcours],
        [cards[one] for one in dict.fromkeys(_modules_of(found)) if one in cards],
        _skills_with(folded(words).split(), year)[:SKILLS_FOUND_AT_MOST],
    )


def _modules_of(found: Sequence[Found]) -> list[str]:
    """Return the modules that were found, and those of the grains that were."""
    grains = lists.grain_cards([one.id for one in found if one.what == "grain"])
    own = {one.id: one.id for one in found if one.what == "module"}
    own |= {grain: card.module for grain, card in grains.items()}
    return [own[one.id] for one in found if one.id in own]


def _skills_with(words: Sequence[str], year: int) -> list[SkillCard]:
    """Return the skills whose titles have all these words, those of the year first."""
    if not words:
        return []
    titled = [
        one
        for one in _skills_in_order()
        if all(word in folded(" ".join(one.title.values())) for word in words)
    ]
    return sorted(titled, key=lambda one: one.year != year)


def _skills_in_order() -> list[SkillCard]:
    cards = {one.id: one for one in catalogue.all_skills()}
    return [cards[skill] for skill in tutoring.here().tutor.graph if skill in cards]
