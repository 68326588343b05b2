"""Things to count: each a few strokes around its middle, some 32 wide and high.

Layers of (fill, strokes); strokes are relative, so that one path draws the layer of many things.
"""

from collections.abc import Iterable

from learning.exercises.drawings.svg import (
    CLAY,
    CREAM,
    EARTH,
    LEAF,
    MANGO,
    ORANGE,
    OUTLINE,
    WATER,
    at,
    path,
)
from learning.exercises.expressions import Number

Layer = tuple[str, str]

THINGS: dict[str, tuple[Layer, ...]] = {
    "mango": (
        (MANGO, "m-7-6c7-8 20-3 19 7-1 8-9 12-16 10-9-2-11-10-3-17z"),
        (LEAF, "m-3-12c4-5 10-4 12 0-4 3-9 3-12 0z"),
        ("none", "m-4-6c-1-2 0-4 1-6"),
    ),
    "orange": (
        (ORANGE, "m-13 2a13 13 0 1 0 26 0a13 13 0 1 0-26 0z"),
        (LEAF, "m0-11c2-5 8-6 10-3-3 4-7 5-10 3z"),
    ),
    "ball": (
        (WATER, "m-14 0a14 14 0 1 0 28 0a14 14 0 1 0-28 0z"),
        (CREAM, "m-4-13.5q10 13.5 0 27q4 1 8 0q10-13.5 0-27q-4-1-8 0z"),
    ),
    "fish": (
        (WATER, "m-15 0c5-10 16-10 22-2l8-7c-2 6-2 12 0 18l-8-7c-6 8-17 8-22-2z"),
        (OUTLINE, "m-9-1h.5"),
    ),
    "egg": ((CREAM, "m0-14c6 0 11 9 11 16 0 7-5 11-11 11s-11-4-11-11c0-7 5-16 11-16z"),),
    "stone": ((EARTH, "m-14 8c-2-9 4-16 12-17 9-1 17 6 15 15-1 5-24 6-27 2z"), ("none", "m-6 1c1-3 4-5 7-5")),
    "pencil": (
        (MANGO, "m-4-14h8v20l-4 9-4-9z"),
        (CLAY, "m-4-14h8v5h-8z"),
        (CREAM, "m-4 6h8l-4 9z"),
    ),
    "bead": ((CLAY, "m-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z"),),
}
PLAINEST = "bead"  # for a word without a drawing of its own, and where there are very many


def many(thing: str, middles: Iterable[tuple[Number, Number]], scale: float = 1) -> str:
    """Return the thing drawn around each of the middles."""
    layers = THINGS.get(thing, THINGS[PLAINEST])
    places = [f"M{at(float(x) / scale)} {at(float(y) / scale)}" for x, y in middles]
    drawn = "".join(path("".join(place + strokes for place in places), fill) for fill, strokes in layers)
    if scale == 1:
        return drawn
    return f'<g transform="scale({scale:g})" stroke-width="{at(2.2 / scale)}">{drawn}</g>'
