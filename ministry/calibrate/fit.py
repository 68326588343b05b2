"""Fit the tutor's parameters to answers: base rates, then weights, both by a penalised logistic regression.

Base rates are cross-fitted: those that explain a learner's answers come from other learners, as they will on
a box. Without this the weights trust the base rates too much, and the chances come out too bold.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace, SkillTrace, features, learn
from learning.tutor.parameters import Parameters, base_of
from ministry.calibrate.regression import Table

FOLDS = 5
# Logits: how far learners, skills and items lie apart; then how far a weight may go: of an item beyond its
# base rate, of a skill, of a pattern (its name ends in a figure), of a count or an average. Narrow ones: two
# hundred learners need them, thousands do not mind.
BASE_SPREADS = {"learner": 1.0, "skill": 1.4, "item": 1.0}
ITEM_SPREAD, SKILL_SPREAD, PATTERN_SPREAD, OTHER_SPREAD = 0.35, 0.7, 0.2, 0.5
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
    fitted = msgspec.structs.replace(
        _base_rates(counted),
        bias=bias,
        weights=weights,
        learners=len(counted),
        answers=sum(map(len, counted)),
    )
    return msgspec.structs.replace(fitted, version=sha256(msgspec.json.encode(fitted)).hexdigest()[:12])


def _base_rates(sequences: Sequences) -> Parameters:
    """Return parameters with bases alone: what is due to skills and items, and not to learners (Rasch)."""
    table, of = Table(), dict[str, str]()
    for number, answers in enumerate(sequences):
        for answer in answers:
            skill = of.setdefault(answer.item, ";".join(answer.skills))
            names = (f"learner:{number}", f"skill:{skill}", f"item:{answer.item}")
            table.add([(name, 1.0) for name in names], answer.right)
    bias, weights = table.weights(lambda name: BASE_SPREADS[name.partition(":")[0]])
    skills = {
        skill: round(bias + weights.get(f"skill:{skill}", 0.0), DIGITS) for skill in sorted({*of.values()})
    }
    items = {
        item: round(skills[skill] + weights.get(f"item:{item}", 0.0), DIGITS)
        for item, skill in sorted(of.items())
    }
    return Parameters("", 0.0, {}, {"": bias, **skills}, items)


def _weights(sequences: Sequences) -> tuple[float, dict[str, float]]:
    """Return the bias, and the weight of each feature that has one."""
    table = Table()
    for fold in range(FOLDS):
        others = [answers for number, answers in enumerate(sequences) if number % FOLDS != fold]
        bases = _base_rates(others or sequences)
        for answers in sequences[fold::FOLDS]:
            _add(table, bases, answers)
    return table.weights(_spread)


def _spread(name: str) -> float:
    if name.startswith("item:"):
        return ITEM_SPREAD
    if name.startswith("skill:"):
        return SKILL_SPREAD
    return PATTERN_SPREAD if name[-1].isdigit() else OTHER_SPREAD


def _add(table: Table, bases: Parameters, answers: Sequence[Answer]) -> None:
    general, skills = GeneralTrace(), dict[str, SkillTrace]()
    for answer in answers:
        base = base_of(bases, answer.item, answer.skills)
        known = features(base, general, skills, answer.item, answer.skills, answer.second)
        table.add(known, answer.right)
        learn(bases, general, skills, answer)
