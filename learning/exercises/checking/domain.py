"""The draws that a band allows: all of them when they are few, a sample when they are many."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from exchange.documents import Exercise, Words
from learning.exercises.dice import Dice
from learning.exercises.expressions import Purse
from learning.exercises.values import Plan, Values, completed, draw_base, draw_words

ALL_UP_TO = 1000  # draws: a band of fewer is gone through whole
SAMPLE = 1000
SMALLEST_SHARE = 0.02  # of draws accepted: below, drawing takes too long, or never ends


@dataclass(frozen=True)
class Accepted:
    """The draws that meet the conditions, and their share of all draws (0 to 1)."""

    draws: tuple[Values, ...]
    share: float


def size_of(plan: Plan) -> int:
    """Return how many draws there are before any condition."""
    return max(len(plan.rows), 1) * math.prod(len(possible) for _, possible in plan.variables)


def every_base(plan: Plan) -> Iterator[Values]:
    """Yield every draw before any condition."""
    rows: tuple[dict[str, str | int], ...] = plan.rows or ({},)
    names = [name for name, _ in plan.variables]
    for row, values in product(rows, product(*(possible for _, possible in plan.variables))):
        base: Values = {**row}
        base.update(zip(names, values, strict=True))
        yield base


def accepted_draws(exercise: Exercise, words: Words, plan: Plan, purse: Purse) -> Accepted:
    """Return the draws that meet the conditions.

    Raises:
        ExpressionError: a `let` or a condition cannot be worked out for some draw, or words are lacking.
    """
    dice = Dice("check", exercise.name)
    if size_of(plan) <= ALL_UP_TO:
        bases = list(every_base(plan))
    else:
        bases = [draw_base(plan, dice) for _ in range(SAMPLE)]
    tried = (completed(plan, draw_words(exercise, words, dice) | base, purse) for base in bases)
    draws = tuple(values for values in tried if values is not None)
    return Accepted(draws, len(draws) / len(bases))


def spread(draws: tuple[Values, ...], count: int) -> list[Values]:
    """Return so many of the draws, from all over."""
    if len(draws) <= count:
        return list(draws)
    return [draws[place * len(draws) // count] for place in range(count)]


def example(exercise: Exercise, values: Values) -> str:
    """Return the draw as an author reads it: "pour a = 3, b = 4"."""
    names = [name for name in sorted(values) if name not in exercise.words]
    told = ", ".join(f"{name} = {values[name]}" for name in names[:6])
    return f"pour {told}" if told else ""
