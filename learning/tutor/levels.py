"""How far a learner is on the way from year to year, by the answers of a placement and of the days after it.

Each skill has a place in years of schooling. What lies well before the learner's level is answered right but
for slips, what lies beyond it by luck only; the level is the mean of what the answers leave likely (Rasch's
logistic, in years, with guess and slip).
"""

from collections.abc import Mapping
from math import exp, log

from learning.tutor.graph import Graph, Node

GRID = 0.25  # years between two levels that are told apart
BLUR = 0.35  # years: how far what is held and what is not overlap
SLIP = 0.1  # chance of a wrong answer to what is held: nobody holds all that lies before their level
DIGITS = 3

Evidence = Mapping[str, tuple[int, int]]  # skill → right answers, answers


def places(graph: Graph) -> dict[str, float]:
    """Return the place of each skill, in years of schooling: those of a year are spread over it."""
    by_year: dict[int, list[str]] = {}
    for skill, node in graph.items():
        by_year.setdefault(node.year, []).append(skill)
    return {
        skill: year + rank / len(skills)
        for year, skills in by_year.items()
        for rank, skill in enumerate(skills)
    }


def level_of(graph: Graph, place: Mapping[str, float], evidence: Evidence) -> tuple[float, float]:
    """Return the learner's level in years of schooling, and how uncertain it is (one standard deviation)."""
    first, last = min(place.values()) - GRID, max(place.values()) + 2 * GRID
    grid = [first + GRID * step for step in range(int((last - first) / GRID) + 1)]
    logs = [_log_likelihood(graph, place, evidence, level) for level in grid]
    likeliest = max(logs)
    weights = [exp(one - likeliest) for one in logs]  # of a game played for months, all else would be 0
    total = sum(weights)
    mean = sum(level * weight for level, weight in zip(grid, weights, strict=True)) / total
    variance = sum((level - mean) ** 2 * weight for level, weight in zip(grid, weights, strict=True)) / total
    return round(mean, DIGITS), round(variance**0.5, DIGITS)


def held_at(place: Mapping[str, float], level: float, evidence: Evidence) -> set[str]:
    """Return the skills before the level, but for those that were answered wrong."""
    failed = {skill for skill, (right, answers) in evidence.items() if 2 * right <= answers}
    return {skill for skill, year in place.items() if year < level and skill not in failed}


def guess_of(node: Node) -> float:
    """Return the chance of a right answer by luck, over the items of a skill."""
    return sum(item.guess for item in node.items) / len(node.items) if node.items else 0.0


def backbone(graph: Graph) -> tuple[str, ...]:
    """Return the skills with items that hang together with the longest chain, in the order of teaching."""
    depth: dict[str, int] = {}
    for skill in graph:
        _measure(graph, skill, depth)
    if not depth:
        return ()
    beside = _neighbours(graph)
    rest = [max(depth, key=lambda skill: depth[skill])]
    together = set(rest)
    while rest:
        more = beside[rest.pop()] - together
        together |= more
        rest.extend(more)
    return tuple(skill for skill, node in graph.items() if skill in together and node.items)


def _neighbours(graph: Graph) -> dict[str, set[str]]:
    """Return by skill those just before it and just after it."""
    beside: dict[str, set[str]] = {skill: set() for skill in graph}
    for skill, node in graph.items():
        for before in (*node.hard, *node.soft):
            if before in graph:
                beside[skill].add(before)
                beside[before].add(skill)
    return beside


def _measure(graph: Graph, skill: str, depth: dict[str, int]) -> int:
    """Return how many skills stand one on another up to this one; the graph has no circle."""
    if skill not in graph:
        return 0
    if skill not in depth:
        node = graph[skill]
        before = max((_measure(graph, one, depth) for one in (*node.hard, *node.soft)), default=0)
        depth[skill] = before + bool(node.items)
    return depth[skill]


def _log_likelihood(graph: Graph, place: Mapping[str, float], evidence: Evidence, level: float) -> float:
    likely = 0.0
    for skill, (right, answers) in evidence.items():
        if skill in place:
            guess = min(guess_of(graph[skill]), 1 - SLIP)
            chance = guess + (1 - SLIP - guess) / (1 + exp((place[skill] - level) / BLUR))
            likely += right * log(chance) + (answers - right) * log(1 - chance)
    return likely
