"""Rows: search beside the bare app's, its waits at 5,000 and 20,000, the index, ten thousand suggestions."""

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.bench import Bench
from benchmarks.box import Box
from benchmarks.measuring import Load, asking, side_by_side
from benchmarks.phones import PHONES, Phone, drive, get
from benchmarks.processes import cpu_seconds
from benchmarks.table import Row, at_most, at_most_times
from benchmarks.words import SCHOOL_WORDS, Words
from exchange.store import Store
from hotspot.content.arrivals import edition_of, read_arrival
from hotspot.content.building import build_catalogue

SEARCH, SUGGESTIONS = "/recherche?q=", "/recherche/mots?q="
MANY = 20_000
EACH = 10  # searches of each phone in a round
ALONE = 200  # searches one after the other, to see the wait without a queue
ASKED = 10_000  # suggestions
USUAL_WORDS = 1_500  # of the vocabulary: the others are in one resource or two


def searching(bench: Bench) -> Iterator[Row]:
    """Yield processor time beside the bare app, then waits, index and suggestions."""
    cookies = [one.cookie for one in bench.box.browsers]
    ours, bare = Searches(), Searches()
    loads = (
        Load(bench.box.started, lambda: asking(ours.addresses(SEARCH, PHONES * EACH), cookies, EACH)),
        Load(bench.reference, lambda: asking(bare.addresses("/search?q=", PHONES * EACH), each=EACH)),
    )
    costs = side_by_side(*loads)
    yield at_most_times("search, with four facets", costs[0].cpu_ms, costs[1].cpu_ms, "CPU ms", 1.2)
    yield at_most("search of one phone, p95, 5,000 resources", _p95_alone(bench.box), "ms", 15)
    yield at_most("search of one phone, p95, 20,000 resources", _p95_alone(bench.box_of(MANY)), "ms", 40)
    yield at_most(
        "catalogue of 5,000 built, with its index", _index_seconds(bench.folder, bench.resources), "s", 5
    )
    yield from _suggestions(bench.box)


class Searches:
    """What pupils type: a word of the school, a rarer word, two words; never the same list twice."""

    def __init__(self) -> None:
        self.dice = random.Random(11)
        self.words = Words().french[:USUAL_WORDS]

    def addresses(self, path: str, how_many: int) -> list[str]:
        """Return so many further searches."""
        return [path + quote(self._typed(place % 3)) for place in range(how_many)]

    def beginnings(self, path: str, how_many: int) -> list[str]:
        """Return what phones ask while a word is typed, letter by letter."""
        words = [self.dice.choice(SCHOOL_WORDS) for _ in range(how_many)]
        typed = [word[: 2 + place % max(1, len(word) - 2)] for place, word in enumerate(words)]
        return [path + quote(one) for one in typed]

    def _typed(self, kind: int) -> str:
        one, other = self.dice.choice(SCHOOL_WORDS), self.dice.choice(self.words)
        return (one, other, f"{one} {other}")[kind]


def _p95_alone(box: Box) -> float:
    searches = Searches()
    run = drive(box.started.port, asking(searches.addresses(SEARCH, ALONE), each=ALONE)[:1])
    return run.wait_ms(95)


def _index_seconds(folder: Path, resources: int) -> float:
    """Return the processor time of building catalogue.db from documents that are in memory."""
    repo = folder / f"repo-{resources}"
    arrival = read_arrival(Store(repo), edition_of(repo, ""))
    with tempfile.TemporaryDirectory() as beside:
        began = time.process_time()
        build_catalogue(arrival, Path(beside) / "catalogue.db")
        return time.process_time() - began


def _suggestions(box: Box) -> Iterator[Row]:
    addresses = Searches().beginnings(SUGGESTIONS, ASKED)
    before = cpu_seconds(box.started.pid)
    run = drive(box.started.port, [types(addresses[place::PHONES]) for place in range(PHONES)])
    spent = (cpu_seconds(box.started.pid) - before) * 1000 / ASKED
    missing = ASKED - run.requests + len(run.errors)
    yield at_most("10,000 suggestions at 30 connections", missing, "errors", 0, digits=0)
    yield Row("a suggestion", f"{spent:.2f} CPU ms")


def types(addresses: list[str]) -> Phone:
    """Ask for each of these, as a phone does while one types."""
    for address in addresses:
        yield get(address)
