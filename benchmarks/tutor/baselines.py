"""What the estimate has to beat: BKT with forgetting, and Best-LR (Gervet et al. 2020)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Known:
    """The five chances of Bayesian knowledge tracing: numbers of a skill, or arrays with a place for each."""

    first: Any
    learnt: Any
    forgotten: Any
    guess: Any
    slip: Any

    def at(self, places: Any) -> "Known":
        """Return the chances at these places of the arrays."""
        return Known(*(values[places] for values in self.all()))

    def all(self) -> tuple[Any, ...]:
        """Return the five in their order."""
        return self.first, self.learnt, self.forgotten, self.guess, self.slip


class BktForget:
    """One BKT a skill label: a combination of skills is its own label, as in most published tables."""

    def fit(self, students: Sequence[Sequence[Step]]) -> None:
        answers = [right for steps in students for *_rest, right in steps]
        self.mean = sum(answers) / len(answers)
        by_label = {
            label: sequences
            for label, sequences in _by_label(students).items()
            if sum(map(len, sequences)) >= LEAST_ANSWERS
        }
        self.skills = dict(zip(by_label, best_fits([*by_label.values()]), strict=True))

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
    """Sequences of answers side by side, longest first: `right[time]` holds those that go on so far."""

    right: list[NDArray[np.bool_]]
    label: NDArray[np.int64]  # of each sequence

    def by_label(self, values: Floats) -> Floats:
        """Return the sums of what each sequence, or the first of them, brings to its label."""
        return np.bincount(self.label[: len(values)], weights=values, minlength=self.label.max() + 1)


def best_fits(by_label: Sequence[Sequence[Sequence[int]]]) -> list[Known]:
    """Return for each label the likeliest of a few fits; one where knowing makes it worse does not count."""
    labelled = [(answers, label) for label, sequences in enumerate(by_label) for answers in sequences]
    labelled.sort(key=lambda pair: -len(pair[0]))
    right = [
        np.array([answers[time] for answers, _label in labelled if len(answers) > time], dtype=bool)
        for time in range(len(labelled[0][0]))
    ]
    grid = Grid(right, np.array([label for _answers, label in labelled]))
    fits = [_fit_from(start, grid) for start in _starts(by_label)]
    worth = [np.where(known.slip + known.guess <= 1, likelihood, -np.inf) for likelihood, known in fits]
    best = np.argmax(worth, axis=0)
    return [fits[start][1].at(label) for label, start in enumerate(best)]


def _starts(by_label: Sequence[Sequence[Sequence[int]]]) -> Iterator[Known]:
    """Yield one start that suits most skills, and some at random, within what is usual."""
    shares = [sum(map(sum, sequences)) / sum(map(len, sequences)) for sequences in by_label]
    ones = np.ones(len(by_label))
    yield Known(0.4 * ones, 0.15 * ones, 0.02 * ones, np.minimum(0.35, np.array(shares) * 0.6), 0.12 * ones)
    dice = np.random.default_rng(7)
    usual = ((0.1, 0.8), (0.02, 0.4), (0.005, 0.1), (0.05, 0.4), (0.02, 0.3))
    for _ in range(STARTS - 1):
        yield Known(*(dice.uniform(low, high, len(by_label)) for low, high in usual))


def _fit_from(known: Known, grid: Grid) -> tuple[Floats, Known]:
    """Return the log likelihood of each label, and its chances."""
    for _ in range(ROUNDS):
        _before, known = _one_round(known, grid)
    return _one_round(known, grid)[0], known


def _one_round(known: Known, grid: Grid) -> tuple[Floats, Known]:
    """Return the log likelihoods, and the chances that explain the answers better (Baum and Welch)."""
    of_each = known.at(grid.label)
    held, scale = _forward(of_each, grid)
    holds, moves = _backward(of_each, grid, held, scale)
    learnt, not_held, forgotten, was_held = (grid.by_label(move) for move in moves)
    lucky, not_held_at, slipped, held_at = _counts(grid, holds)
    likelihood = np.zeros(len(grid.label))
    for chances in scale:
        likelihood[: len(chances)] += np.log(chances)
    return grid.by_label(likelihood), Known(
        np.clip(grid.by_label(holds[0]) / grid.by_label(np.ones(len(holds[0]))), 0.001, 0.999),
        np.clip((learnt + 0.2) / (not_held + 2), 1e-4, 0.95),
        np.clip((forgotten + 0.02) / (was_held + 2), 1e-5, 0.5),
        np.clip(lucky / np.maximum(1e-9, not_held_at), 0.005, 0.95),
        np.clip(slipped / np.maximum(1e-9, held_at), 0.005, 0.95),
    )


def _counts(grid: Grid, holds: list[Floats]) -> Floats:
    """Return for each label: right though not held, all not held, wrong though held, all held."""
    found = np.zeros((4, len(grid.label)))
    for right, held in zip(grid.right, holds, strict=True):
        found[:, : len(right)] += ((1 - held) * right, 1 - held, held * ~right, held)
    return np.array([grid.by_label(counts) for counts in found])


def _likely(known: Known, right: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return how likely these answers are if the skill is held, and if not."""
    guess, slip = known.guess[: len(right)], known.slip[: len(right)]
    return np.where(right, 1 - slip, slip), np.where(right, guess, 1 - guess)


def _forward(known: Known, grid: Grid) -> tuple[list[Floats], list[Floats]]:
    """Return the chance that the skill is held after each answer, and the chance of that answer."""
    held, scale = [], []
    ahead = known.first
    for right in grid.right:
        if_held, if_not = _likely(known, right)
        ahead = ahead[: len(right)]
        scale.append(ahead * if_held + (1 - ahead) * if_not)
        held.append(ahead * if_held / scale[-1])
        so_far = known.at(slice(len(right)))
        ahead = held[-1] * (1 - so_far.forgotten) + (1 - held[-1]) * so_far.learnt
    return held, scale


def _backward(
    known: Known, grid: Grid, held: list[Floats], scale: list[Floats]
) -> tuple[list[Floats], Floats]:
    """Return the chance that the skill is held, given all answers, and the moves expected of each sequence.

    The moves: learnt, all from not held, forgotten, all from held.
    """
    holds, moves = [held[-1]], np.zeros((4, len(grid.label)))
    after_held, after_not = np.ones(len(grid.label)), np.ones(len(grid.label))
    for time in range(len(held) - 2, -1, -1):
        going = slice(len(grid.right[time + 1]))
        if_held, if_not = _likely(known, grid.right[time + 1])
        to_held = if_held * after_held[going] / scale[time + 1]
        to_not = if_not * after_not[going] / scale[time + 1]
        of_each = known.at(going)
        moves[:, going] += _moves(of_each, held[time][going], to_held, to_not)
        after_held[going] = (1 - of_each.forgotten) * to_held + of_each.forgotten * to_not
        after_not[going] = of_each.learnt * to_held + (1 - of_each.learnt) * to_not
        now = slice(len(held[time]))
        both = held[time] * after_held[now]
        holds.append(both / (both + (1 - held[time]) * after_not[now]))
    return holds[::-1], moves


def _moves(known: Known, held: Floats, to_held: Floats, to_not: Floats) -> Floats:
    learnt = (1 - held) * known.learnt * to_held
    missed = (1 - held) * (1 - known.learnt) * to_not
    forgotten = held * known.forgotten * to_not
    kept = held * (1 - known.forgotten) * to_held
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
