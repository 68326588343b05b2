"""The graph of skills as people write them: their items, how hard these are meant, what guessing gives."""

from collections.abc import Iterable
from math import factorial, prod

from exchange.exercises import Exercise, Gap, Skill
from learning.tutor.graph import Graph, Item, Node, prior_of

BLIND = 0.02  # chance to hit a number or a word that is typed blindly
DIGITS = 3


def graph_of(skills: Iterable[Skill]) -> Graph:
    """Return the graph of these skills, in the order they come in."""
    return {skill.id: node_of(skill) for skill in skills}


def node_of(skill: Skill) -> Node:
    """Return a skill with its items, easy ones first: each exercise in each of its bands."""
    items = [item for exercise in skill.exercises for item in _items(skill.id, exercise)]
    easy_first = tuple(sorted(items, key=lambda item: (item.difficulty, item.name)))
    return Node(skill.id, easy_first, skill.hard, skill.soft, skill.year, skill.retention)


def item_name(skill: str, exercise: str, band: int) -> str:
    """Return the name of an exercise in a band."""
    return f"{skill}#{exercise}#{band}"


def guess_of(exercise: Exercise) -> float:
    """Return the chance, 0 to 1, that tapping blindly is right."""
    match exercise.type:
        case "choice":
            return 1 / (1 + len(exercise.wrong))
        case "choices":
            return max(BLIND, 0.5 ** len(exercise.options))
        case "order":
            return max(BLIND, 1 / factorial(len(exercise.items)))
        case "match":
            return max(BLIND, 1 / factorial(len(exercise.pairs)))
        case "gaps":
            return max(BLIND, prod(map(_guess_of_gap, exercise.gaps)))
    return BLIND


def _items(skill: str, exercise: Exercise) -> list[Item]:
    bands, guess = max(1, len(exercise.bands)), round(guess_of(exercise), DIGITS)
    return [
        Item(item_name(skill, exercise.name, band), round(prior_of(band, bands), DIGITS), guess)
        for band in range(bands)
    ]


def _guess_of_gap(gap: Gap) -> float:
    return 1 / len(gap.choices) if gap.choices else BLIND
