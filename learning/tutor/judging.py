"""How good are parameters? Each answer is foretold as a box would have, then compared with what came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace, SkillTrace, chance, learn
from learning.tutor.parameters import Parameters

BINS = 10
ECE_LOST = 0.02  # from here on chances are no longer what they say
NEVER = 1e-6  # a chance nearer to 0 or 1 is taken for this one

Foretold = tuple[float, bool]  # the chance, and whether the answer was right


@dataclass(frozen=True)
class Judgement:
    """What the chances were worth: AUC (0.5 is blind), log loss, ECE (0: what they say comes true)."""

    answers: int
    auc: float
    log_loss: float
    ece: float

    def is_worse_than(self, other: "Judgement") -> bool:
        """Say whether chances are further from what came, or say other than what they are worth."""
        return self.log_loss > other.log_loss or self.ece >= other.ece + ECE_LOST


def foretold(parameters: Parameters, answers: Iterable[Answer]) -> Iterator[Foretold]:
    """Yield for each answer of one learner, in order, its chance beforehand, and whether it was right."""
    general, skills = GeneralTrace(), dict[str, SkillTrace]()
    for answer in answers:
        expected = chance(parameters, general, skills, answer.item, answer.skills, answer.second)
        learn(parameters, general, skills, answer)
        yield expected, answer.right


def judgement_on(pairs: Sequence[Foretold]) -> Judgement:
    """Return what these chances were worth; there is at least one."""
    losses = (-log(max(NEVER, expected if right else 1 - expected)) for expected, right in pairs)
    return Judgement(len(pairs), _auc(pairs), sum(losses) / len(pairs), _ece(pairs))


def _auc(pairs: Sequence[Foretold]) -> float:
    """Return how often a right answer had the higher chance than a wrong one; ties count half."""
    order = sorted(pairs)
    right = sum(is_right for _expected, is_right in order)
    if not 0 < right < len(order):
        return 0.5
    ranks, first = 0.0, 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and order[last + 1][0] == order[first][0]:
            last += 1
        tied = sum(is_right for _expected, is_right in order[first : last + 1])
        ranks += tied * (first + last + 2) / 2
        first = last + 1
    return (ranks - right * (right + 1) / 2) / (right * (len(order) - right))


def _ece(pairs: Sequence[Foretold]) -> float:
    """Return how far chances are from shares of right answers, in ten bins: the mean over all answers."""
    gaps = [0.0] * BINS
    for expected, right in pairs:
        gaps[min(BINS - 1, int(expected * BINS))] += expected - right
    return sum(map(abs, gaps)) / len(pairs)
