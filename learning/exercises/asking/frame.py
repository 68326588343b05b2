"""What all types of question share: the texts around the answer, and how values become text or drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchange.documents import Drawing, Exercise, Text, Value, Word, Words
from learning.exercises import drawings
from learning.exercises.dice import Dice
from learning.exercises.expressions import Value as Worth
from learning.exercises.expressions import holds, work_out
from learning.exercises.money import purse_of
from learning.exercises.text import Setting, rendered, shown
from learning.exercises.values import Values

WRITTEN_AS_TEXT = {  # values of a drawing that are plain words, unless they name a variable
    "fraction": ("shape",),
    "objects": ("thing",),
    "rectangle": ("unit",),
    "bars": ("labels",),
    "ruler": ("thing",),
}


@dataclass(frozen=True)
class Frame:
    """An exercise with its values drawn, in one language."""

    exercise: Exercise
    setting: Setting
    dice: Dice

    def text(self, text: Text) -> str:
        """Return the text with its places filled."""
        return rendered(text, self.setting)

    def worth(self, expression: str) -> Worth:
        """Return what the expression is worth."""
        return work_out(expression, self.setting.values, self.setting.purse)

    def holds(self, condition: str) -> bool:
        """Tell whether the condition holds."""
        return holds(condition, self.setting.values, self.setting.purse)

    def shown(self, value: Value) -> str:
        """Return a value of the exercise as it is read."""
        if isinstance(value, str):
            return shown(self.worth(value), self.setting)
        return self.text(value)

    def drawn(self, drawing: Drawing | None) -> str:
        """Return the drawing as SVG, "" for none."""
        return pictured(drawing, self.setting) if drawing else ""

    def around(self) -> dict[str, Any]:
        """Return the fields of a question that do not depend on its type."""
        exercise = self.exercise
        return {
            "type": exercise.type,
            "language": self.setting.language,
            "ask": self.text(exercise.ask),
            "drawing": self.drawn(exercise.drawing),
            "text": self.text(exercise.text),
            "hints": tuple(self.text(hint) for hint in exercise.hints),
            "worked": tuple(self.text(step) for step in exercise.worked),
            "well_done": self.text(exercise.well_done),
        }


def frame_of(exercise: Exercise, words: Words, language: str, values: Values, dice: Dice) -> Frame:
    """Return the frame, in the language or the nearest one that the exercise has."""
    spoken = language_for(exercise, language)
    return Frame(exercise, Setting(values, words.money, purse_of(words.money), spoken), dice)


def language_for(exercise: Exercise, language: str) -> str:
    """Return the language to ask in: the one wanted, French, or the first one there is."""
    if language in exercise.ask or not exercise.ask:
        return language
    return "fr" if "fr" in exercise.ask else min(exercise.ask)


def pictured(drawing: Drawing, setting: Setting) -> str:
    """Return a drawing of the exercise as SVG.

    Raises:
        ExpressionError: one of its values does not fit.
    """
    as_text = WRITTEN_AS_TEXT.get(drawing.kind, ())
    values = {name: _resolved(name, given, setting, name in as_text) for name, given in drawing.of.items()}
    label = rendered(drawing.label, setting)
    return drawings.render(drawing.kind, values, label, setting.language, setting.money)


def _resolved(name: str, given: str | int | Sequence[str | int], setting: Setting, as_text: bool) -> object:
    if isinstance(given, int):
        return given
    if not isinstance(given, str):
        return [_resolved(name, part, setting, as_text) for part in given]
    if as_text and given not in setting.values and not given.startswith("'"):
        return rendered({setting.language: given}, setting)
    worth = work_out(given, setting.values, setting.purse)
    if isinstance(worth, Word):
        return worth.drawing or drawings.PLAINEST if name == "thing" else shown(worth, setting)
    return worth
