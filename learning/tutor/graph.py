"""What can be practised, and what comes before what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Retention = Literal["fact", "procedure", "concept"]


@dataclass(frozen=True, slots=True)
class Item:
    """A template of questions in one band: difficulty belongs to both, not to one question."""

    name: str  # one of its kind in the graph: "region/maths/add-to-10#gives-some#0"
    difficulty: float = 0.0  # logits, the author's prior; 0 is as hard as the learner of the year is able
    guess: float = 0.0  # chance of a right answer by tapping blindly, 0 to 1


@dataclass(frozen=True, slots=True)
class Node:
    """A skill, its items from easy to hard, and the skills before it."""

    skill: str
    items: tuple[Item, ...]
    hard: tuple[str, ...] = ()  # without these it cannot be begun
    soft: tuple[str, ...] = ()  # these help
    year: int = 0  # of schooling
    retention: Retention = "procedure"


Graph = Mapping[str, Node]  # skill → node, in the order of teaching

EASIEST, HARDEST = (
    -0.7,
    0.7,
)  # logits of the first and the last band: an author's word before anybody has answered


def prior_of(band: int, bands: int) -> float:
    """Return the difficulty, in logits, that an author means by a band; one alone is in the middle."""
    return EASIEST + (HARDEST - EASIEST) * (band / (bands - 1) if bands > 1 else 0.5)
