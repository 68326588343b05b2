"""Rows: how much dearer a page becomes with forty times the resources, or with a school that has grown."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.answering import box_load
from benchmarks.bench import Bench
from benchmarks.box import Box
from benchmarks.measuring import Load, asking, side_by_side
from benchmarks.pages import CATALOGUE
from benchmarks.table import Row

FEW, MANY = 500, 20_000
LEARNERS, ANSWERS = 1_000, 500_000
GOAL_PERCENT = 20


def growth(bench: Bench) -> Iterator[Row]:
    """Yield home, listing and answer, first for more resources, then for more people."""
    yield from _grown(bench.box_of(FEW), bench.box_of(MANY), f"{FEW} to {MANY:,} resources")
    yield from _grown(bench.box, bench.grown_box(LEARNERS, ANSWERS), f"30 to {LEARNERS:,} learners")


def _grown(small: Box, large: Box, how: str) -> Iterator[Row]:
    kinds: dict[str, Callable[[Box], Load]] = {
        "home": partial(_pages, ["/eleve/accueil"]),
        "listing": partial(_pages, CATALOGUE),
        "answer": box_load,
    }
    for what, load in kinds.items():
        before, after = side_by_side(load(small), load(large))
        percent = (after.cpu_ms / before.cpu_ms - 1) * 100
        yield Row(
            f"{what}, from {how}",
            f"{after.cpu_ms:.2f} CPU ms",
            f"{before.cpu_ms:.2f} CPU ms",
            after.cpu_ms / before.cpu_ms,
            f"+ {GOAL_PERCENT} %",
            percent <= GOAL_PERCENT,
        )


def _pages(paths: list[str], box: Box) -> Load:
    cookies = [one.cookie for one in box.browsers]
    return Load(box.started, lambda: asking(paths, cookies))
