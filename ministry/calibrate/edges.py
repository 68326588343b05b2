"""Is a prerequisite one? Learners who began a skill without it, beside learners alike who began with it.

Able learners hold more of everything, so those with and without are compared among learners of one level.
"""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange.answer_rows import AnswerRow
from exchange.exercises import Skill
from ministry.calibrate.doubts import ENOUGH_REST, Learners, shares_of

GOT = "111"  # right answers in a row
TRIES = 10  # within which the skill is got, or not
FEWEST_TRIES = 5  # of the prerequisite: with fewer nobody knows
LEVELS = 3
ENOUGH_LEARNERS = 50  # who began with the prerequisite, and without
LEAST_DIFFERENCE = 0.05  # in the share who get the skill: a prerequisite that is one makes more


@dataclass(frozen=True)
class DoubtfulEdge:
    """A skill that is got without its prerequisite as often as with it."""

    before: str
    skill: str
    with_it: int  # learners who began with the prerequisite
    without: int
    difference: float  # in the share who get the skill, among learners alike


@dataclass
class _Way:
    """What one learner did on one skill."""

    numbers: list[int]  # of the answers, among all of the learner's
    right: str = ""  # "0110"
    surplus: float = 0.0  # right answers above the usual

    def note(self, number: int, right: bool, usual: float) -> None:
        """Count an answer."""
        self.numbers.append(number)
        self.right += str(int(right))
        self.surplus += right - usual


@dataclass(frozen=True, order=True)
class _Case:
    """A learner who tried the prerequisite, then the skill."""

    level: float  # surplus on all other skills, an answer
    had_it: bool
    got: bool


Ways = dict[str, _Way]  # skill → what one learner did


def doubtful_edges(learners: Learners, skills: Iterable[Skill]) -> list[DoubtfulEdge]:
    """Return the prerequisites, hard and soft, that make hardly a difference; least first.

    Where the tutor lets nobody begin a skill without its prerequisite, nothing can be said.
    """
    shares = shares_of(learners)
    ways = [_ways_of(rows, shares) for rows in learners]
    edges = [(before, skill.id) for skill in skills for before in (*skill.hard, *skill.soft)]
    weighed = (_weighed(before, skill, ways) for before, skill in edges)
    found = [one for one in weighed if one is not None and one.difference < LEAST_DIFFERENCE]
    return sorted(found, key=lambda one: one.difference)


def _ways_of(rows: Sequence[AnswerRow], shares: dict[str, float]) -> Ways:
    ways: Ways = {}
    for number, row in enumerate(rows):
        ways.setdefault(row.skill, _Way([])).note(number, row.right, shares[row.item])
    return ways


def _weighed(before: str, skill: str, ways: list[Ways]) -> DoubtfulEdge | None:
    """Return what the prerequisite makes, None where too few began without it, or with it."""
    cases = sorted(case for own in ways if (case := _case_of(before, skill, own)) is not None)
    with_it = sum(case.had_it for case in cases)
    without = len(cases) - with_it
    if min(with_it, without) < ENOUGH_LEARNERS:
        return None
    levels = [
        cases[len(cases) * level // LEVELS : len(cases) * (level + 1) // LEVELS] for level in range(LEVELS)
    ]
    parts = [part for part in map(_difference, levels) if part is not None]
    weight = sum(one for one, _difference in parts)
    if not weight:
        return None
    return DoubtfulEdge(before, skill, with_it, without, sum(one * gain for one, gain in parts) / weight)


def _case_of(before: str, skill: str, own: Ways) -> _Case | None:
    """Return how it went for a learner, None where nothing is known of one of the two."""
    first, then = own.get(before), own.get(skill)
    if first is None or then is None or len(then.right) < TRIES:
        return None
    tried = first.right[: bisect(first.numbers, then.numbers[0])]
    others = [way for name, way in own.items() if name not in (before, skill)]
    answers = sum(len(way.right) for way in others)
    if len(tried) < FEWEST_TRIES or answers < ENOUGH_REST:
        return None
    return _Case(sum(way.surplus for way in others) / answers, GOT in tried, GOT in then.right[:TRIES])


def _difference(cases: Sequence[_Case]) -> tuple[float, float] | None:
    """Return the weight of a level (Mantel and Haenszel 1959), and with minus without in it."""
    had = [case.got for case in cases if case.had_it]
    had_not = [case.got for case in cases if not case.had_it]
    if not had or not had_not:
        return None
    weight = len(had) * len(had_not) / len(cases)
    return weight, sum(had) / len(had) - sum(had_not) / len(had_not)
