"""From a template to a question: values are drawn, texts filled, cards mixed."""

from learning.exercises.asking.draws import draw
from learning.exercises.asking.own_words import with_own_words

__all__ = ["draw", "with_own_words"]
