"""The operators and functions of expressions, on exact numbers."""

import math
from collections.abc import Callable
from fractions import Fraction

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions.nodes import Number

MANY = 50  # values of min, max or nth at most: an expression has 200 characters
HIGHEST_POWER = 12

ARITIES = {  # least and most values; 0: as many as one likes
    "if": (3, 3),
    "min": (1, 0),
    "max": (1, 0),
    "abs": (1, 1),
    "gcd": (2, 2),
    "lcm": (2, 2),
    "digit": (2, 2),
    "digits": (1, 1),
    "nth": (2, 0),
    "round_to": (2, 2),
    "floor": (1, 1),
    "numerator": (1, 1),
    "denominator": (1, 1),
    "power": (2, 2),
    "coin": (1, 1),
    "note": (1, 1),
}


def whole(number: Number) -> int:
    """Return the number as an int.

    Raises:
        ExpressionError: it is not whole.
    """
    if number.denominator != 1:
        raise ExpressionError("un nombre entier est attendu")
    return int(number)


def _divide(a: Number, b: Number) -> Number:
    return Fraction(a) / Fraction(_not_zero(b))


def _floor_divide(a: Number, b: Number) -> Number:
    return a // _not_zero(b)


def _remainder(a: Number, b: Number) -> Number:
    return a % _not_zero(b)


def _not_zero(number: Number) -> Number:
    if number == 0:
        raise ExpressionError("division par zéro")
    return number


def _digit(number: Number, rank: Number) -> Number:
    place = whole(rank)
    if not 0 <= place <= HIGHEST_POWER:
        raise ExpressionError("rang de chiffre hors de 0 à 12")
    return int(abs(whole(number)) // 10**place % 10)


def _nth(rank: Number, *numbers: Number) -> Number:
    place = whole(rank)
    if not 1 <= place <= len(numbers):
        raise ExpressionError(f"nth compte de 1 à {len(numbers)}")
    return sorted(numbers)[place - 1]


def _round_to(number: Number, step: Number) -> Number:
    steps = Fraction(number) / Fraction(_not_zero(step))
    return math.floor(steps + Fraction(1, 2)) * step  # a half goes up, as children learn it


def _power(base: Number, exponent: Number) -> Number:
    times = whole(exponent)
    if not 0 <= times <= HIGHEST_POWER:
        raise ExpressionError("exposant hors de 0 à 12")
    return base**times


ON_NUMBERS: dict[str, Callable[..., Number]] = {
    "neg": lambda a: -a,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "//": _floor_divide,
    "%": _remainder,
    "min": min,
    "max": max,
    "abs": abs,
    "gcd": lambda a, b: math.gcd(whole(a), whole(b)),
    "lcm": lambda a, b: math.lcm(whole(a), whole(b)),
    "digit": _digit,
    "digits": lambda a: len(str(abs(whole(a)))),
    "nth": _nth,
    "round_to": _round_to,
    "floor": math.floor,
    "numerator": lambda a: a.numerator,
    "denominator": lambda a: a.denominator,
    "power": _power,
}

COMPARING: dict[str, Callable[[Number, Number], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
