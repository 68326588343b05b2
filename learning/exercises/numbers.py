"""How numbers are written in each language: decimal comma or point, thousands, fractions, hours."""

from fractions import Fraction

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number

NARROW_SPACE = "\u202f"  # does not break a number over two lines
MINUS = "−"
DECIMAL_MARK = {"en": "."}  # French and the Arabic of the Maghreb write a comma
THOUSANDS_MARK = {"en": ","}
LONGEST_DECIMALS = 6
MINUTES_IN_A_DAY = 24 * 60


def written(number: Number, language: str) -> str:
    """Return the number as this language writes it: "1 284,5"; "1/3" when no decimal writing ends."""
    decimals = _decimals_needed(number)
    if decimals is None:
        return fraction_written(number)
    return with_decimals(number, decimals, language)


def with_decimals(number: Number, decimals: int, language: str) -> str:
    """Return the number with so many decimals, cut where it has more."""
    scaled = abs(number.numerator) * 10**decimals // number.denominator
    whole, rest = divmod(scaled, 10**decimals)
    text = f"{whole:,}".replace(",", THOUSANDS_MARK.get(language, NARROW_SPACE))
    if decimals:
        text += f"{DECIMAL_MARK.get(language, ',')}{rest:0{decimals}}"
    return (MINUS if number < 0 else "") + text


def plain(number: Number, language: str) -> str:
    """Return a number without thousands mark, as years and codes are written."""
    return written(number, language).replace(THOUSANDS_MARK.get(language, NARROW_SPACE), "")


def fraction_written(number: Number) -> str:
    """Return "3/4", or "2" for a whole number."""
    sign = MINUS if number < 0 else ""
    if number.denominator == 1:
        return f"{sign}{abs(number.numerator)}"
    return f"{sign}{abs(number.numerator)}/{number.denominator}"


def time_written(minutes: Number, language: str) -> str:
    """Return a time of day from minutes since midnight: "8 h 30" in French, "8:30" elsewhere.

    Raises:
        ExpressionError: not whole minutes, or not within a day.
    """
    if minutes.denominator != 1 or not 0 <= minutes <= MINUTES_IN_A_DAY:
        raise ExpressionError("une heure est un nombre entier de minutes, de 0 à 1440")
    hours, rest = divmod(int(minutes), 60)
    if language != "fr":
        return f"{hours}:{rest:02}"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def _decimals_needed(number: Number) -> int | None:
    for decimals in range(LONGEST_DECIMALS + 1):
        if 10**decimals % number.denominator == 0:
            return decimals
    return None


def as_number(written_plainly: str) -> Number:
    """Return the number of a decimal text of the documents ("0.5").

    Raises:
        ExpressionError: it is none.
    """
    try:
        number = Fraction(written_plainly)
    except ValueError as error:
        raise ExpressionError("nombre mal écrit", written_plainly) from error
    return int(number) if number.denominator == 1 else number
