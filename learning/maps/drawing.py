"""Draws the map as SVG: a band for each year, a box for each skill, a line to each skill that it prepares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from learning.maps.places import in_order, middles
from learning.maps.rows import Chart, Link, Stop, chart_of

BOX, BETWEEN = 164, 18  # pixels, as all below: a box, and the room beside it
PASSAGE = 22  # what a line needs that passes between boxes
LINE, PAD = 20, 10  # the height of a line of text; room inside a box
LETTERS = 18  # in a line of a box, at 15 pixels
GAP = 44  # between rows, for the lines
LABEL = 30  # the head of a band, where the year is named
EDGE = 12  # around everything
TIP = 7  # of an arrow


@dataclass(frozen=True, slots=True)
class Names:
    """What is read on the map, in the page's language."""

    label: str  # what is to be seen, for who cannot see it
    skills: Mapping[str, str]
    years: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where all stands: the middles of points, tops and heights of rows, the width of the sheet."""

    chart: Chart
    middles: Mapping[str, float]
    row_of: Mapping[str, int]
    tops: Sequence[int]
    heights: Sequence[int]
    width: int
    mirrored: bool

    def x(self, name: str) -> int:
        """Return the middle of a point; in a mirrored map the first stands on the right."""
        middle = round(self.middles[name]) + EDGE
        return self.width - middle if self.mirrored else middle


def skill_map(stops: Sequence[Stop], names: Names, *, mirrored: bool = False) -> str:
    """Return the map of these skills as SVG, "" when there is none."""
    if not stops:
        return ""
    lines = {stop.name: _lines(names.skills[stop.name]) for stop in stops}
    sheet = _sheet(stops, lines, mirrored=mirrored)
    height = sheet.tops[-1] + sheet.heights[-1] + GAP // 2 + EDGE
    parts = [
        *(_band(year, sheet) for year in dict.fromkeys(sheet.chart.years)),
        *(_line(link, sheet) for link in sorted(sheet.chart.links, key=lambda link: link.hard)),
        *(_box(stop.name, lines[stop.name], sheet) for stop in stops),
        *(_year(year, names.years[year], sheet) for year in dict.fromkeys(sheet.chart.years)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(names.label)}" '
        f'width="{sheet.width}" height="{height}" viewBox="0 0 {sheet.width} {height}">{"".join(parts)}</svg>'
    )


def _sheet(stops: Sequence[Stop], lines: Mapping[str, Sequence[str]], *, mirrored: bool) -> _Sheet:
    chart = chart_of(stops)
    rows = in_order(chart)
    row_of = {name: number for number, row in enumerate(rows) for name in row}
    widths = {name: float(BOX + BETWEEN if name in lines else PASSAGE) for name in row_of}
    placed = middles(rows, chart, widths)
    heights = [2 * PAD + LINE * max(len(lines[name]) for name in row if name in lines) for row in rows]
    width = round(max(placed[name] + widths[name] / 2 for name in placed)) + 2 * EDGE
    return _Sheet(chart, placed, row_of, _tops(chart.years, heights), heights, width, mirrored)


def _tops(years: Sequence[int], heights: Sequence[int]) -> list[int]:
    """Return where each row begins; the first of a year leaves room for the year's name."""
    tops: list[int] = []
    end = 0
    for row, height in enumerate(heights):
        is_first = row == 0 or years[row] != years[row - 1]
        tops.append(end + (LABEL + GAP // 2 if is_first else 0))
        end = tops[-1] + height + GAP
    return tops


def _band(year: int, sheet: _Sheet) -> str:
    rows = [row for row, other in enumerate(sheet.chart.years) if other == year]
    top = sheet.tops[rows[0]] - LABEL
    height = sheet.tops[rows[-1]] + sheet.heights[rows[-1]] + GAP // 2 - top
    return f'<rect class="band" x="0" y="{top}" width="{sheet.width}" height="{height}" rx="8"/>'


def _year(year: int, name: str, sheet: _Sheet) -> str:
    """Return the name of a band, over the lines: where reading starts, on the right in a mirrored map."""
    side = sheet.width - EDGE if sheet.mirrored else EDGE
    y = sheet.tops[sheet.chart.years.index(year)] - LABEL + LINE
    return f'<text class="year" x="{side}" y="{y}" text-anchor="start">{escape(name)}</text>'


def _box(name: str, lines: Sequence[str], sheet: _Sheet) -> str:
    x, row = sheet.x(name), sheet.row_of[name]
    top, height = sheet.tops[row], sheet.heights[row]
    first = top + (height - LINE * len(lines)) // 2 + LINE - PAD // 2
    texts = "".join(
        f'<tspan x="{x}" y="{first + LINE * number}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect class="skill" x="{x - BOX // 2}" y="{top}" width="{BOX}" height="{height}" rx="8"/>'
        f'<text text-anchor="middle">{texts}</text>'
    )


def _line(link: Link, sheet: _Sheet) -> str:
    row = sheet.row_of[link.before]
    x, y = sheet.x(link.before), sheet.tops[row] + sheet.heights[row]
    path = f"M{x} {y}"
    for name in link.way[1:]:
        row, to_x = sheet.row_of[name], sheet.x(name)
        top = sheet.tops[row]
        middle = (y + top) // 2
        path += f"C{x} {middle} {to_x} {middle} {to_x} {top}"
        x, y = to_x, top + sheet.heights[row]
        if name != link.after:
            path += f"V{y}"
    tip = f"M{x - TIP // 2} {top - TIP}L{x} {top}L{x + TIP // 2} {top - TIP}"
    return f'<path class="{"hard" if link.hard else "soft-link"}" d="{path}"/><path class="tip" d="{tip}"/>'


def _lines(title: str) -> list[str]:
    """Return a title in as few lines as a box has room for, all about as long."""
    fewest = len(_cut(title, LETTERS))
    return next(cut for room in range(1, LETTERS + 1) if len(cut := _cut(title, room)) == fewest)


def _cut(title: str, room: int) -> list[str]:
    """Return a title in lines of so many letters; a longer word stands alone."""
    lines = [""]
    for word in title.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
