"""Reads the values a drawing is made from, and holds them within what can be drawn."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number

Fields = Mapping[str, object]


def number(fields: Fields, name: str, least: Number, most: Number, default: Number | None = None) -> Number:
    """Return a number of the drawing.

    Raises:
        ExpressionError: it is missing, none, or out of what can be drawn.
    """
    if fields.get(name) is None:
        if default is None:
            raise ExpressionError(f"le dessin demande « {name} »", name)
        return default
    return _within(as_number(fields[name], name), name, least, most)


def whole(fields: Fields, name: str, least: int, most: int, default: int | None = None) -> int:
    """Return a whole number of the drawing.

    Raises:
        ExpressionError: as `number`, or it is not whole.
    """
    found = number(fields, name, least, most, default)
    if found.denominator != 1:
        raise ExpressionError(f"« {name} » doit être un nombre entier", str(found))
    return int(found)


def numbers(fields: Fields, name: str, most_values: int, least: Number, most: Number) -> list[Number]:
    """Return a list of numbers of the drawing; one alone is a list of one.

    Raises:
        ExpressionError: as `number`, or there are none or too many.
    """
    given = fields.get(name)
    listed = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if not listed or len(listed) > most_values:
        raise ExpressionError(f"« {name} » tient de 1 à {most_values} valeurs", name)
    return [_within(as_number(value, name), name, least, most) for value in listed]


def text(fields: Fields, name: str, default: str = "") -> str:
    """Return a text of the drawing."""
    given = fields.get(name)
    return default if given is None else str(given)


def as_number(given: object, name: str) -> Number:
    """Return the value as an exact number.

    Raises:
        ExpressionError: it is none.
    """
    if isinstance(given, bool) or not isinstance(given, int | float | Fraction | str):
        raise ExpressionError(f"« {name} » doit être un nombre", str(given))
    try:
        found = Fraction(str(given))
    except (ValueError, ZeroDivisionError) as error:
        raise ExpressionError(f"« {name} » doit être un nombre", str(given)) from error
    return int(found) if found.denominator == 1 else found


def _within(found: Number, name: str, least: Number, most: Number) -> Number:
    if not least <= found <= most:
        raise ExpressionError(f"« {name} » se dessine de {least} à {most}", str(found))
    return found
