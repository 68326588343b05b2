"""Every mistake of an exercise, found before it is published."""

from learning.exercises.checking.checks import Problem, check

__all__ = ["Problem", "check"]
