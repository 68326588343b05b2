"""Rows: pages that phones look at, pages that are kept, thirty pupils at once; all beside a bare page."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from benchmarks.bench import Bench
from benchmarks.box import sign_in
from benchmarks.measuring import Load, asking, side_by_side
from benchmarks.processes import cpu_seconds
from benchmarks.resources import SUBJECTS, YEARS
from benchmarks.table import Row, at_most, at_most_times

TOPICS = [f"/topic/{number}" for number in range(1, 100)]
KEPT = [f"/kept/{number}" for number in range(1, 50)]
CATALOGUE = [
    "/catalogue",
    *(f"/catalogue?annee={year}&matiere={subject}" for year in YEARS for subject in SUBJECTS),
]
PARCOURS = [f"/parcours/sn/{subject}-{year}" for year in YEARS for subject in SUBJECTS]
GRAINS = [f"/grains/region/{subject}/m{number:05}/0" for number, subject in enumerate(SUBJECTS)]
ARRIVALS = 5
BARE_PAGES_OF_THE_GOAL = 360  # 0.3 s where the goal was set, at 0.83 ms a page
MS = "CPU ms"


def pages(bench: Bench) -> Iterator[Row]:
    """Yield what pages cost beside the bare page of thirty rows."""
    cookies = [one.cookie for one in bench.box.browsers]
    questions = [one[0].address for one in bench.box.questions(1)]
    wanted = (
        ("a learner's home", ["/eleve/accueil"], cookies, 1.5),
        ("a catalogue page, a learner's", CATALOGUE, cookies, 1.5),
        ("a catalogue page, a visitor's", CATALOGUE, [""], 1.5),
        ("a parcours, a learner's", PARCOURS, cookies, None),
        ("a lesson, a learner's", GRAINS, cookies, None),
        ("the front page (kept)", ["/"], [""], 0.3),
        ("the catalogue's first page, a visitor's (kept)", ["/catalogue"], [""], 0.3),
    )
    bare = Load(bench.reference, partial(asking, TOPICS))
    ours = [Load(bench.box.started, partial(asking, paths, own)) for _, paths, own, _ in wanted]
    ours.append(Load(bench.box.started, lambda: _each_her_own(questions, cookies)))
    beside, *costs, question = side_by_side(bare, *ours)
    for (what, _, _, goal), cost in zip(wanted, costs, strict=True):
        yield at_most_times(what, cost.cpu_ms, beside.cpu_ms, MS, goal)
    yield at_most_times("a question", question.cpu_ms, beside.cpu_ms, MS)


def arrival(bench: Bench) -> Iterator[Row]:
    """Yield what it costs that thirty pupils arrive at once, with phones that have kept nothing."""
    took = []
    for _ in range(ARRIVALS):
        before = cpu_seconds(bench.box.started.pid)
        run = sign_in(bench.box)
        took.append((cpu_seconds(bench.box.started.pid) - before, run))
    seconds = median(cpu for cpu, _run in took)
    what = f"30 pupils arrive at once ({took[0][1].requests} requests)"
    yield at_most(what, seconds, "CPU s", 0.3, digits=2)
    (bare,) = side_by_side(Load(bench.reference, partial(asking, TOPICS)))
    as_many = BARE_PAGES_OF_THE_GOAL * bare.cpu_ms / 1000
    yield at_most_times(
        f"the same, beside {BARE_PAGES_OF_THE_GOAL} bare pages", seconds, as_many, "CPU s", 1.0
    )


def _each_her_own(paths: list[str], cookies: list[str]) -> list:  # type: ignore[type-arg]
    return [one for pair in zip(paths, cookies, strict=True) for one in asking([pair[0]], [pair[1]])[:1]]
