"""Draws a question: the same seed gives the same question on any machine, in any language."""

from collections.abc import Callable, Mapping

from exchange.documents import Exercise, Words
from learning.exercises.asking import choosing, placing, writing
from learning.exercises.asking.frame import Frame, frame_of
from learning.exercises.dice import Dice
from learning.exercises.money import purse_of
from learning.exercises.question import Question
from learning.exercises.values import Values, band_of, draw_values, draw_words, plan_of

BY_TYPE: Mapping[str, Callable[[Frame], Question]] = {
    "number": writing.number,
    "text": writing.text,
    "gaps": writing.gaps,
    "choice": choosing.choice,
    "choices": choosing.choices,
    "order": placing.order,
    "match": placing.match,
}


def draw(exercise: Exercise, words: Words, language: str, band: int, seed: int) -> Question:
    """Return the question of this seed.

    An exercise that lacks the language is asked in French, or in the first language it has.

    Raises:
        ExpressionError: the exercise is badly written; publishing refuses such ones (see `check`).
    """
    dice = Dice(exercise.name, band, seed)
    drawn_words = draw_words(exercise, words, dice)
    plan = plan_of(exercise, band_of(exercise, band))
    values = draw_values(plan, drawn_words, purse_of(words.money), dice)
    return question_from(exercise, words, language, values, dice)


def question_from(exercise: Exercise, words: Words, language: str, values: Values, dice: Dice) -> Question:
    """Return the question for values already drawn; the dice mix its cards.

    Raises:
        ExpressionError: a text or a value cannot be worked out.
    """
    return BY_TYPE[exercise.type](frame_of(exercise, words, language, values, dice))
