"""Fit the tutor's parameters to answers: base rates by counting, weights by a penalised logistic regression.

Base rates are cross-fitted: those that explain a learner's answers come from other learners, as they will on
a box. Without this the weights trust the base rates too much, and the chances come out too bold.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain
from math import log

import msgspec

from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace, SkillTrace, features, learn
from learning.tutor.parameters import Parameters, base_of
from ministry.calibrate.regression import Table

FOLDS = 5
SKILL_PRIOR, ITEM_PRIOR = 10, 6  # answers that a skill has from all skills, an item from its skill
ITEM_SEEN = 2  # answers from which an item has a base rate of its own
ITEM_SPREAD = 0.7  # logits: how far an item's own weight may go; all others 1
DIGITS = 4

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
    bias, weights = _weights(counted)
    fitted = msgspec.structs.replace(_base_rates(counted), bias=bias, weights=weights)
    return msgspec.structs.replace(fitted, version=sha256(msgspec.json.encode(fitted)).hexdigest()[:12])


def _base_rates(sequences: Sequences) -> Parameters:
    """Return parameters with bases alone: shares of right answers, shrunk to the next wider share."""
    items: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    skills: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    of = dict[str, str]()
    for answer in chain.from_iterable(sequences):
        skill = of.setdefault(answer.item, ";".join(answer.skills))
        for counts in (items[answer.item], skills[skill], skills[""]):
            counts[0] += 1
            counts[1] += answer.right
    mean = _shrunk(skills[""], 0.5, 2)
    of_skills = {skill: _shrunk(counts, mean, SKILL_PRIOR) for skill, counts in skills.items()}
    of_items = {
        item: _shrunk(counts, of_skills[of[item]], ITEM_PRIOR)
        for item, counts in items.items()
        if counts[0] >= ITEM_SEEN
    }
    return Parameters(
        "", 0.0, {}, _logits(of_skills), _logits(of_items), learners=len(sequences), answers=skills[""][0]
    )


def _shrunk(counts: Sequence[int], towards: float, prior: int) -> float:
    return (counts[1] + prior * towards) / (counts[0] + prior)


def _logits(shares: dict[str, float]) -> dict[str, float]:
    return {name: _logit(share) for name, share in sorted(shares.items())}


def _logit(share: float) -> float:
    return round(log(share / (1 - share)), DIGITS)


def _weights(sequences: Sequences) -> tuple[float, dict[str, float]]:
    """Return the bias, and the weight of each feature that has one."""
    table = Table()
    for fold in range(FOLDS):
        others = [answers for number, answers in enumerate(sequences) if number % FOLDS != fold]
        bases = _base_rates(others or sequences)
        for answers in sequences[fold::FOLDS]:
            _add(table, bases, answers)
    return table.weights(lambda name: ITEM_SPREAD if name.startswith("item:") else 1.0)


def _add(table: Table, bases: Parameters, answers: Sequence[Answer]) -> None:
    general, skills = GeneralTrace(), dict[str, SkillTrace]()
    for answer in answers:
        base = base_of(bases, answer.item, answer.skills)
        known = features(base, general, skills, answer.item, answer.skills, answer.second)
        table.add(known, answer.right)
        learn(bases, general, skills, answer)
