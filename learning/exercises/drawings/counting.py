"""Drawings to count: objects in groups or rows, bundles of ten, coins and notes."""

from learning.exercises.drawings.reading import Fields, numbers, text, whole
from learning.exercises.drawings.svg import CLAY, CREAM, EARTH, MANGO, OUTLINE, box, path, picture
from learning.exercises.drawings.things import PLAINEST, many, weight_of
from learning.exercises.errors import ExpressionError

MOST_GROUPS = 12
MOST_OBJECTS = 100
MANY_OBJECTS = 40  # beyond, they are drawn smaller
HEAVIEST = 2600  # bytes of things; more of them are drawn as beads: a drawing is 3 KB at most
CELL = 36
SMALL_SCALE = 0.6
WIDTH = 320
MOST_ACROSS = 10
SHORT_ROWS = 20  # things in rows of five, as on the fingers of a hand; beyond, rows of ten
COLUMNS = ((2, 4), (3, 9), (5, MOST_OBJECTS))  # of one group among several, and up to how many things
EDGE = 4
NARROWEST = 5 * CELL
GAP = 14


def objects(fields: Fields, label: str, language: str) -> str:
    """Return things in groups (`groups`) or in rows (`rows`, `columns`)."""
    thing = text(fields, "thing", PLAINEST) or PLAINEST
    if "rows" in fields or "columns" in fields:
        rows, columns = whole(fields, "rows", 1, 12), whole(fields, "columns", 1, 12)
        return _rows(rows, columns, thing, label)
    groups = [_whole_group(group) for group in numbers(fields, "groups", MOST_GROUPS, 0, MOST_OBJECTS)]
    if not 0 < sum(groups) <= MOST_OBJECTS:
        raise ExpressionError(f"on dessine de 1 à {MOST_OBJECTS} objets", str(sum(groups)))
    return _groups(groups, thing, label)


def _whole_group(group: object) -> int:
    if not isinstance(group, int):
        raise ExpressionError("un groupe compte un nombre entier d’objets", str(group))
    return group


def _look(total: int, thing: str) -> tuple[str, float]:
    if total > MANY_OBJECTS:
        return PLAINEST, SMALL_SCALE
    return (thing if total * weight_of(thing) <= HEAVIEST else PLAINEST), 1


def _rows(rows: int, columns: int, thing: str, label: str) -> str:
    shown, scale = _look(rows * columns, thing)
    cell = round(CELL * scale)
    middles = [
        (cell * column + cell // 2 + 4, cell * row + cell // 2 + 4)
        for row in range(rows)
        for column in range(columns)
    ]
    drawn = many(shown, middles, scale)
    return picture(cell * columns + 8, cell * rows + 8, label, drawn, at_least=NARROWEST)


def _groups(groups: list[int], thing: str, label: str) -> str:
    shown, scale = _look(sum(groups), thing)
    cell = round(CELL * scale)
    across = [_across(group, len(groups)) for group in groups]
    parts, middles = [], []
    x, y, row_height, width = EDGE, EDGE, 0, 0
    for group, columns in zip(groups, across, strict=True):
        wide, high = cell * columns + 12, cell * max(1, -(-group // columns)) + 12
        if x + wide > WIDTH and x > EDGE:
            x, y, row_height = EDGE, y + row_height + GAP, 0
        if len(groups) > 1:
            parts.append(box(x, y, wide, high, CREAM, 12))
        middles += [
            (x + 6 + cell * (place % columns) + cell // 2, y + 6 + cell * (place // columns) + cell // 2)
            for place in range(group)
        ]
        x, row_height, width = x + wide + GAP, max(row_height, high), max(width, x + wide)
    drawn = many(shown, middles, scale)
    return picture(width + EDGE, y + row_height + EDGE, label, *parts, drawn, at_least=NARROWEST)


def _across(group: int, groups: int) -> int:
    if groups == 1:
        return min(max(group, 1), 5 if group <= SHORT_ROWS else MOST_ACROSS)
    return next(columns for columns, most in COLUMNS if group <= most)


def tens(fields: Fields, label: str, language: str) -> str:
    """Return sticks in bundles of ten and single ones; sacks of a hundred with `hundreds`."""
    hundreds = whole(fields, "hundreds", 0, 10, 0)
    bundles, ones = whole(fields, "tens", 0, 20, 0), whole(fields, "ones", 0, 20, 0)
    if hundreds + bundles + ones == 0:
        raise ExpressionError("le dessin n’a aucun bâton", "tens")
    sacks, below_sacks = _laid(hundreds, 62, EDGE)
    tied, below_tied = _laid(bundles, 42, below_sacks)
    right = max([x + 52 for x, _ in sacks] + [x + 34 for x, _ in tied] + [15 * ones])
    parts = [_sacks(sacks) if sacks else "", _bundles(tied) if tied else ""]
    parts.append(_sticks(ones, below_tied) if ones else "")
    return picture(right + 8, below_tied + (70 if ones else 0), label, *parts, at_least=NARROWEST)


def _laid(count: int, wide: int, top: int) -> tuple[list[tuple[int, int]], int]:
    """Return the corners of things in rows, and where the next row would begin."""
    in_a_row = WIDTH // wide
    corners = [(6 + wide * (place % in_a_row), top + 74 * (place // in_a_row)) for place in range(count)]
    return corners, top + 74 * -(-count // in_a_row)


def _sacks(corners: list[tuple[int, int]]) -> str:
    shapes = "".join(f"M{x + 16} {y + 14}c-14 8-20 52-8 52h36c12 0 6-44-8-52l4-12h-28z" for x, y in corners)
    ties = "".join(f"M{x + 15} {y + 14}h22" for x, y in corners)
    texts = "".join(f'<text x="{x + 26}" y="{y + 52}">100</text>' for x, y in corners)
    names = f'<g font-size="18" fill="{OUTLINE}" stroke="none">{texts}</g>'
    return path(shapes, EARTH) + path(ties, more=f'stroke="{CLAY}" stroke-width="4"') + names


def _bundles(corners: list[tuple[int, int]]) -> str:
    # Ten sticks side by side: they can be counted, the band says that they are one ten.
    wood = "".join(f"M{x} {y}h30v60h-30z" for x, y in corners)
    between = "".join(f"M{x + 3} {y}v60" + "m3-60v60" * 8 for x, y in corners)
    bands = "".join(f"M{x - 2} {y + 24}h34v12h-34z" for x, y in corners)
    return path(wood, MANGO) + path(between, more='stroke-width="1"') + path(bands, CLAY)


def _sticks(count: int, y: int) -> str:
    d = f"M9 {y + 4}v58" + "m15-58v58" * (count - 1)
    return path(d, more='stroke-width="8"') + path(d, more=f'stroke="{MANGO}" stroke-width="4"')
