"""The product's own estimate, as a judge of predictors wants it; no logic of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from benchmarks.tutor.logs import Step
from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace, SkillTrace, chance, learn
from learning.tutor.parameters import UNCALIBRATED, Parameters
from ministry.calibrate.fit import fit


@dataclass
class State:
    """What is kept of a learner."""

    general: GeneralTrace = field(default_factory=GeneralTrace)
    skills: dict[str, SkillTrace] = field(default_factory=dict)


class Predictor:
    """Fitted once, then asked and told, answer by answer."""

    def __init__(self) -> None:
        self.parameters: Parameters = UNCALIBRATED

    def fit(self, students: Sequence[Sequence[Step]]) -> None:
        """Fit the parameters to these learners."""
        self.parameters = fit(
            [Answer(skills, item, bool(right), second) for item, skills, second, right in steps]
            for steps in students
        )

    def export(self) -> Any:
        """Return what goes to a box."""
        return msgspec.to_builtins(self.parameters)

    def start(self) -> State:
        """Return the state of a learner of whom nothing is known."""
        return State()

    def predict(self, state: State, item: str, skills: tuple[str, ...], t: int | None) -> float:
        """Return the chance of a right answer."""
        return chance(self.parameters, state.general, state.skills, item, skills, t)

    def update(self, state: State, item: str, skills: tuple[str, ...], t: int | None, correct: int) -> None:
        """Take the answer in."""
        learn(self.parameters, state.general, state.skills, Answer(skills, item, bool(correct), t))
