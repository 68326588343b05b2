"""Rows: an answer to the tutor and the next question, beside the same in a set; sixty phones at work.

Children read before they answer: what comes sooner counts for nothing, and would cost less.
"""

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.bench import Bench
from benchmarks.box import Box, without_errors
from benchmarks.phones import Phone, Run, drive
from benchmarks.processes import cpu_seconds
from benchmarks.resources import exercise_sets
from benchmarks.table import Row, at_most, at_most_times
from benchmarks.walks import CARD, CARD_KEY, Browser, fields_of, question_on

READING_SECONDS = 2.0
PHONES, PAUSE_SECONDS = 60, 5.0  # the issue of a full classroom: each answers every five seconds
SETS = 2  # of five questions: as many as a sitting has
ANSWER, PAGE = "answer", "page"


def sitting(bench: Bench) -> Iterator[Row]:
    """Yield what the tutor's choice costs, and how long sixty children wait for it."""
    box = bench.box
    in_sets = _cost(box, [_sets(box, one) for one in box.browsers])
    box.sets_begun += SETS
    tutored = _cost(box, [practises(one) for one in box.browsers])
    yield at_most_times("an answer to the tutor, with the next question", tutored, in_sets, "CPU ms", 1.4)
    run = slowly(box.started.port, [practises(Browser()) for _ in range(PHONES)], PAUSE_SECONDS)
    waits = Run({PAGE: run.waits[ANSWER] + run.waits[PAGE]})
    yield at_most("60 phones, each answers every 5 s: wait, p95", waits.wait_ms(95), "ms", 150, digits=0)


def practises(browser: Browser) -> Phone:
    """Do today's practice to its end; who is nobody yet becomes a guest."""
    page = yield from browser.open("/pratique/")
    page = yield from browser.send("/pratique/commencer", {"csrf": fields_of(page)["csrf"]})
    yield from _to_the_end(browser, page)


def _sets(box: Box, browser: Browser) -> Phone:
    chosen = exercise_sets(box.resources)[box.sets_begun : box.sets_begun + SETS]
    home = yield from browser.open("/eleve/accueil")
    for grain, _skill, _year in chosen:
        page = yield from browser.send(f"/pratique/{grain}/commencer", {"csrf": fields_of(home)["csrf"]})
        yield from _to_the_end(browser, page)


def _to_the_end(browser: Browser, page: str) -> Phone:
    """Answer all questions: a sum right, of cards one after the other."""
    while (address := browser.address).startswith("/pratique/question/"):
        if address.endswith("/exemple"):
            page = yield from browser.open(address.removesuffix("/exemple"))
            continue
        cards = [one for one in CARD.findall(page) if "disabled" not in one]
        right = CARD_KEY.findall(cards[0])[0] if cards else question_on(page, address).right
        page = yield from browser.send(address, {**fields_of(page), "answer": right}, ANSWER)
        if f'action="{address}/suite"' in page:
            page = yield from browser.send(f"{address}/suite", fields_of(page))


def _cost(box: Box, walks: Sequence[Phone]) -> float:
    """Return the processor time of the box, in ms, for each answer."""
    before = cpu_seconds(box.started.pid)
    run = slowly(box.started.port, walks, READING_SECONDS)
    return 1000 * (cpu_seconds(box.started.pid) - before) / len(run.waits[ANSWER])


def slowly(port: int, walks: Sequence[Phone], pause: float) -> Run:
    """Let phones walk side by side, each with about such a pause before it answers."""
    together = Run()
    with ThreadPoolExecutor(len(walks)) as hands:
        runs = [hands.submit(drive, port, [_paused(walk, pause)]) for walk in walks]
        for run in [one.result() for one in runs]:
            for label, waits in without_errors(run).waits.items():
                together.waits.setdefault(label, []).extend(waits)
    return together


def _paused(walk: Phone, pause: float) -> Phone:
    dice = random.Random()
    asked = next(walk)
    while True:
        if asked.label == ANSWER:
            time.sleep(pause * dice.uniform(0.6, 1.4))
        try:
            asked = walk.send((yield asked))
        except StopIteration:
            return
