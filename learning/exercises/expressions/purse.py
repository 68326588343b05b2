"""The coins and notes that expressions may ask for."""

from dataclasses import dataclass
from fractions import Fraction

from learning.exercises.expressions.nodes import Number


@dataclass(frozen=True)
class Purse:
    """A country's coins and notes, smallest first, and the smallest step of everyday prices."""

    coins: tuple[Number, ...] = ()
    notes: tuple[Number, ...] = ()
    step: Number = Fraction(1)


NO_MONEY = Purse(step=1)
