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
