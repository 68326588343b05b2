"""What goes wrong on a skill: the answers that were wrong, and what they have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from exchange.documents import Text
from hotspot.content import catalogue
from hotspot.school.asked import drawn
from hotspot.school.tables import Question, database

MISTAKES_SHOWN = 3  # of a learner on a skill

DRAWN_FROM = ("skill_document", "country_document", "exercise", "language", "band", "seed")
WRONG_ANSWERS = """
    SELECT question.learner_id, question.skill, attempt.misconception, attempt.answered, attempt.second,
        skill_document, country_document, exercise, language, band, seed
    FROM question JOIN attempt ON attempt.question_id = question.id
    WHERE question.learner_id IN (SELECT value FROM json_each(?))
        AND question.skill IN (SELECT value FROM json_each(?))
        AND attempt.verdict = 'wrong' AND attempt.counts
    ORDER BY attempt.running_number DESC
"""


class WrongAnswer(NamedTuple):
    """An answer that was not right, and all that its question is drawn from."""

    learner: int
    skill: str
    misconception: str  # "": nobody has foreseen this answer
    answered: str  # as it was repeated to the learner
    second: int | None  # of the tutor's time
    skill_document: str
    country_document: str
    exercise: str
    language: str
    band: int
    seed: int


@dataclass(frozen=True)
class Mistake:
    """What goes wrong often: how many times, what that means, and the last time it did."""

    times: int
    name: str  # of the misconception, in the register; "" when nobody has foreseen this answer
    misconception: Text  # in words; empty as well
    question: str
    answer: str
    right: str


def wrong_answers(learners: Sequence[int], skills: Sequence[str]) -> list[WrongAnswer]:
    """Return the wrong answers of these learners on these skills, newest first, in one query at most."""
    if not skills:
        return []
    numbers, names = msgspec.json.encode(learners).decode(), msgspec.json.encode(skills).decode()
    rows = database.execute_sql(WRONG_ANSWERS, (numbers, names)).fetchall()  # type: ignore[no-untyped-call]
    return [WrongAnswer(*row) for row in rows]


def most_frequent(answers: Sequence[WrongAnswer], at_most: int = MISTAKES_SHOWN) -> tuple[Mistake, ...]:
    """Return the mistakes, foreseen ones before the others; of each its newest answer."""
    alike: dict[str, list[WrongAnswer]] = {}
    for one in answers:
        alike.setdefault(one.misconception, []).append(one)
    order = sorted(alike, key=lambda name: (not name, -len(alike[name]), name))
    return tuple(_mistake(alike[name]) for name in order[:at_most])


def _mistake(alike: Sequence[WrongAnswer]) -> Mistake:
    newest = alike[0]
    words = catalogue.register().misconceptions.get(newest.misconception, {})
    return Mistake(len(alike), newest.misconception, words, *told(newest))


def told(one: WrongAnswer) -> tuple[str, str, str]:
    """Return what was asked, what was answered, and what was right; the last two without a full stop."""
    asked = drawn(Question(**{name: getattr(one, name) for name in DRAWN_FROM}))
    return asked.ask, part_of_a_sentence(one.answered), part_of_a_sentence(asked.answer)


def part_of_a_sentence(answer: str) -> str:
    """Return an answer, which may hold whole sentences, as it stands within one of ours."""
    return answer.removesuffix(".").replace(".; ", "; ")
