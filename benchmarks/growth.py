"""Rows: how much dearer a page becomes with forty times the resources, or with a school that has grown."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.answering import box_load
from benchmarks.bench import Bench
from benchmarks.box import Box
from benchmarks.measuring import Load, asking, side_by_side
from benchmarks.resources import SUBJECTS, YEARS
from benchmarks.table import Row

FEW, MANY = 500, 20_000
PUPILS, LEARNERS, ANSWERS_EACH = 30, 1_000, 500
GOAL_PERCENT = 20
HOME = ["/eleve/accueil"]
LISTING = [  # with 500 resources too there are more than one page of each
    *(f"/catalogue?annee={year}" for year in YEARS),
    *(f"/catalogue?annee=toutes&matiere={subject}" for subject in SUBJECTS),
]


def growth(bench: Bench) -> Iterator[Row]:
    """Yield home, listing and answer, first for more resources, then for more people."""
    yield from _grown(bench.box_of(FEW), bench.box_of(MANY), f"{FEW} to {MANY:,} resources")
    grown = bench.grown_box(LEARNERS, LEARNERS * ANSWERS_EACH)
    alike = bench.grown_box(PUPILS, PUPILS * ANSWERS_EACH)
    yield from _grown(alike, grown, f"{PUPILS} to {LEARNERS:,} learners with {ANSWERS_EACH} answers each")


def _grown(small: Box, large: Box, how: str) -> Iterator[Row]:
    kinds: dict[str, Callable[[Box], Load]] = {
        "home": partial(_pages, HOME),
        "listing": partial(_pages, LISTING),
        "answer": box_load,
    }
    for what, load in kinds.items():
        yield _row(what, load, small, large, how)


def _row(what: str, load: Callable[[Box], Load], small: Box, large: Box, how: str) -> Row:
    before, after = side_by_side(load(small), load(large))
    ratio = after.cpu_ms / before.cpu_ms
    figures = (f"{after.cpu_ms:.2f} CPU ms", f"{before.cpu_ms:.2f} CPU ms")
    return Row(f"{what}, from {how}", *figures, ratio, f"+ {GOAL_PERCENT} %", ratio <= 1 + GOAL_PERCENT / 100)


def _pages(paths: list[str], box: Box) -> Load:
    cookies = [one.cookie for one in box.browsers]
    return Load(box.started, lambda: asking(paths, cookies))
