"""Fit the tutor's parameters to answers: base rates by counting, weights by a penalised logistic regression.

Base rates are cross-fitted: those that explain a learner's answers come from other learners, as they will on
a box. Without this the weights trust the base rates too much, and the chances come out too bold.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import log

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]  # no types are published for scipy's own release
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from learning.tutor.answers import Answer
from learning.tutor.estimate import Feature, GeneralTrace, SkillTrace, base_of, features, learn
from learning.tutor.parameters import Parameters

FOLDS = 5
SKILL_PRIOR, ITEM_PRIOR = 10, 6  # answers that a skill has from all skills, an item from its skill
ITEM_SEEN = 2  # answers from which an item has a base rate of its own
ITEM_SPREAD = 0.7  # logits: how far an item's own weight may go; all others 1
DIGITS = 4
LEAST = 1e-4  # smaller weights are left out
STEPS = 250

Floats = NDArray[np.float64]
Sequences = Sequence[Sequence[Answer]]


def fit(sequences: Iterable[Iterable[Answer]]) -> Parameters:
    """Return the parameters for these learners' answers, each learner's in order; the same from the same.

    The version is taken from the numbers themselves.

    Raises:
        ValueError: there are no answers.
    """
    counted = [[answer for answer in sequence if answer.counts] for sequence in sequences]
    counted = [answers for answers in counted if answers]
    if not counted:
        raise ValueError("There are no answers to calibrate with.")
    known = _base_rates(counted)
    weights = _weights(counted)
    fitted = msgspec.structs.replace(known, bias=weights.pop(""), weights=weights)
    return msgspec.structs.replace(fitted, version=sha256(msgspec.json.encode(fitted)).hexdigest()[:12])


def _base_rates(sequences: Sequences) -> Parameters:
    """Return parameters with bases alone: shares of right answers, shrunk to the next wider share."""
    items: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    skills: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    of = {
        answer.item: ";".join(answer.skills)
        for answers in reversed(sequences)
        for answer in reversed(answers)
    }
    for answers in sequences:
        for answer in answers:
            for counts in (items[answer.item], skills[";".join(answer.skills)]):
                counts[0] += 1
                counts[1] += answer.right
    total = sum(map(len, sequences))
    mean = (sum(right for _n, right in skills.values()) + 1) / (total + 2)
    of_skills = {skill: _shrunk(counts, mean, SKILL_PRIOR) for skill, counts in skills.items()}
    of_items = {
        item: _shrunk(counts, of_skills[of[item]], ITEM_PRIOR)
        for item, counts in items.items()
        if counts[0] >= ITEM_SEEN
    }
    return Parameters("", _logit(mean), {}, _logits(of_skills), _logits(of_items), {}, len(sequences), total)


def _shrunk(counts: Sequence[int], towards: float, prior: int) -> float:
    return (counts[1] + prior * towards) / (counts[0] + prior)


def _logits(shares: dict[str, float]) -> dict[str, float]:
    return {name: _logit(share) for name, share in sorted(shares.items())}


def _logit(share: float) -> float:
    return round(log(share / (1 - share)), DIGITS)


class _Table:
    """The sparse matrix in the making: one row an answer, one column a feature."""

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}
        self.right: list[bool] = []
        self._where, self._values, self._ends = array("i"), array("d"), [0]

    def add(self, known: list[Feature], right: bool) -> None:
        """Add an answer and what was known before it."""
        for name, value in known:
            self._where.append(self.columns.setdefault(name, len(self.columns)))
            self._values.append(value)
        self._ends.append(len(self._where))
        self.right.append(right)

    def matrix(self) -> csr_matrix:
        """Return what was added."""
        return csr_matrix(
            (np.frombuffer(self._values), np.frombuffer(self._where, dtype=np.int32), self._ends),
            shape=(len(self.right), len(self.columns)),
        )


def _weights(sequences: Sequences) -> dict[str, float]:
    """Return the weight of each feature that has one, and under "" the bias."""
    table = _Table()
    for fold in range(FOLDS):
        others = [answers for number, answers in enumerate(sequences) if number % FOLDS != fold]
        bases = _base_rates(others or sequences)
        for answers in sequences[fold::FOLDS]:
            _add(table, bases, answers)
    spread = np.array([ITEM_SPREAD if name.startswith("item:") else 1.0 for name in table.columns])
    solved = _solve(table.matrix(), np.array(table.right, dtype=float), spread**-2)
    found = zip(("", *table.columns), solved.tolist(), strict=True)
    return {name: round(weight, DIGITS) for name, weight in sorted(found) if abs(weight) > LEAST or not name}


def _add(table: _Table, bases: Parameters, answers: Sequence[Answer]) -> None:
    general, skills = GeneralTrace(), dict[str, SkillTrace]()
    for answer in answers:
        base = base_of(bases, answer.item, answer.skills)
        known = features(base, general, skills, answer.item, answer.skills, answer.second)
        table.add(known, answer.right)
        learn(bases, general, skills, answer)


def _solve(matrix: csr_matrix, right: Floats, penalty: Floats) -> Floats:
    """Return bias and weights of the penalised logistic regression."""
    turned = matrix.T.tocsr()

    def loss(found: Floats) -> tuple[float, Floats]:
        bias, weights = found[0], found[1:]
        logits = matrix @ weights + bias
        error = 1 / (1 + np.exp(-np.clip(logits, -30, 30))) - right
        cost = np.logaddexp(0, logits).sum() - right @ logits + penalty @ weights**2 / 2
        return float(cost), np.concatenate(([error.sum()], turned @ error + penalty * weights))

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 20})
    return np.asarray(found.x)
