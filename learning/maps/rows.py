"""Which row of the map each skill stands in: by year, and below all that comes before it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A skill on the map. What comes before it and is not on the map is left out of `hard` and `soft`."""

    name: str
    year: int
    hard: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a skill to one that it comes before. `way`: the points it leads through, a row each."""

    before: str
    after: str
    hard: bool
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows from top to bottom, with the points where a long line passes between the boxes."""

    rows: tuple[tuple[str, ...], ...]
    years: tuple[int, ...]  # of each row
    links: tuple[Link, ...]


def chart_of(stops: Sequence[Stop]) -> Chart:
    """Return the rows and links of these skills; in a row they stand as they come."""
    known = {stop.name: stop for stop in stops}
    levels = {stop.name: (stop.year, _depth(stop, known, ())) for stop in stops}
    places = sorted(set(levels.values()))
    row_of = {name: places.index(level) for name, level in levels.items()}
    links = tuple(
        _link(before, stop.name, before in stop.hard, row_of)
        for stop in stops
        for before in dict.fromkeys((*stop.hard, *stop.soft))
        if row_of[before] < row_of[stop.name] and not _is_implied(before, stop, known)
    )
    rows: list[list[str]] = [[name for name in row_of if row_of[name] == row] for row in range(len(places))]
    for link in links:
        for row, point in enumerate(link.way[1:-1], start=row_of[link.before] + 1):
            rows[row].append(point)
    return Chart(tuple(map(tuple, rows)), tuple(year for year, _ in places), links)


def _depth(stop: Stop, known: dict[str, Stop], path: tuple[str, ...]) -> int:
    """Return how many skills of the same year stand above; a cycle, which publishing refuses, is cut."""
    above = [known[name] for name in (*stop.hard, *stop.soft) if name not in path]
    same = [one for one in above if one.year == stop.year]
    return max((1 + _depth(one, known, (*path, stop.name)) for one in same), default=0)


def _link(before: str, after: str, hard: bool, row_of: dict[str, int]) -> Link:
    between = range(row_of[before] + 1, row_of[after])
    return Link(before, after, hard, (before, *(f"{before}>{after}>{row}" for row in between), after))


def _is_implied(before: str, stop: Stop, known: dict[str, Stop]) -> bool:
    """Say whether another hard prerequisite needs `before` already: then its line would tell nothing new."""
    rest, seen = [name for name in stop.hard if name != before], {stop.name}
    while rest:
        name = rest.pop()
        if name == before:
            return True
        if name not in seen:
            seen.add(name)
            rest.extend(known[name].hard)
    return False
