"""What the estimate has to beat: BKT with forgetting, and Best-LR (Gervet et al. 2020)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.tutor.logs import Step
from ministry.calibrate.regression import Table

Floats = NDArray[np.float64]
Skills = tuple[str, ...]

STARTS, ROUNDS = 3, 60  # of expectation and maximisation
LEAST_ANSWERS = 20  # on a skill; with fewer it gets the share of right answers of all
ENOUGH = 1e-6  # relative gain in likelihood below which a start ends


@dataclass(frozen=True)
class Known:
    """The five chances of a skill in Bayesian knowledge tracing."""

    first: float
    learnt: float
    forgotten: float
    guess: float
    slip: float


class BktForget:
    """One BKT a skill label: a combination of skills is its own label, as in most published tables."""

    def fit(self, students: Sequence[Sequence[Step]]) -> None:
        dice = np.random.default_rng(7)
        answers = [right for steps in students for *_rest, right in steps]
        self.mean = sum(answers) / len(answers)
        self.skills = {
            label: best_fit(sequences, dice)
            for label, sequences in _by_label(students).items()
            if sum(map(len, sequences)) >= LEAST_ANSWERS
        }

    def start(self) -> dict[Skills, float]:
        return {}

    def predict(self, state: dict[Skills, float], _item: str, skills: Skills, _t: int | None) -> float:
        known = self.skills.get(skills)
        if known is None:
            return self.mean
        held = state.get(skills, known.first)
        return held * (1 - known.slip) + (1 - held) * known.guess

    def update(
        self, state: dict[Skills, float], _item: str, skills: Skills, _t: int | None, correct: int
    ) -> None:
        known = self.skills.get(skills)
        if known is None:
            return
        held = state.get(skills, known.first)
        if_held, if_not = (1 - known.slip, known.guess) if correct else (known.slip, 1 - known.guess)
        held = held * if_held / (held * if_held + (1 - held) * if_not)
        state[skills] = held * (1 - known.forgotten) + (1 - held) * known.learnt


def _by_label(students: Sequence[Sequence[Step]]) -> dict[Skills, list[list[int]]]:
    found: dict[Skills, list[list[int]]] = defaultdict(list)
    for steps in students:
        own: dict[Skills, list[int]] = defaultdict(list)
        for _item, skills, _t, right in steps:
            own[skills].append(right)
        for skills, answers in own.items():
            found[skills].append(answers)
    return found


@dataclass(frozen=True)
class Grid:
    """Sequences of answers side by side, longest first: `right[time, sequence]`; `active[time]` go on."""

    right: NDArray[np.bool_]
    active: list[int]
    mask: NDArray[np.bool_]


def _grid(sequences: Sequence[Sequence[int]]) -> Grid:
    ranked = sorted(sequences, key=len, reverse=True)
    lengths = np.array([len(sequence) for sequence in ranked])
    mask = np.arange(lengths[0])[:, None] < lengths[None, :]
    right = np.zeros(mask.shape, dtype=bool)
    for column, sequence in enumerate(ranked):
        right[: len(sequence), column] = sequence
    return Grid(right, mask.sum(axis=1).tolist(), mask)


def best_fit(sequences: Sequence[Sequence[int]], dice: np.random.Generator) -> Known:
    """Return the likeliest of the fits from a few starts; one where knowing makes it worse does not count."""
    grid = _grid(sequences)
    mean = grid.right.sum() / grid.mask.sum()
    starts = [Known(0.4, 0.15, 0.02, min(0.35, mean * 0.6), 0.12)]
    for _ in range(STARTS - 1):
        low, high = (0.1, 0.02, 0.005, 0.05, 0.02), (0.8, 0.4, 0.1, 0.4, 0.3)
        starts.append(Known(*dice.uniform(low, high).tolist()))
    fits = [_fit_from(start, grid) for start in starts]
    return max(fits, key=lambda fit: (1 - fit[1].slip >= fit[1].guess, fit[0]))[1]


def _fit_from(known: Known, grid: Grid) -> tuple[float, Known]:
    before = -np.inf
    for _ in range(ROUNDS):
        now, found = _one_round(known, grid)
        if now - before < ENOUGH * abs(now):
            break
        before, known = now, found
    return now, known


def _one_round(known: Known, grid: Grid) -> tuple[float, Known]:
    """Return the log likelihood, and the chances that explain the answers better (Baum and Welch)."""
    if_held = np.where(grid.right, 1 - known.slip, known.slip)
    if_not = np.where(grid.right, known.guess, 1 - known.guess)
    held, scale = _forward(known, grid, if_held, if_not)
    holds, moves = _backward(known, grid, (if_held, if_not), held, scale)
    total, total_held = grid.mask.sum(), holds.sum()
    right = grid.right & grid.mask
    return float(np.log(scale[grid.mask]).sum()), replace(
        known,
        first=_within(holds[0].mean(), 0.001, 0.999),
        learnt=_within((moves[0] + 0.2) / (moves[1] + 2), 1e-4, 0.95),
        forgotten=_within((moves[2] + 0.02) / (moves[3] + 2), 1e-5, 0.5),
        guess=_within(((1 - holds) * right).sum() / max(1e-9, total - total_held), 0.005, 0.95),
        slip=_within((holds * (grid.mask & ~grid.right)).sum() / max(1e-9, total_held), 0.005, 0.95),
    )


def _within(value: float, least: float, most: float) -> float:
    return float(min(most, max(least, value)))


def _forward(known: Known, grid: Grid, if_held: Floats, if_not: Floats) -> tuple[Floats, Floats]:
    """Return the chance that the skill is held after each answer, and the chance of that answer."""
    held, scale = np.zeros(if_held.shape), np.ones(if_held.shape)
    ahead = np.full(if_held.shape[1], known.first)
    for time, active in enumerate(grid.active):
        both = ahead[:active] * if_held[time, :active]
        scale[time, :active] = both + (1 - ahead[:active]) * if_not[time, :active]
        held[time, :active] = both / scale[time, :active]
        ahead = held[time] * (1 - known.forgotten) + (1 - held[time]) * known.learnt
    return held, scale


def _backward(
    known: Known, grid: Grid, likely: tuple[Floats, Floats], held: Floats, scale: Floats
) -> tuple[Floats, list[float]]:
    """Return the chance that the skill is held, given all answers, and the moves expected.

    The moves: learnt, all from not held, forgotten, all from held.
    """
    holds, moves = np.zeros(held.shape), np.zeros(4)
    after_held, after_not = np.ones(held.shape[1]), np.ones(held.shape[1])
    for time in range(len(grid.active) - 1, -1, -1):
        if time + 1 < len(grid.active):
            goes_on = grid.active[time + 1]
            to_held = likely[0][time + 1, :goes_on] * after_held[:goes_on] / scale[time + 1, :goes_on]
            to_not = likely[1][time + 1, :goes_on] * after_not[:goes_on] / scale[time + 1, :goes_on]
            moves += _moves(known, held[time, :goes_on], to_held, to_not)
            after_held[:goes_on] = (1 - known.forgotten) * to_held + known.forgotten * to_not
            after_not[:goes_on] = known.learnt * to_held + (1 - known.learnt) * to_not
        active = grid.active[time]
        both = held[time, :active] * after_held[:active]
        holds[time, :active] = both / (both + (1 - held[time, :active]) * after_not[:active])
    return holds, moves.tolist()


def _moves(known: Known, held: Floats, to_held: Floats, to_not: Floats) -> Floats:
    learnt = ((1 - held) * known.learnt * to_held).sum()
    missed = ((1 - held) * (1 - known.learnt) * to_not).sum()
    forgotten = (held * known.forgotten * to_not).sum()
    kept = (held * (1 - known.forgotten) * to_held).sum()
    return np.array([learnt, learnt + missed, forgotten, forgotten + kept])


class BestLr:
    """Gervet et al. 2020: items, skills, and the logarithms of counts by item, by skill and in all."""

    def fit(self, students: Sequence[Sequence[Step]]) -> None:
        table = Table()
        for steps in students:
            state = self.start()
            for item, skills, t, right in steps:
                table.add(_best_lr(state, item, skills), bool(right))
                self.update(state, item, skills, t, right)
        self.bias, self.weights = table.weights(lambda _name: 1.0)

    def start(self) -> dict[str, list[int]]:
        return defaultdict(lambda: [0, 0])

    def predict(self, state: dict[str, list[int]], item: str, skills: Skills, _t: int | None) -> float:
        logit = self.bias + sum(
            self.weights.get(name, 0.0) * value for name, value in _best_lr(state, item, skills)
        )
        return 1 / (1 + exp(-logit))

    def update(
        self, state: dict[str, list[int]], item: str, skills: Skills, _t: int | None, correct: int
    ) -> None:
        for name in ("", f"item {item}", *(f"skill {skill}" for skill in skills)):
            state[name][0] += correct
            state[name][1] += 1


def _best_lr(state: dict[str, list[int]], item: str, skills: Skills) -> Iterator[tuple[str, float]]:
    yield f"item {item}", 1.0
    for skill in skills:
        right, answers = state[f"skill {skill}"]
        yield f"skill {skill}", 1.0
        yield f"right {skill}", log(1 + right)
        yield f"answers {skill}", log(1 + answers)
    for name, counts in (("item", state[f"item {item}"]), ("all", state[""])):
        yield f"{name} right", log(1 + counts[0])
        yield f"{name} answers", log(1 + counts[1])


BASELINES: dict[str, Any] = {"BKT with forgetting": BktForget, "Best-LR": BestLr}
