"""Finds every mistake of an exercise."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.documents import Exercise, Words
from learning.exercises.asking import draw
from learning.exercises.errors import ExpressionError


@dataclass(frozen=True)
class Problem:
    """A mistake: where it stands ("bands[1].where[0]"), what it is, how to mend it. In French."""

    where: str
    what: str
    how: str


def check(exercise: Exercise, words: Words, languages: Sequence[str], draws: int = 60) -> list[Problem]:
    """Return every mistake found."""
    try:
        for seed in range(draws):
            for language in languages:
                draw(exercise, words, language, seed % max(len(exercise.bands), 1), seed)
    except ExpressionError as error:
        return [Problem("", str(error), "Corrigez l’exercice.")]
    return []
