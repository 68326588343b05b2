"""What answers say against the catalogue: wrong keys, distractors that nobody takes, items that have moved.

Each is a question to an author, not a verdict: the answers come from learners whom the tutor has led.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import correlation, median

from exchange.answer_rows import AnswerRow
from exchange.exercises import Skill
from learning.tutor.parameters import Parameters

FEW_ANSWERS = 30  # to an item: its difficulty is hardly known yet
ENOUGH_ANSWERS = 50  # to say something against a key, a distractor, a difficulty
ENOUGH_REST = 5  # other answers of a learner, to know how able they are
SURELY = 2.0  # standard errors below 0: hardly by chance
DEAD_SHARE = 0.02  # of the wrong answers
DRIFT = 0.5  # logits

Learners = Sequence[Sequence[AnswerRow]]


@dataclass(frozen=True)
class WrongKey:
    """An item that learners get right the less, the more they get right elsewhere."""

    item: str
    answers: int
    correlation: float  # item–rest, -1 to 0


@dataclass(frozen=True)
class DeadDistractor:
    """A wrong card that hardly anybody takes: it only makes guessing look harder."""

    template: str
    misconception: str
    taken: int
    wrong: int  # answers that were wrong


@dataclass(frozen=True)
class Drift:
    """An item that is easier or harder than it was, beside the others."""

    item: str
    by: float  # logits; above 0 it became easier


def counted(learners: Learners) -> Counter[str]:
    """Return how many answers each item has."""
    return Counter(row.item for rows in learners for row in rows)


def wrong_keys(learners: Learners) -> list[WrongKey]:
    """Return the items whose correlation with the rest is surely below 0, worst first.

    The rest of a learner is how much more they get right, on other items, than others do.
    """
    shares = shares_of(learners)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for rows in learners:
        own: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            own[row.item].append(row.right - shares[row.item])
        total = sum(map(sum, own.values()))
        for item, surplus in own.items():
            others = len(rows) - len(surplus)
            if others >= ENOUGH_REST:
                rest = (total - sum(surplus)) / others
                points[item] += ((each, rest) for each in surplus)
    found = [WrongKey(item, len(pairs), _correlation(pairs)) for item, pairs in points.items()]
    return sorted((one for one in found if _is_surely_wrong(one)), key=lambda one: one.correlation)


def dead_distractors(learners: Learners, skills: Iterable[Skill]) -> list[DeadDistractor]:
    """Return the wrong cards of choices that fewer than one wrong answer in fifty took.

    Cards that are shown at times only are left out.
    """
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    for rows in learners:
        for row in rows:
            if not row.right:
                taken[row.template][row.misconception] += 1
    return [
        DeadDistractor(template, wrong.misconception, own[wrong.misconception], own.total())
        for skill in skills
        for exercise in skill.exercises
        if exercise.type == "choice"
        and (own := taken[(template := f"{skill.id}#{exercise.name}")]).total() >= ENOUGH_ANSWERS
        for wrong in exercise.wrong
        if not wrong.when and own[wrong.misconception] < DEAD_SHARE * own.total()
    ]


def drifted(old: Parameters, new: Parameters, answers: Counter[str]) -> list[Drift]:
    """Return the items that have moved by more than half a logit beside the others, furthest first.

    Without earlier parameters nothing has moved: an author's word is no measure.
    """
    if not old.version:
        return []
    moves = {
        item: new.items[item] - base
        for item, base in old.items.items()
        if item in new.items and answers[item] >= ENOUGH_ANSWERS
    }
    usual = median(moves.values()) if moves else 0.0  # other learners, not other items
    found = [Drift(item, move - usual) for item, move in moves.items() if abs(move - usual) > DRIFT]
    return sorted(found, key=lambda one: (-abs(one.by), one.item))


def shares_of(learners: Learners) -> dict[str, float]:
    """Return the share of right answers of each item."""
    right = Counter(row.item for rows in learners for row in rows if row.right)
    return {item: right[item] / answers for item, answers in counted(learners).items()}


def _correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the correlation; 0 where one of both is always the same."""
    own, rest = zip(*pairs, strict=True)
    return correlation(own, rest) if len(set(own)) > 1 and len(set(rest)) > 1 else 0.0


def _is_surely_wrong(one: WrongKey) -> bool:
    return one.answers >= ENOUGH_ANSWERS and one.correlation + SURELY / sqrt(one.answers) < 0
