"""The ear of millet at the end of a set: a grain for each question, those to sow again left white."""

from collections.abc import Sequence
from dataclasses import dataclass

ROW_HEIGHT = 25
TOP = 14
LEAVES = 60  # below the grains


@dataclass(frozen=True)
class Seed:
    """A grain of the ear: whether it was got, and where it is drawn."""

    got: bool
    place: str


@dataclass(frozen=True)
class Harvest:
    """The drawing: its height, in its own units, and its grains."""

    height: int
    seeds: list[Seed]


def harvest_of(outcomes: Sequence[str]) -> Harvest:
    """Return the ear: two grains in a row, those that were got above."""
    got = sorted((outcome == "got" for outcome in outcomes), reverse=True)
    rows = (len(got) + 1) // 2
    seeds = [Seed(is_got, _place(number)) for number, is_got in enumerate(got)]
    return Harvest(TOP + rows * ROW_HEIGHT + LEAVES, seeds)


def _place(number: int) -> str:
    """Return the transform of a grain: right, left, then down."""
    down = TOP + number // 2 * ROW_HEIGHT
    return f"translate(62 {down})" if number % 2 == 0 else f"matrix(-1 0 0 1 58 {down})"
