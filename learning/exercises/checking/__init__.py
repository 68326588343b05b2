"""Every mistake of an exercise, found before it is published."""

from learning.exercises.checking.checks import check
from learning.exercises.checking.counting import different_questions
from learning.exercises.checking.problem import Problem

__all__ = ["Problem", "check", "different_questions"]
