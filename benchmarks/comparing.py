"""The rows of the table of three: each takes the three programs and yields what is measured of each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks import kiwix, kolibri
from benchmarks.answering import box_load
from benchmarks.box import Box, sign_in, without_errors
from benchmarks.browsing import chromium, first_visit
from benchmarks.link import after_the_link, after_the_link_of_kolibri
from benchmarks.measuring import Cost, Load, asking, side_by_side
from benchmarks.media import GB_OF_PART, clients
from benchmarks.phones import PHONES, Phone, drive
from benchmarks.processes import Started, cpu_seconds, resident_mb
from benchmarks.searching import ASKED, SUGGESTIONS, Searches, types
from benchmarks.walks import Browser

NONE = "–"
ROUNDS = 3
SEARCHES_EACH = 3  # of each phone in a round
PAGES_EACH = 5
ANSWERS_EACH = 10
ARRIVALS = 3
WORDS = ("énergie", "energie", "fraction", "fractoins")


@dataclass
class Side:
    """One of the programs: where its pages are, what must be seen before its front page is usable."""

    started: Started
    installed_mb: float
    front: str
    usable: str
    search: str
    hit: str  # what its page of results has for each (a regular expression)
    film: str
    idle_mb: float = 0.0

    def __post_init__(self) -> None:
        """Note the memory after the start."""
        self.idle_mb = self.idle_mb or resident_mb(self.started.pid)


@dataclass
class Three:
    """All that runs: ours, Kolibri, kiwix-serve; the pupils of the first two."""

    folder: Path
    box: Box
    sessions: list[kolibri.Session]
    ours: Side
    kolibri: Side
    kiwix: Side

    @property
    def sides(self) -> tuple[Side, Side, Side]:
        """The three in the order of the columns."""
        return self.ours, self.kolibri, self.kiwix

    @cached_property
    def known(self) -> dict[str, str]:
        """What Kolibri's content is called."""
        return kolibri.known(self.folder)


Cells = Iterator[tuple[str, ...]]


def weights(three: Three) -> Cells:
    """Installed size and start."""
    yield "installed, Python not counted", *(f"{one.installed_mb:.0f} MB" for one in three.sides)
    starts = (one.started for one in three.sides)
    yield "start: CPU, clock", *(f"{one.start_cpu_seconds:.2f} s, {one.wall_seconds:.1f} s" for one in starts)


def visits(three: Three) -> Cells:
    """The first visit to the front page in a browser."""
    with chromium() as browser:
        slow = [
            first_visit(browser, f"http://127.0.0.1:{one.started.port}{one.front}", one.usable, {})
            for one in three.sides
        ]
    yield "first visit: requests, wire", *(f"{one.requests}, {one.wire_kb:.0f} KB" for one in slow)
    usable = (f"{one.usable_seconds:.1f} s" for one in slow)
    yield "usable at 400 kbit/s, 400 ms, CPU ×6", *usable


def pages(three: Three) -> Cells:
    """The front page and search, processor time a request."""
    front = [Load(one.started, partial(asking, [one.front], each=PAGES_EACH)) for one in three.sides]
    yield "front page, CPU", *map(_ms, side_by_side(*front, rounds=ROUNDS))
    yield "search, CPU", *map(_ms, side_by_side(*map(_search_load, three.sides), rounds=ROUNDS))
    for word in WORDS:
        yield f"search finds “{word}”", *(_finds(one, word) for one in three.sides)


def answers(three: Three) -> Cells:
    """Answers that are kept; ours with the page that follows each."""
    phones = partial(kolibri.answers, three.folder, three.sessions, ANSWERS_EACH)
    beside = Load(three.kolibri.started, phones, "answer")
    costs = side_by_side(box_load(three.box), beside, rounds=ROUNDS)
    yield "an answer kept (ours: and the next page), CPU", *map(_ms, costs), NONE
    yield "answers a second, 30 connections", *(f"{one.per_second:.0f}" for one in costs), NONE
    yield "wait for an answer, p99", *(f"{one.p99_ms:.0f} ms" for one in costs), NONE


def arrivals(three: Three) -> Cells:
    """Thirty learners arrive at once."""
    ours = _arrival_seconds(three.ours, lambda: sign_in(three.box))
    beside = _arrival_seconds(three.kolibri, lambda: _arrive(three))
    yield "30 learners arrive at once, CPU", f"{ours:.2f} s", f"{beside:.2f} s", NONE


def films(three: Three) -> Cells:
    """A film of 200 MB in parts of 2 MB, eight clients."""
    loads = [Load(one.started, partial(clients, one.film)) for one in three.sides]
    costs = side_by_side(*loads, rounds=ROUNDS)
    yield "200 MB by ranges, 8 clients, CPU", *(f"{one.cpu_ms / 1000 / GB_OF_PART:.2f} s/GB" for one in costs)


def links(three: Three) -> Cells:
    """An answer given without a link."""
    with chromium() as browser:
        ours = after_the_link(three.box, browser)
        beside = after_the_link_of_kolibri(three.sessions[0], three.known["node"], browser)
    yield "an answer given without a link is sent, once it is back", ours, beside, NONE


def memory(three: Three) -> Cells:
    """What they hold after the start, and after all the loads above."""
    held = (f"{one.idle_mb:.0f} → {resident_mb(one.started.pid):.0f} MB" for one in three.sides)
    yield "memory: idle → after these loads", *held


def suggestions(three: Three) -> Cells:
    """Suggestions while one types; the last row, for kiwix-serve may not outlive it."""
    ours, beside = _suggested(three.ours, SUGGESTIONS), _suggested(three.kiwix, kiwix.SUGGEST)
    yield f"{ASKED:,} suggestions, 30 connections", ours, NONE, beside


ROWS: tuple[Callable[[Three], Cells], ...] = (
    weights,
    visits,
    pages,
    answers,
    arrivals,
    films,
    links,
    memory,
    suggestions,
)


def _ms(cost: Cost) -> str:
    return f"{cost.cpu_ms:.2f} ms"


def _search_load(side: Side) -> Load:
    searches = Searches()
    how_many = PHONES * SEARCHES_EACH
    return Load(side.started, lambda: asking(searches.addresses(side.search, how_many), each=SEARCHES_EACH))


def _finds(side: Side, word: str) -> str:
    return "yes" if re.search(side.hit, _text_of(side, side.search + quote(word))) else "**no**"


def _text_of(side: Side, path: str) -> str:
    bodies: list[str] = []

    def asks() -> Phone:
        browser = Browser()
        bodies.append((yield from browser.open(path)))

    drive(side.started.port, [asks()])
    return bodies[0]


def _arrival_seconds(side: Side, arrive: Callable[[], object]) -> float:
    took = []
    for _ in range(ARRIVALS):
        before = cpu_seconds(side.started.pid)
        arrive()
        took.append(cpu_seconds(side.started.pid) - before)
    return median(took)


def _arrive(three: Three) -> None:
    phones = [kolibri.arrives(number, three.known["facility"]) for number in range(PHONES)]
    without_errors(drive(three.kolibri.started.port, phones))


def _suggested(side: Side, path: str) -> str:
    addresses = Searches().beginnings(path, ASKED)
    run = drive(side.started.port, [types(addresses[place::PHONES]) for place in range(PHONES)])
    if side.started.process.poll() is not None:
        return f"**dead** after {run.requests}"
    return f"{run.requests - len(run.errors):,} answered, {len(run.errors)} errors"
