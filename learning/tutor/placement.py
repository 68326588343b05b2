"""Where to begin: a short walk on the graph's backbone, from well below the class, that blames nobody.

Each question is asked where the learner's level is most likely to be (Teaching at the Right Level too begins
below the class). What lies before the level found is held for now; reviews within days say whether it is, and
go on moving the level: `step.take`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from learning.tutor import estimate
from learning.tutor.choosing import Asked, Choice, Reason
from learning.tutor.graph import Item
from learning.tutor.levels import Evidence, backbone, held_at, level_of, places
from learning.tutor.state import new_learner
from learning.tutor.step import Tutor


@dataclass(frozen=True, slots=True)
class Placed:
    """What a placement has found."""

    level_year: int  # of schooling
    held: tuple[str, ...]  # in the order of teaching
    next_skill: str = ""  # where practice begins; "" when all is held


def next_step(tutor: Tutor, year: int, asked: Sequence[Asked], dice: Callable[[], float]) -> Choice | Placed:
    """Return the next question of a placement for a class of this year, or what it has found."""
    skills = backbone(tutor.graph)
    if not skills:
        return Placed(year, ())
    place = places(tutor.graph)
    seen = evidence_of(asked)
    answers = sum(count for _right, count in seen.values())
    level, doubt = level_of(tutor.graph, place, seen)
    if answers >= tutor.policy.most_placement_items:
        return _placed(tutor, place, level, seen)
    if answers >= tutor.policy.fewest_placement_items and doubt <= tutor.policy.placement_doubt_years:
        return _placed(tutor, place, level, seen)
    aim = level if answers else float(year - tutor.policy.years_below)
    times = [one.skill for one in asked]
    skill = min(skills, key=lambda one: (abs(place[one] - aim) + times.count(one), place[one]))
    return _question(tutor, skill, asked, dice)


def evidence_of(asked: Sequence[Asked]) -> Evidence:
    """Return right answers and answers of each skill."""
    seen: dict[str, tuple[int, int]] = {}
    for one in asked:
        if one.right is not None:
            right, answers = seen.get(one.skill, (0, 0))
            seen[one.skill] = right + one.right, answers + 1
    return seen


def _placed(tutor: Tutor, place: Mapping[str, float], level: float, seen: Evidence) -> Placed:
    graph = tutor.graph
    found = held_at({skill: place[skill] for skill in backbone(graph)}, level, seen)
    held = tuple(skill for skill in graph if skill in found)
    begins = (
        skill
        for skill, node in graph.items()
        if node.items and skill not in found and all(one in found for one in node.hard if one in graph)
    )
    lowest = min(node.year for node in graph.values())
    year = max((graph[skill].year for skill in held), default=max(0, lowest - 1))
    return Placed(year, held, next(begins, ""))


def _question(tutor: Tutor, skill: str, asked: Sequence[Asked], dice: Callable[[], float]) -> Choice:
    """Return an item of middling difficulty of the skill, not asked before where there is another."""
    given = {one.item for one in asked}
    items = tutor.graph[skill].items
    fresh = [item for item in items if item.name not in given] or list(items)

    def from_the_middle(item: Item) -> tuple[float, float]:
        return abs(item.difficulty), dice()

    item = min(fresh, key=from_the_middle)
    nobody = new_learner()
    chance = estimate.chance(tutor.parameters, nobody.general, {}, item.name, (skill,), None)
    return Choice(skill, item.name, False, "placement", Reason("placement", skill), chance)
