"""Where to begin: a short walk on the graph's backbone, from well below the class, that blames nobody.

After Teaching at the Right Level: two right answers of at most three pass a skill, then comes a harder one,
else an easier one. What is passed, and all before it, is held for now; reviews within days say whether it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from learning.tutor import estimate
from learning.tutor.choosing import Asked, Choice, Reason
from learning.tutor.graph import Graph, Item
from learning.tutor.mastery import before
from learning.tutor.policy import Policy
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
    way = backbone(tutor.graph)
    if not way:
        return Placed(year, ())
    policy = tutor.policy
    low, high, at, failures = -1, len(way), _begin(tutor.graph, way, year - policy.years_below), 0
    rest = [one for one in asked if one.right is not None]
    while True:
        skill = way[at]
        passed = _result([bool(one.right) for one in rest if one.skill == skill], policy)
        if passed is None:
            break
        low, high = (at, high) if passed else (low, at)
        failures += not passed
        if high - low <= 1 or _is_enough(len(rest), failures, policy):
            return _placed(tutor.graph, way, low)
        at = (low + high) // 2
    if len(rest) >= policy.most_placement_items:
        return _placed(tutor.graph, way, low)
    return _question(tutor, skill, asked, dice)


def backbone(graph: Graph) -> tuple[str, ...]:
    """Return the longest chain of skills with items in which each rests on the one before."""
    longest: dict[str, tuple[str, ...]] = {}
    for skill in _in_order(graph):
        node = graph[skill]
        chains = [longest[one] for one in (*node.hard, *node.soft) if one in longest]
        chain = max(chains, key=len, default=())
        longest[skill] = (*chain, skill) if node.items else chain
    return max(longest.values(), key=len, default=())


def groups_by_need(placed: Mapping[int, Placed], most: int = 4) -> list[tuple[tuple[int, ...], str]]:
    """Return groups of learners who begin at about the same place, lowest first, and with what."""
    order = sorted(placed, key=lambda learner: (len(placed[learner].held), learner))
    size = -(-len(order) // most) if order else 1
    cut = [order[start : start + size] for start in range(0, len(order), size)]
    return [(tuple(group), placed[group[0]].next_skill) for group in cut]


def _in_order(graph: Graph) -> list[str]:
    """Return all skills, each after those before it."""
    done: dict[str, None] = {}

    def visit(skill: str) -> None:
        if skill in done or skill not in graph:
            return
        for one in (*graph[skill].hard, *graph[skill].soft):
            visit(one)
        done[skill] = None

    for skill in graph:
        visit(skill)
    return list(done)


def _begin(graph: Graph, way: Sequence[str], year: int) -> int:
    """Return the place on the way of the last skill of this year, or of the first year there is after it."""
    upto = [place for place, skill in enumerate(way) if graph[skill].year <= year]
    return upto[-1] if upto else 0


def _result(answers: Sequence[bool], policy: Policy) -> bool | None:
    """Return whether the skill is passed, None before it is known, and how many answers that took."""
    right = wrong = 0
    for is_right in answers:
        right, wrong = right + is_right, wrong + (not is_right)
        if right >= policy.placement_right:
            return True
        if wrong > policy.placement_tries - policy.placement_right:
            return False
    return None


def _is_enough(answers: int, failures: int, policy: Policy) -> bool:
    if answers >= policy.most_placement_items:
        return True
    return failures >= policy.placement_failures and answers >= policy.fewest_placement_items


def _placed(graph: Graph, way: Sequence[str], low: int) -> Placed:
    found = {} if low < 0 else {way[low], *before(graph, way[low])}
    held = tuple(skill for skill in graph if skill in found)
    open_skills = (
        skill
        for skill, node in graph.items()
        if node.items and skill not in found and all(one in found for one in node.hard if one in graph)
    )
    level = graph[way[low]].year if low >= 0 else graph[way[0]].year - 1
    return Placed(max(0, level), held, next(open_skills, ""))


def _question(tutor: Tutor, skill: str, asked: Sequence[Asked], dice: Callable[[], float]) -> Choice:
    """Return an item of middling difficulty of the skill, not asked before where there is another."""
    node = tutor.graph[skill]
    given = {one.item for one in asked}
    fresh = [item for item in node.items if item.name not in given] or list(node.items)

    def from_the_middle(item: Item) -> tuple[float, float]:
        return abs(item.difficulty), dice()

    item = min(fresh, key=from_the_middle)
    nobody = new_learner()
    chance = estimate.chance(tutor.parameters, nobody.general, {}, item.name, (skill,), None)
    return Choice(skill, item.name, False, "placement", Reason("placement", skill), chance)
