"""Where a variable is drawn from: "1..20", "10..90 by 10", or a list."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number

WRITTEN = re.compile(r"\s*(-?[0-9.]+?)\s*\.\.\s*(-?[0-9.]+)(?:\s+by\s+([0-9.]+))?\s*")
LARGEST = 10**12
MOST = 10**6  # values of one range

Range = str | tuple[int | str, ...]


def values_of(written: Range) -> Sequence[Number | str]:
    """Return the values that a variable may take, in order.

    Raises:
        ExpressionError: not a range, an empty one, or one of too many values.
    """
    if isinstance(written, str):
        return _steps(written)
    if not written:
        raise ExpressionError("la liste de valeurs est vide")
    return tuple(_listed(value) for value in written)


@lru_cache(maxsize=1024)
def _steps(written: str) -> Sequence[Number]:
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise ExpressionError("un intervalle s’écrit « 1..20 » ou « 10..90 by 10 »", written)
    first, last, step = _number(found[1]), _number(found[2]), _number(found[3] or "1")
    if step <= 0 or last < first:
        raise ExpressionError("l’intervalle est vide", written)
    count = int((last - first) // step) + 1
    if count > MOST:
        raise ExpressionError("l’intervalle a plus d’un million de valeurs", written)
    if all(isinstance(part, int) for part in (first, step)):
        return range(int(first), int(first + count * step), int(step))
    return tuple(_plain(first + place * step) for place in range(count))


def _listed(value: int | str) -> Number | str:
    if isinstance(value, int):
        return _number(str(int(value)))
    return _number(value) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else value


def _number(written: str) -> Number:
    try:
        number = Fraction(written)
    except ValueError as error:
        raise ExpressionError("nombre mal écrit", written) from error
    if abs(number) > LARGEST or number.denominator > LARGEST:
        raise ExpressionError("nombre trop grand", written)
    return _plain(number)


def _plain(number: Fraction | int) -> Number:
    return int(number) if number.denominator == 1 else number
