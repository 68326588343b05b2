"""Drawings of parts and shapes: fractions, rectangles, bars."""

import math
from collections.abc import Sequence
from fractions import Fraction

from learning.exercises.drawings.reading import Fields, as_number, number, numbers, text, whole
from learning.exercises.drawings.svg import (
    CREAM,
    LEAF,
    MANGO,
    WATER,
    at,
    box,
    disc,
    path,
    picture,
    size_that_fits,
    words,
)
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number
from learning.exercises.numbers import written

MOST_PARTS = 24
MOST_WHOLES = 3
NARROWEST = 180
MOST_BARS = 8
MOST_SQUARES = 50  # along a side
BAR_COLOURS = (WATER, MANGO, LEAF)


def fraction(fields: Fields, label: str, language: str) -> str:
    """Return a whole cut in `parts`, `filled` of them coloured; more than one whole where they do not fit."""
    parts = whole(fields, "parts", 1, MOST_PARTS)
    filled = whole(fields, "filled", 0, MOST_WHOLES * parts)
    wholes = max(1, -(-filled // parts))
    counts = [max(0, min(parts, filled - parts * place)) for place in range(wholes)]
    if text(fields, "shape", "disc") == "bar":
        drawn = [_bar(parts, count, 8, 8 + 62 * place) for place, count in enumerate(counts)]
        return picture(320, 62 * wholes + 4, label, *drawn)
    drawn = [_pie(parts, count, 72 + 140 * place) for place, count in enumerate(counts)]
    return picture(140 * wholes + 4, 144, label, *drawn)


def _bar(parts: int, filled: int, x: int, y: int) -> str:
    wide = Fraction(304, parts)
    inner = "".join(f"M{at(x + wide * place)} {y}v48" for place in range(1, parts))
    coloured = box(x, y, wide * filled, 48, MANGO) if filled else ""
    return box(x, y, 304, 48, CREAM) + coloured + (path(inner) if inner else "")


def _pie(parts: int, filled: int, x: int) -> str:
    cut = "".join(f"M{x} 72L{_edge(x, place, parts)}" for place in range(parts)) if parts > 1 else ""
    if filled == parts:
        return disc(x, 72, 64, MANGO) + (path(cut) if cut else "")
    slice_of = ""
    if filled:
        large = 1 if 2 * filled > parts else 0
        slice_of = path(f"M{x} 72V8A64 64 0 {large} 1 {_edge(x, filled, parts)}z", MANGO)
    return disc(x, 72, 64, CREAM) + slice_of + (path(cut) if cut else "")


def _edge(x: int, place: int, parts: int) -> str:
    turn = 2 * math.pi * place / parts
    return f"{at(x + 64 * math.sin(turn))} {at(72 - 64 * math.cos(turn))}"


def rectangle(fields: Fields, label: str, language: str) -> str:
    """Return a rectangle with its measures; squared with `grid`, whose step it is (1 by default)."""
    width, height = number(fields, "width", 0, 1000), number(fields, "height", 0, 1000)
    if not width or not height:
        raise ExpressionError("un rectangle a une largeur et une hauteur", f"{width} × {height}")
    scale = min(Fraction(250) / width, Fraction(140) / height, Fraction(40) if fields.get("grid") else 250)
    wide, high = width * scale, height * scale
    x, y = (Fraction(62) if fields.get("unit") else Fraction(8)), Fraction(8)
    parts = [box(x, y, wide, high, CREAM if fields.get("grid") else MANGO)]
    if fields.get("grid"):
        parts.append(_grid(x, y, wide, high, scale * _grid_step(fields, width, height)))
    if fields.get("unit"):
        unit = text(fields, "unit")
        parts.append(words(x + wide / 2, y + high + 24, f"{written(width, language)} {unit}", 18))
        parts.append(words(30, y + high / 2 + 6, f"{written(height, language)} {unit}", 18))
    below = 34 if fields.get("unit") else 8
    return picture(x + wide + 8, y + high + below, label, *parts, at_least=NARROWEST)


def _grid_step(fields: Fields, width: Number, height: Number) -> Number:
    step = number(fields, "grid", Fraction(1, 10), 1000)
    if max(width, height) / step > MOST_SQUARES:
        raise ExpressionError(f"le quadrillage a plus de {MOST_SQUARES} carreaux de côté", str(step))
    return step


def _grid(x: Fraction, y: Fraction, wide: Number, high: Number, square: Number) -> str:
    upright = [f"M{at(x + square * n)} {at(y)}v{at(high)}" for n in range(1, math.ceil(wide / square))]
    lying = [f"M{at(x)} {at(y + square * n)}h{at(wide)}" for n in range(1, math.ceil(high / square))]
    return path("".join(upright + lying), more='stroke-width="1.5"') if upright or lying else ""


def bars(fields: Fields, label: str, language: str) -> str:
    """Return a chart of upright bars on a scale of whole steps."""
    values = numbers(fields, "values", MOST_BARS, 0, 10**6)
    names = _names(fields, language)
    if names and len(names) != len(values):
        raise ExpressionError("autant de noms que de barres", "labels")
    step = _scale_step(max(values))
    top = step * max(1, math.ceil(max(values) / step))
    wide = Fraction(256, len(values))
    lines = "".join(f"M48 {at(150 - 130 * line / top)}h264" for line in _scale(step, top))
    size = size_that_fits(names, wide - 4, 16)
    return picture(
        320,
        178,
        label,
        path(lines, more='stroke-width="1" opacity=".4"'),
        *(
            words(24, 156 - 130 * Fraction(line) / top, written(line, language), 14)
            for line in _scale(step, top)
        ),
        *(_upright(place, value, top, wide) for place, value in enumerate(values)),
        *(words(52 + wide * place + wide / 2, 172, name, size) for place, name in enumerate(names)),
        path("M48 14v136h264"),
    )


def _names(fields: Fields, language: str) -> list[str]:
    given = fields.get("labels")
    if given is None:
        return []
    listed = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return [
        value if isinstance(value, str) else written(as_number(value, "labels"), language) for value in listed
    ]


def _upright(place: int, value: Number, top: Number, wide: Fraction) -> str:
    high = 130 * Fraction(value) / top
    colour = BAR_COLOURS[place % len(BAR_COLOURS)]
    return box(52 + wide * place + wide / 6, 150 - high, wide * 2 / 3, high, colour)


def _scale_step(largest: Number) -> int:
    """Return the step of a scale with at most six lines: 1, 2 or 5 and its tens."""
    for power in range(7):
        for digit in (1, 2, 5):
            if largest <= 5 * digit * 10**power:
                return int(digit * 10**power)
    return 10**6


def _scale(step: int, top: Number) -> list[int]:
    return list(range(0, int(top) + 1, step))
