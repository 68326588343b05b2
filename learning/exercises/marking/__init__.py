"""From an answer to a verdict: exact, kind, and never an exception."""

from learning.exercises.marking.marks import mark

__all__ = ["mark"]
