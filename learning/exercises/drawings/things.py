"""Things to count: each a few strokes around its middle, some 32 wide and high.

Layers of (fill, strokes); strokes are relative, so that one path draws the layer of many things.
"""

from collections.abc import Sequence

from learning.exercises.drawings.svg import (
    CLAY,
    CREAM,
    EARTH,
    LEAF,
    MANGO,
    ORANGE,
    OUTLINE,
    WATER,
    path,
)

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
    "stone": ((EARTH, "m-12 9l-4-9 6-9 10-3 10 5 6 9-5 7z"), ("none", "m-6-3l5-3m-1 6h5")),
    "pencil": (
        (MANGO, "m-5-15h10v20l-5 10-5-10z"),
        (CLAY, "m-5-15h10v6h-10z"),
        (CREAM, "m-5 5h10l-5 10z"),
    ),
}
PLAINEST = "bead"  # for a word without a drawing of its own, and where there are very many
NAMES = (*THINGS, PLAINEST)
BEAD_WIDE = 18


def many(thing: str, middles: Sequence[tuple[int, int]], scale: float = 1) -> str:
    """Return the thing drawn around each of the middles; beads may be smaller."""
    if thing not in THINGS:
        return _beads(middles, round(BEAD_WIDE * scale))
    return "".join(
        path("".join(f"M{x} {y}{strokes}" for x, y in middles), fill) for fill, strokes in THINGS[thing]
    )


def weight_of(thing: str) -> int:
    """Return how many bytes one more of the thing takes."""
    return sum(len("M100 100") + len(strokes) for _, strokes in THINGS.get(thing, ()))


def _beads(middles: Sequence[tuple[int, int]], wide: int) -> str:
    # A line of no length with round ends is a dot: a hundred beads stay under 3 KB.
    dots = "".join(f"M{x} {y}h0" for x, y in middles)
    return path(dots, more=f'stroke-width="{wide}"') + path(
        dots, more=f'stroke="{CLAY}" stroke-width="{wide - 5}"'
    )
