"""Loads side by side: rounds of each in turn, so that what else the machine does falls on all alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median

from benchmarks.box import without_errors
from benchmarks.phones import PHONES, Phone, Run, drive, get
from benchmarks.processes import Started, cpu_seconds

ROUNDS = 5


@dataclass(frozen=True)
class Load:
    """A server, what its phones do in one round, and which requests are counted ("" is all)."""

    server: Started
    phones: Callable[[], list[Phone]]
    counted: str = ""


@dataclass(frozen=True)
class Cost:
    """What a load cost: processor time a counted request, and how long phones waited for these."""

    cpu_ms: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    wire_bytes: float


def side_by_side(*loads: Load, rounds: int = ROUNDS) -> list[Cost]:
    """Return the cost of each load: the median of the rounds, waits of all rounds together."""
    measured: list[list[tuple[float, Run]]] = [[] for _ in loads]
    for _ in range(rounds):
        for load, results in zip(loads, measured, strict=True):
            results.append(_one_round(load))
    return [_cost(load, results) for load, results in zip(loads, measured, strict=True)]


def asking(paths: Sequence[str], cookies: Sequence[str] = ("",), each: int = 15) -> list[Phone]:
    """Return thirty phones that ask for these pages in turn, so many times each, with their cookies."""
    pages, carried = cycle(paths), cycle(cookies)
    return [_asks(list(islice(pages, each)), next(carried)) for _ in range(PHONES)]


def _asks(paths: Sequence[str], cookie: str) -> Phone:
    for path in paths:
        yield get(path, cookie)


def _one_round(load: Load) -> tuple[float, Run]:
    phones = load.phones()
    before = cpu_seconds(load.server.pid)
    run = without_errors(drive(load.server.port, phones))
    return cpu_seconds(load.server.pid) - before, run


def _cost(load: Load, results: list[tuple[float, Run]]) -> Cost:
    together = Run()
    for _cpu, run in results:
        for label, waits in run.waits.items():
            together.waits.setdefault(label, []).extend(waits)
    counted = [len(run.waits[load.counted]) if load.counted else run.requests for _cpu, run in results]
    return Cost(
        cpu_ms=median(1000 * cpu / count for (cpu, _run), count in zip(results, counted, strict=True)),
        per_second=median(count / run.wall_seconds for (_, run), count in zip(results, counted, strict=True)),
        p50_ms=together.wait_ms(50, load.counted or None),
        p95_ms=together.wait_ms(95, load.counted or None),
        p99_ms=together.wait_ms(99, load.counted or None),
        wire_bytes=median(run.wire_bytes / run.requests for _cpu, run in results),
    )
