"""Rows: the school at the end of a year on a key, read back, while a class answers; and taken up again."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from benchmarks.bench import Bench
from benchmarks.box import Box, without_errors
from benchmarks.phones import drive
from benchmarks.table import Row, at_most
from benchmarks.walks import answers
from hotspot.school.backups import making, staging
from hotspot.settings import Settings

LEARNERS, ANSWERS = 1_000, 500_000
GOAL_SECONDS = 5
THINKING_SECONDS = 5


def backing_up(bench: Bench) -> Iterator[Row]:
    """Yield how long a backup takes while thirty pupils answer, how long they wait, and reading it back."""
    box, key = bench.grown_box(LEARNERS, ANSWERS), bench.folder / "key"
    key.mkdir(exist_ok=True)
    here, waits = Settings(data_folder=box.folder), list[float]()
    with ThreadPoolExecutor(1) as beside:
        over = Event()
        pupils = beside.submit(_answering, box, over, waits)
        before = time.process_time()
        seconds = _timed(lambda: making.back_up(here, "key", key))
        cpu_seconds = time.process_time() - before
        over.set()
        pupils.result()
    yield at_most(f"backup of a year ({ANSWERS:,} answers), pupils answering", seconds, "s", GOAL_SECONDS)
    yield Row("processor time of it, phones included", f"{cpu_seconds:.1f} s")
    yield Row("longest wait for an answer meanwhile", f"{max(waits):.0f} ms")
    (file,) = key.glob("*.zip")
    seconds = _timed(lambda: staging.stage(here, "key", file))
    staging.drop(here)
    yield Row("reading it back before a restore", f"{seconds:.1f} s")


def _answering(box: Box, over: Event, waits: list[float]) -> None:
    """Let each pupil answer a question every five seconds, as a class does."""
    while not over.is_set():
        pairs = zip(box.browsers, box.questions(1), strict=True)
        run = without_errors(drive(box.started.port, [answers(*pair) for pair in pairs]))
        waits.append(run.wait_ms(100, "answer"))
        over.wait(THINKING_SECONDS)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
