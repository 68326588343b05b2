"""Rows: how well the next answer is foretold on other people's logs, beside BKT with forgetting and Best-LR.

Learners are kept aside whole, a fifth at a time, three times. The logs are not in the project: their folder
is given (`make bench ANSWERS=FOLDER`), one gzipped table a set: student, item, skills, seconds, correct.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import perf_counter_ns
from typing import Any

import msgspec

from benchmarks.table import Row, at_most
from benchmarks.tutor.baselines import BestLr, BktForget
from benchmarks.tutor.logs import Learner, Step, fold, read
from benchmarks.tutor.predictor import Predictor
from learning.tutor.judging import Foretold, Judgement, judgement_on

ABOVE_BKT = {"assist09": 0.055, "statics": 0.10, "ednet_part": 0.09}  # of AUC
ABOVE_BKT_ELSEWHERE, ABOVE_BEST_LR = 0.05, 0.007
MOST_ECE = 0.02
MOST_P50_US, MOST_P99_US = 20, 200
MOST_KB, FOR_ITEMS = 500, 2_000
FEW_LEARNERS, FEW_AUC = 200, 0.73
ALARM_AT, ALARM_RUN, ALARM_BY, ALARM_AUC = 5, "111", 10, 0.79  # field: wheel-spinning, Beck and Gong 2013
FOLDS = (0, 1, 2)
TIMED_RUNS = 3
WITH_FEW = "assist09"  # the set for the calibration on few learners, and for the alarm

Learners = Sequence[Sequence[Step]]


@dataclass(frozen=True)
class Fold:
    """What one fold showed."""

    predictor: Predictor
    kept: Learners
    ours: Judgement
    bkt: Judgement
    best_lr: Judgement
    p50_us: float
    p99_us: float
    kb_for_items: float


def predict_rows(answers: Path | None) -> Iterator[Row]:
    """Yield the rows of every set of logs in the folder; a set with a goal that is not there says so."""
    files = {file.name.removesuffix(".tsv.gz"): file for file in answers.glob("*.tsv.gz")} if answers else {}
    for name in sorted({*ABOVE_BKT, *files}):
        if name in files:
            yield from _rows(name, read(files[name]))
        else:
            yield Row(f"{name}: next answer foretold", "not measured: ANSWERS=FOLDER is to hold the logs")


def _rows(name: str, learners: Sequence[Learner]) -> Iterator[Row]:
    folds = [_fold(*fold(learners, number)) for number in FOLDS]
    ours = mean(one.ours.auc for one in folds)
    bkt, best_lr = mean(one.bkt.auc for one in folds), mean(one.best_lr.auc for one in folds)
    above = ABOVE_BKT.get(name, ABOVE_BKT_ELSEWHERE)
    yield _above(f"{name}: AUC above BKT with forgetting", ours, bkt, above)
    yield _above(f"{name}: AUC above Best-LR", ours, best_lr, ABOVE_BEST_LR)
    ece = max(one.ours.ece for one in folds)
    yield Row(f"{name}: ECE, worst fold", f"{ece:.4f}", goal=f"≤ {MOST_ECE:g}", met=ece <= MOST_ECE)
    yield at_most(f"{name}: foretell and learn, p50", mean(one.p50_us for one in folds), "µs", MOST_P50_US)
    yield at_most(f"{name}: the same, p99", mean(one.p99_us for one in folds), "µs", MOST_P99_US)
    size = max(one.kb_for_items for one in folds)
    yield at_most(f"{name}: parameters for {FOR_ITEMS:,} items", size, "KB", MOST_KB, digits=0)
    if name == WITH_FEW:
        yield _row_of_few(name, learners)
        found = mean(judgement_on(alarm(one.predictor, one.kept)).auc for one in folds)
        yield _at_least(f"{name}: AUC of the stuck alarm at {ALARM_AT} answers", found, ALARM_AUC)


def _above(what: str, ours: float, beside: float, goal: float) -> Row:
    more = ours - beside
    return Row(what, f"{more:+.4f} ({ours:.4f})", f"{beside:.4f}", None, f"≥ {goal:+g}", more >= goal)


def _row_of_few(name: str, learners: Sequence[Learner]) -> Row:
    folds = [fold(learners, number) for number in FOLDS]
    few = mean(_judged(_fitted(Predictor(), fit_on[:FEW_LEARNERS]), kept).auc for fit_on, kept in folds)
    return _at_least(f"{name}: AUC, calibrated on {FEW_LEARNERS} learners", few, FEW_AUC)


def _at_least(what: str, ours: float, goal: float) -> Row:
    return Row(what, f"{ours:.4f}", goal=f"≥ {goal:g}", met=ours >= goal)


def _fold(fit_on: Learners, kept: Learners) -> Fold:
    ours = _fitted(Predictor(), fit_on)
    runs = [_waits_us(ours, kept) for _ in range(TIMED_RUNS)]
    exported = ours.export()
    return Fold(
        ours,
        kept,
        _judged(ours, kept),
        _judged(_fitted(BktForget(), fit_on), kept),
        _judged(_fitted(BestLr(), fit_on), kept),
        median(waits[len(waits) // 2] for waits in runs),
        median(waits[len(waits) * 99 // 100] for waits in runs),
        len(msgspec.json.encode(exported)) / 1000 * min(1, FOR_ITEMS / len(exported["items"])),
    )


def _fitted(model: Any, learners: Learners) -> Any:
    model.fit(learners)
    return model


def _judged(model: Any, learners: Learners) -> Judgement:
    return judgement_on([pair for steps in learners for pair in _foretold(model, steps)])


def _foretold(model: Any, steps: Sequence[Step]) -> Iterator[Foretold]:
    state = model.start()
    for item, skills, t, right in steps:
        yield model.predict(state, item, skills, t), bool(right)
        model.update(state, item, skills, t, right)


def _waits_us(model: Any, learners: Learners) -> list[float]:
    """Return how long each answer took, foretold and learnt, shortest first."""
    waits = []
    for steps in learners:
        state = model.start()
        for item, skills, t, right in steps:
            began = perf_counter_ns()
            model.predict(state, item, skills, t)
            model.update(state, item, skills, t, right)
            waits.append((perf_counter_ns() - began) / 1000)
    return sorted(waits)


def alarm(model: Any, learners: Learners) -> list[Foretold]:
    """Return how sure the model is, after five answers without three in a row, that none come by the tenth.

    It is asked about an item of the skill that nobody knows: an average one.
    """
    return [pair for steps in learners for pair in _alarms(model, steps)]


def _alarms(model: Any, steps: Sequence[Step]) -> Iterator[Foretold]:
    state, before = model.start(), dict[tuple[str, ...], str]()
    whole = _by_skills(steps)
    for item, skills, t, right in steps:
        model.update(state, item, skills, t, right)
        before[skills] = so_far = before.get(skills, "") + str(right)
        if len(so_far) == ALARM_AT and ALARM_RUN not in so_far:
            comes = ALARM_RUN in whole[skills][:ALARM_BY]
            if ALARM_RUN in whole[skills] or len(whole[skills]) >= ALARM_BY:
                yield 1 - model.predict(state, "", skills, t), not comes


def _by_skills(steps: Sequence[Step]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for _item, skills, _t, right in steps:
        found[skills] = found.get(skills, "") + str(right)
    return found
