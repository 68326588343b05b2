"""What the tutor knows of one answer: the row that it learns from, and all it can be rebuilt from."""

from dataclasses import dataclass
from typing import Literal

# Why a question was asked. "random": for calibration. "parcours": the learner opened a set of exercises.
# "moved": asked under a skill that is no more; it teaches the tutor, but is no review (moving.py).
Purpose = Literal["practice", "review", "random", "placement", "parcours", "moved"]

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """The first try at a question; later tries teach the learner, but tell the tutor nothing."""

    skills: tuple[str, ...]  # one on the box; other people's logs have several
    item: str
    right: bool  # at the first try, and no hint was opened before it
    second: int | None  # of the tutor's time: second // DAY_SECONDS is its day; it never goes back
    example_first: bool = False  # a worked example was shown before the question
    purpose: Purpose = "practice"
    counts: bool = True  # False: given faster than the question can be read, so it says nothing
