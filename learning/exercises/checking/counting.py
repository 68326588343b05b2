"""How many different questions an exercise has in it."""

from collections.abc import Iterable

from exchange.documents import Exercise, Words
from learning.exercises.checking.domain import ALL_UP_TO, every_base, size_of
from learning.exercises.dice import Dice
from learning.exercises.money import purse_of
from learning.exercises.values import Plan, Values, completed, draw_base, draw_words, plan_of


def different_questions(exercise: Exercise, words: Words, enough: int) -> int:
    """Return how many questions can be drawn, up to `enough`; another first name makes no other question.

    Raises:
        ExpressionError: the exercise is badly written; `check` says where.
    """
    dice = Dice("count", exercise.name)
    lent, purse = draw_words(exercise, words, dice), purse_of(words.money)
    seen = set()
    for band in exercise.bands:
        plan = plan_of(exercise, band)
        for base in _bases(plan, dice):
            if completed(plan, lent | base, purse) is not None:
                seen.add(tuple(base.values()))
            if len(seen) >= enough:
                return enough
    return len(seen)


def _bases(plan: Plan, dice: Dice) -> Iterable[Values]:
    if size_of(plan) <= ALL_UP_TO:
        return every_base(plan)
    return (draw_base(plan, dice) for _ in range(ALL_UP_TO))
