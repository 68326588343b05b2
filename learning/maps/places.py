"""Where in its row each box stands: few lines cross, and each line falls as straight as it can."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from learning.maps.rows import Chart

SWEEPS = 12  # down and up again; a map of 60 skills is at rest before
ROUNDS = 60  # of pulling boxes towards what they are linked with

Rows = tuple[tuple[str, ...], ...]
Neighbours = Mapping[str, Sequence[str]]  # point → the points it is linked with, in the row above or below


def in_order(chart: Chart) -> Rows:
    """Return the rows in the order in which the fewest lines cross (barycenters; Sugiyama 1981)."""
    above, below = _neighbours(chart)
    rows = best = chart.rows
    fewest = crossings(rows, below)
    for sweep in range(SWEEPS):
        rows = _swept(rows, above) if sweep % 2 == 0 else _swept(rows[::-1], below)[::-1]
        if (found := crossings(rows, below)) < fewest:
            best, fewest = rows, found
    return best


def crossings(rows: Rows, below: Neighbours) -> int:
    """Return how many pairs of lines cross."""
    count = 0
    for upper, lower in pairwise(rows):
        place = {name: number for number, name in enumerate(lower)}
        ends = [sorted(place[end] for end in below.get(name, ())) for name in upper]
        for number, own in enumerate(ends):
            count += sum(left > right for left in own for later in ends[number + 1 :] for right in later)
    return count


def middles(rows: Rows, chart: Chart, widths: Mapping[str, float]) -> dict[str, float]:
    """Return where the middle of each point stands from the left; each keeps its width free."""
    above, below = _neighbours(chart)
    found = {name: middle for row in rows for name, middle in zip(row, _packed(row, widths), strict=True)}
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            wishes = [_mean(found, name, (*above.get(name, ()), *below.get(name, ()))) for name in row]
            found.update(zip(row, _apart(wishes, _packed(row, widths)), strict=True))
    left = min((found[name] - widths[name] / 2 for name in found), default=0.0)
    return {name: middle - left for name, middle in found.items()}


def _neighbours(chart: Chart) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for link in chart.links:
        for upper, lower in pairwise(link.way):
            above.setdefault(lower, []).append(upper)
            below.setdefault(upper, []).append(lower)
    return above, below


def _swept(rows: Rows, before: Neighbours) -> Rows:
    """Return the rows, each ordered by where its neighbours in the row before it stand."""
    done = [rows[0]] if rows else []
    for row in rows[1:]:
        place = {name: float(number) for number, name in enumerate(done[-1])}
        own = {name: float(number) for number, name in enumerate(row)}
        wish = {name: _mean(place | own, name, before.get(name, ())) for name in row}
        done.append(tuple(sorted(row, key=lambda name: (wish[name], own[name]))))
    return tuple(done)


def _mean(places: Mapping[str, float], name: str, others: Sequence[str]) -> float:
    return sum(places[other] for other in others) / len(others) if others else places[name]


def _packed(row: Sequence[str], widths: Mapping[str, float]) -> list[float]:
    """Return the middles of boxes that stand side by side."""
    ends = [0.0]
    for name in row:
        ends.append(ends[-1] + widths[name])
    return [(left + right) / 2 for left, right in pairwise(ends)]


def _apart(wishes: Sequence[float], packed: Sequence[float]) -> list[float]:
    """Return the places nearest to the wishes (least squares) at which no two overlap.

    Pool adjacent violators: boxes that would overlap move together, to the mean of their wishes.
    """
    pools: list[tuple[float, int]] = []  # shift against the packed places, how many boxes share it
    for wish, place in zip(wishes, packed, strict=True):
        shift, count = wish - place, 1
        while pools and pools[-1][0] > shift:
            other, others = pools.pop()
            shift = (shift * count + other * others) / (count + others)
            count += others
        pools.append((shift, count))
    shifts = [shift for shift, count in pools for _ in range(count)]
    return [place + shift for place, shift in zip(packed, shifts, strict=True)]
