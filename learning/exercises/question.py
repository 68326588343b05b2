"""A question as it is asked, and the verdict on an answer: what pages and marking share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from learning.exercises.expressions import Number

Verdict = Literal["right", "near", "wrong", "empty"]
Policy = Literal["strict", "fold"]


@dataclass(frozen=True)
class Choice:
    """A card: its key in the form ("a", "b", …), its text, or its drawing as SVG."""

    key: str
    text: str
    drawing: str = ""


@dataclass(frozen=True)
class GapField:
    """A gap of the text, `[[number]]` there. Without choices it is written."""

    number: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A wrong answer that was expected, and what to say to it. `number` is None for a text."""

    text: str
    number: Number | None
    say: str
    misconception: str


@dataclass(frozen=True)
class Expected:
    """What one field must hold: a number, or one of some texts."""

    number: Number | None = None
    tolerance: Number = 0
    texts: tuple[str, ...] = ()
    chosen: bool = False  # from a list: not a letter may differ


@dataclass(frozen=True)
class Key:
    """What marking needs to know of a question; never shown to a learner.

    `places`: order, key of a card → its right text by place; match, number of a left → key of its right.
    """

    language: str
    expected: tuple[Expected, ...] = ()  # number and text: one; gaps: one each
    slips: tuple[Slip, ...] = ()
    right_keys: frozenset[str] = frozenset()  # choice: one; choices: some
    says: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # key of a card → say, misconception
    places: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(
        default_factory=dict
    )  # key of a card → how it is called when it is only a drawing
    unit: str = ""
    nouns: tuple[str, ...] = ()  # words of the question that may follow a number: "mangues"
    accents: Policy = "strict"
    case: Policy = "fold"


@dataclass(frozen=True)
class Question:
    """One question, all its texts filled, in one language. `drawing` is SVG or ""."""

    type: str
    language: str  # the one asked for, or another when the exercise lacks it
    ask: str
    key: Key
    drawing: str = ""
    choices: tuple[Choice, ...] = ()  # choice, choices; order: what to number; match: the right-hand things
    lefts: tuple[str, ...] = ()  # match
    text: str = ""  # with [[1]] where a gap is; in other types, what is to be read first
    gaps: tuple[GapField, ...] = ()
    unit: str = ""
    hints: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    well_done: str = ""
    answer: str = ""  # the right answer as a child would write it


@dataclass(frozen=True)
class Mark:
    """The verdict on an answer. `say` is for the learner, `answered` repeats the answer to them."""

    verdict: Verdict
    say: str
    misconception: str = ""
    answered: str = ""
