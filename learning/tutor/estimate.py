"""How likely is a right answer? A sum of weights over counts, last answers, recency, Elo and difficulty.

The features are those of Best-LR (Gervet et al. 2020) and of Schmucker et al. 2022, with Elo abilities
(Pelánek 2016); the weights are fitted by the ministry. Without weights only the Elo terms count. Everything
kept is rounded before it is kept, so that a row read back goes on exactly as the row in memory.
"""

from collections.abc import Mapping, MutableMapping
from math import exp, log
from statistics import median

import msgspec

from learning.tutor.answers import Answer
from learning.tutor.graph import Node
from learning.tutor.parameters import Parameters, base_of

LATELY = 4  # last answers kept as a pattern
STEPS = 10_000  # to one: what is kept of a fraction
FARTHEST = 30.0  # logits: beyond, a float cannot tell the chance from 0 or 1

Feature = tuple[str, float]


class GeneralTrace(msgspec.Struct, array_like=True):
    """What is counted of a learner over all skills."""

    answers: int = 0
    right: int = 0
    lately: str = ""  # "0110", oldest first
    skills: tuple[str, ...] = ()  # of the last answer
    second: int | None = None  # of the last answer
    ability: float = 0.0  # Elo, logits
    surplus: float = 0.0  # right answers above what the items' base rates foretold
    fast: float = 0.0  # moving averages of the same
    slow: float = 0.0


class ItemTrace(msgspec.Struct, array_like=True):
    """What is counted of a learner on one item."""

    answers: int
    right: int
    last: int  # 0 or 1
    seen: int  # the number of the last answer among all of the learner's


class SkillTrace(msgspec.Struct, array_like=True):
    """What is counted of a learner on one skill, and on its items."""

    answers: int = 0
    right: int = 0
    lately: str = ""
    seen: int = 0
    second: int | None = None
    ability: float = 0.0
    surplus: float = 0.0
    fast: float = 0.0
    slow: float = 0.0
    items: dict[str, ItemTrace] = {}


Skills = Mapping[str, SkillTrace]


def chance(
    parameters: Parameters,
    general: GeneralTrace,
    skills: Skills,
    item: str,
    of: tuple[str, ...],
    second: int | None,
) -> float:
    """Return the chance, above 0 and below 1, that the first try at this item of these skills is right."""
    known = features(base_of(parameters, item, of), general, skills, item, of, second)
    return _probability(parameters.guesses.get(item, 0.0), _logit(parameters, known))


def chance_on_average(
    parameters: Parameters, general: GeneralTrace, skills: Skills, node: Node, second: int | None
) -> float:
    """Return the chance on a new item of median difficulty of the skill."""
    of = (node.skill,)
    items = [item.name for item in node.items] or [""]
    base = median(base_of(parameters, item, of) for item in items)
    guess = median(parameters.guesses.get(item, 0.0) for item in items)
    return _probability(guess, _logit(parameters, features(base, general, skills, "", of, second)))


def learn(
    parameters: Parameters, general: GeneralTrace, skills: MutableMapping[str, SkillTrace], answer: Answer
) -> None:
    """Count an answer, in place; one that does not count changes nothing."""
    if not answer.counts:
        return
    item, right, now = answer.item, int(answer.right), general.answers
    base = base_of(parameters, item, answer.skills)
    guess = parameters.guesses.get(item, 0.0)
    surplus = right - _probability(guess, base)
    for skill in answer.skills:
        trace = skills.get(skill)
        if trace is None:
            trace = skills[skill] = SkillTrace()
        error = right - _probability(guess, base + general.ability + trace.ability)
        _count_skill(trace, right, error, surplus)
        trace.seen, trace.second = now, answer.second
    _count_item(skills[answer.skills[0]].items, item, right, now)
    _count_general(general, right, right - _probability(guess, base + general.ability), surplus)
    general.skills, general.second = answer.skills, answer.second


def features(
    base: float,
    general: GeneralTrace,
    skills: Skills,
    item: str,
    of: tuple[str, ...],
    second: int | None,
) -> list[Feature]:
    """Return what is known before the answer, as names of weights and values; `fit` reads it too."""
    same = "=" if general.skills == of else "/"
    found = [("base", base), ("item:" + item, 1.0)]
    _of_learner(found, general, same)
    first = skills.get(of[0])
    _of_item(found, first.items.get(item) if first else None, general.answers)
    share = 1.0 / len(of)
    for skill in of:
        found.append(("skill:" + skill, share))
        _of_skill(found, skills.get(skill), general.answers, second, share)
    if second is not None and general.second is not None:
        found.append((f"pause{same}{_bits(second - general.second, 24)}", 1.0))
    return found


def _of_learner(found: list[Feature], general: GeneralTrace, same: str) -> None:
    answers, right = general.answers, general.right
    found += (
        ("learner", general.ability),
        ("all-right", log(1 + right)),
        ("all-wrong", log(1 + answers - right)),
        ("all-fast", general.fast),
        ("all-slow", general.slow),
        ("all-surplus", general.surplus / (answers + 5.0)),
        (f"all{answers if answers < LATELY else 4 + min(6, answers.bit_length())}", 1.0),
        (f"all{same}{general.lately}", 1.0),
    )


def _of_item(found: list[Feature], trace: ItemTrace | None, now: int) -> None:
    if trace is None:
        found.append(("item-new", 1.0))
        return
    answers, right, last = trace.answers, trace.right, trace.last
    found += (
        (f"item-past{min(answers, 4)}{min(right, 4)}{last}", 1.0),
        (f"item-ago{min(8, (now - trace.seen).bit_length())}{last}", 1.0),
    )


def _of_skill(
    found: list[Feature], trace: SkillTrace | None, now: int, second: int | None, share: float
) -> None:
    if trace is None or not trace.answers:
        found.append(("skill-new", share))
        return
    answers, right, last, slow = trace.answers, trace.right, trace.lately[-1], trace.slow * share
    ago = min(10, (now - trace.seen).bit_length())
    found += (
        ("skill", trace.ability * share),
        ("skill-right", log(1 + right) * share),
        ("skill-wrong", log(1 + answers - right) * share),
        ("skill-fast", trace.fast * share),
        ("skill-slow", slow),
        ("skill-surplus", trace.surplus / (answers + 3.0) * share),
        ("skill-lately" + trace.lately, share),
        (f"skill-ago{ago}{last}", share),
    )
    if second is not None and trace.second is not None:
        bits = _bits(second - trace.second, 24)
        found += ((f"skill-time{bits}{last}", share), (f"skill-slow-time{bits}", slow))


def _count_skill(trace: SkillTrace, right: int, error: float, surplus: float) -> None:
    trace.ability = _kept(trace.ability + 0.8 / (1 + 0.15 * trace.answers) * error)
    trace.surplus = _kept(trace.surplus + surplus)
    trace.fast = _kept(trace.fast + 0.3 * (surplus - trace.fast))
    trace.slow = _kept(trace.slow + 0.1 * (surplus - trace.slow))
    trace.lately = trace.lately[1 - LATELY :] + str(right)
    trace.answers += 1
    trace.right += right


def _count_item(items: dict[str, ItemTrace], item: str, right: int, now: int) -> None:
    trace = items.get(item)
    if trace is None:
        items[item] = ItemTrace(1, right, right, now)
        return
    trace.answers += 1
    trace.right += right
    trace.last, trace.seen = right, now


def _count_general(general: GeneralTrace, right: int, error: float, surplus: float) -> None:
    general.ability = _kept(general.ability + 0.5 / (1 + 0.03 * general.answers) * error)
    general.surplus = _kept(general.surplus + surplus)
    general.fast = _kept(general.fast + 0.15 * (surplus - general.fast))
    general.slow = _kept(general.slow + 0.03 * (surplus - general.slow))
    general.lately = general.lately[1 - LATELY :] + str(right)
    general.answers += 1
    general.right += right


def _kept(value: float) -> float:
    return round(value * STEPS) / STEPS


def _bits(seconds: int, most: int) -> int:
    """Return a lapse on a doubling scale."""
    return min(most, max(0, seconds).bit_length())


def _logit(parameters: Parameters, known: list[Feature]) -> float:
    weight = parameters.weights.get
    return parameters.bias + sum([weight(name, 0.0) * value for name, value in known])


def _probability(guess: float, logit: float) -> float:
    return guess + (1 - guess) / (1 + exp(-max(-FARTHEST, min(FARTHEST, logit))))
