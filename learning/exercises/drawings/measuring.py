"""Drawings to measure on: the number line, the ruler, the clock."""

import math
from collections.abc import Sequence

from learning.exercises.drawings.reading import Fields, as_number, number, text, whole
from learning.exercises.drawings.svg import (
    CLAY,
    CREAM,
    EARTH,
    LEAF,
    MANGO,
    OUTLINE,
    PEN,
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

LARGEST = 10**6
MOST_TICKS = 101
LINE_START, LINE_END = 22, 298
RULER_END = 30  # cm
ROOMY = 18  # of the drawing for a centimetre: each has its number
SHORTEST_PENCIL = 30


def number_line(fields: Fields, label: str, language: str) -> str:
    """Return a line of numbers from `start` to `end`; the arrow shows `mark`.

    `labels`: a list of the numbers to write, or every how many ticks to write one; the number at the arrow
    is never written unless the list names it.
    """
    start, end = number(fields, "start", -LARGEST, LARGEST), number(fields, "end", -LARGEST, LARGEST)
    step = number(fields, "step", as_number("0.001", "step"), LARGEST, 1)
    if end <= start or (end - start) / step > MOST_TICKS - 1:
        raise ExpressionError(f"une droite a de 2 à {MOST_TICKS} traits", f"{start}..{end} by {step}")
    ticks = [start + place * step for place in range(int((end - start) // step) + 1)]
    named = _named_ticks(fields, ticks)
    names = [written(value, language) for value in named]
    room = (LINE_END - LINE_START) / max(len(named) - 1, 1)
    size = size_that_fits(names, room, 20)
    mark = None if fields.get("mark") is None else number(fields, "mark", start, end)
    return picture(
        320,
        92,
        label,
        path("M8 55h304M303 47l9 8-9 8", more='stroke-width="3"'),
        _ticks(ticks, named, start, end),
        *(words(_along(value, start, end), 88, name, size) for value, name in zip(named, names, strict=True)),
        _arrow(_along(mark, start, end)) if mark is not None else "",
    )


def _named_ticks(fields: Fields, ticks: list[Number]) -> list[Number]:
    listed = fields.get("labels")
    if isinstance(listed, Sequence) and not isinstance(listed, str):
        return [as_number(value, "labels") for value in listed]
    every = whole(fields, "labels", 0, MOST_TICKS, -1)
    if every == 0:
        return []
    if every < 0:
        kept = [ticks[0], ticks[-1]] + ([ticks[len(ticks) // 2]] if len(ticks) % 2 else [])
    else:
        kept = ticks[::every]
    mark = None if fields.get("mark") is None else as_number(fields["mark"], "mark")
    return sorted(value for value in kept if value != mark)


def _along(value: Number, start: Number, end: Number) -> float:
    return LINE_START + float(value - start) / float(end - start) * (LINE_END - LINE_START)


def _ticks(ticks: list[Number], named: list[Number], start: Number, end: Number) -> str:
    long = [tick for tick in ticks if tick in named]
    short = [tick for tick in ticks if tick not in named]
    drawn = path("".join(f"M{at(_along(tick, start, end))} 42v26" for tick in long), more='stroke-width="3"')
    if short:
        d = "".join(f"M{at(_along(tick, start, end))} 48v14" for tick in short)
        drawn += path(d, more='stroke-width="1.8"')
    return drawn


def _arrow(x: float) -> str:
    return path(f"M{at(x)} 6v30m-9-11l9 11 9-11", more=f'stroke="{PEN}" stroke-width="5"')


def ruler(fields: Fields, label: str, language: str) -> str:
    """Return a thing of `length` cm along a ruler, beginning at `start`."""
    length, start = number(fields, "length", 0, RULER_END), number(fields, "start", 0, RULER_END, 0)
    last = max(math.ceil(start + length) + 1, 6)
    if last > RULER_END + 1:
        raise ExpressionError(f"la règle s’arrête à {RULER_END} cm", str(start + length))
    cm = 296 / last
    first = 11.0
    marks = "".join(f"M{at(first + place * cm)} 60v14" for place in range(last + 1))
    halves = "".join(f"M{at(first + (place + 0.5) * cm)} 60v8" for place in range(last))
    every = 1 if cm >= ROOMY else 2
    return picture(
        320,
        104,
        label,
        _measured(text(fields, "thing", "pencil"), first + float(start) * cm, float(length) * cm),
        box(2, 60, 316, 40, EARTH, 3),
        path(marks, more='stroke-width="2"') + path(halves, more='stroke-width="1.2"'),
        *(
            words(first + place * cm, 93, str(place), 15 if cm >= ROOMY else 13)
            for place in range(0, last + 1, every)
        ),
    )


def _measured(thing: str, x: float, wide: float) -> str:
    if thing == "fish":
        return _long_fish(x, wide)
    if thing != "pencil" or wide < SHORTEST_PENCIL:
        return box_at(x, 34, wide, 16, LEAF)
    body = box_at(x, 30, wide - 18, 20, MANGO) + box_at(x, 30, 10, 20, CLAY)
    tip = path(f"M{at(x + wide - 18)} 30l18 10-18 10z", CREAM)
    return body + tip


def _long_fish(x: float, wide: float) -> str:
    body = wide - 16
    d = f"M{at(x)} 38q{at(body / 2)}-30 {at(body)}-2l16-10v24l-16-10q{at(-body / 2)} 28 {at(-body)}-2z"
    return path(d, LEAF) + disc(x + min(14, body / 3), 35, 1, OUTLINE)


def box_at(x: float, y: float, wide: float, high: float, fill: str) -> str:
    """Return a rectangle at places that are not whole."""
    return path(f"M{at(x)} {at(y)}h{at(wide)}v{at(high)}h{at(-wide)}z", fill)


def clock(fields: Fields, label: str, language: str) -> str:
    """Return a clock face; the hour hand moves on with the minutes."""
    hours, minutes = whole(fields, "hours", 0, 24), whole(fields, "minutes", 0, 59, 0)
    middle = 100
    # The circumference of 60 marks: a dash of 1.5 and what is left of 2πr/60.
    dashes = f'stroke-dasharray="1.5 {2 * math.pi * 84 / 60 - 1.5:.3f}" stroke-width="6"'
    names = [
        words(middle + 68 * math.sin(math.pi * hour / 6), 107 - 68 * math.cos(math.pi * hour / 6), str(hour))
        for hour in range(1, 13)
    ]
    return picture(
        200,
        200,
        label,
        disc(middle, middle, 95, CREAM),
        f'<circle cx="100" cy="100" r="84" fill="none" stroke-linecap="butt" '
        f'transform="rotate(-90.5 100 100)" {dashes}/>',
        *names,
        _hand(hours % 12 * 30 + minutes / 2, 36, CLAY, 8),
        _hand(minutes * 6, 56, OUTLINE, 4),
        disc(middle, middle, 5, OUTLINE),
    )


def _hand(degrees: float, length: int, colour: str, wide: int) -> str:
    x, y = 100 + length * math.sin(math.radians(degrees)), 100 - length * math.cos(math.radians(degrees))
    return path(f"M100 100L{at(x)} {at(y)}", more=f'stroke="{colour}" stroke-width="{wide}"')
