"""Rows: an answer marked and kept, and the page that follows; beside a bare insert and the bare page."""

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.box import Box
from benchmarks.measuring import Load, side_by_side
from benchmarks.phones import PHONES, Phone, get, post
from benchmarks.processes import Started
from benchmarks.table import Row, at_most_times
from benchmarks.walks import answers

QUESTIONS = 5  # for each phone in a round, each answered wrong, then right
ROUNDS = 7
SPEED = 0.75  # of the answers a second of the bare app


def answering(bench: Bench) -> Iterator[Row]:
    """Yield processor time, answers a second and waits at thirty connections."""
    ours, bare = side_by_side(box_load(bench.box), bare_load(bench.reference), rounds=ROUNDS)
    yield at_most_times("an answer and the next page", ours.cpu_ms, bare.cpu_ms, "CPU ms", 1.3)
    ratio = ours.per_second / bare.per_second
    figures = (f"{ours.per_second:.0f}", f"{bare.per_second:.0f}")
    yield Row("answers a second, 30 connections", *figures, ratio, f"≥ {SPEED:g} ×", ratio >= SPEED)
    yield at_most_times("wait for an answer, p99", ours.p99_ms, bare.p99_ms, "ms", 1.3)


def box_load(box: Box) -> Load:
    """Return the load of pupils who answer questions that they have just opened."""

    def phones() -> list[Phone]:
        opened = box.questions(QUESTIONS)
        return [answers(*pair) for pair in zip(box.browsers, opened, strict=True)]

    return Load(box.started, phones, "answer")


def bare_load(reference: Started) -> Load:
    """Return the same number of answers and pages of the bare app."""
    return Load(reference, lambda: [_answers(number) for number in range(1, PHONES + 1)], "answer")


def _answers(learner: int) -> Phone:
    for turn in range(QUESTIONS * 2):
        path = f"/topic/{turn + 1}"
        yield post(path, f"learner={learner}&answer=12", label="answer")
        yield get(path)
