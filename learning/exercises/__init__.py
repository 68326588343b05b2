"""Exercises: a template and a seed give a question, an answer gives a verdict.

What pages, publishing and the box call: `draw`, `mark`, `check`, `different_questions`, `with_own_words`.
"""

from learning.exercises.asking import draw, with_own_words
from learning.exercises.checking import Problem, check, different_questions
from learning.exercises.errors import ExpressionError
from learning.exercises.marking import mark
from learning.exercises.question import Choice, GapField, Key, Mark, Question

__all__ = [
    "Choice",
    "ExpressionError",
    "GapField",
    "Key",
    "Mark",
    "Problem",
    "Question",
    "check",
    "different_questions",
    "draw",
    "mark",
    "with_own_words",
]
