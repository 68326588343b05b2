"""Coins and notes, drawn plainly: the value and the sign are what a child reads."""

from exchange.documents import Money
from learning.exercises.drawings.reading import Fields, numbers
from learning.exercises.drawings.svg import (
    CREAM,
    EARTH,
    LEAF,
    MANGO,
    ORANGE,
    WATER,
    box,
    disc,
    picture,
    size_that_fits,
    words,
)
from learning.exercises.expressions import Number
from learning.exercises.money import purse_of, sign_of
from learning.exercises.numbers import with_decimals, written

MOST_PIECES = 20
WIDTH = 320
NARROWEST = 224  # two notes side by side: the same coin looks the same on two cards
NOTE_WIDE, NOTE_HIGH = 104, 58
SMALLEST_COIN, LARGEST_COIN = 25, 33  # radius
NOTE_COLOURS = (WATER, LEAF, ORANGE, EARTH, MANGO)


def money(fields: Fields, label: str, language: str, country: Money) -> str:
    """Return the amounts as coins and notes; what is no coin of the country is a note."""
    parts: list[str] = []
    x, y, row_high, width = 4, 4, 0, 0
    for amount in numbers(fields, "amounts", MOST_PIECES, 0, 10**9):
        wide, high = _size(amount, country)
        if x + wide > WIDTH:
            x, y, row_high = 4, y + row_high + 8, 0
        parts.append(_piece(amount, x, y, country, language))
        x, row_high, width = x + wide + 8, max(row_high, high), max(width, x + wide)
    return picture(width + 4, y + row_high + 4, label, *parts, at_least=NARROWEST)


def _radius(amount: Number, country: Money) -> int:
    coins = purse_of(country).coins
    share = coins.index(amount) / max(len(coins) - 1, 1)
    return round(SMALLEST_COIN + share * (LARGEST_COIN - SMALLEST_COIN))


def _size(amount: Number, country: Money) -> tuple[int, int]:
    if amount in purse_of(country).coins:
        return 2 * _radius(amount, country) + 2, 2 * _radius(amount, country) + 2
    return NOTE_WIDE, NOTE_HIGH


def _piece(amount: Number, x: int, y: int, country: Money, language: str) -> str:
    value, sign = _value(amount, country, language), sign_of(country, language)
    if amount not in purse_of(country).coins:
        return _note(amount, value, sign, x, y, country)
    radius = _radius(amount, country)
    middle_x, middle_y = x + radius + 1, y + radius + 1
    metal = MANGO if purse_of(country).coins.index(amount) % 2 else CREAM
    size = size_that_fits([value], 2 * radius - 12, 20)
    return (
        disc(middle_x, middle_y, radius, metal)
        + words(middle_x, middle_y + 4, value, size)
        + words(middle_x, middle_y + 17, sign, 12)
    )


def _note(amount: Number, value: str, sign: str, x: int, y: int, country: Money) -> str:
    notes = purse_of(country).notes
    colour = NOTE_COLOURS[notes.index(amount) % len(NOTE_COLOURS)] if amount in notes else CREAM
    size = size_that_fits([value], NOTE_WIDE - 28, 22)
    return (
        box(x, y, NOTE_WIDE, NOTE_HIGH, colour, 4)
        + box(x + 9, y + 8, NOTE_WIDE - 18, NOTE_HIGH - 16, CREAM, 4)
        + words(x + NOTE_WIDE // 2, y + 32, value, size)
        + words(x + NOTE_WIDE // 2, y + 46, sign, 12)
    )


def _value(amount: Number, country: Money, language: str) -> str:
    if amount.denominator == 1:
        return written(amount, language)
    return with_decimals(amount, max(country.decimals, 2), language)
