"""Questions that were asked: read from their rows and drawn again, the very same.

What is kept of a question is its seed and the names of the documents it came from; what is kept of an answer
is the answer and what the child was told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

import msgspec

from hotspot.content import catalogue, documents
from hotspot.school import states
from hotspot.school.states import State
from hotspot.school.tables import Attempt, Question, database
from learning import exercises
from learning.exercises import Mark
from learning.exercises.question import Verdict
from runtime.database import prepared

# the answers to a question, by its number, in order
attempts_at = prepared(Attempt.select().where(Attempt.question == 0).order_by(Attempt.try_number))

VERDICTS = """
    SELECT question_id, verdict FROM attempt
    WHERE question_id IN (SELECT value FROM json_each(?))
    ORDER BY question_id, try_number
"""  # written by hand: it is asked at every page, and peewee would write it anew each time

EXAMPLES_TRIED = 8  # to find another question than the one asked; a short table may have no other

Given = dict[str, list[str]]  # form field → values, as exercises.mark takes them


@dataclass(frozen=True)
class Try:
    """An answer and its verdict."""

    given: Given
    mark: Mark


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it stands: what was asked, what was answered, what is open now."""

    row: Question
    question: exercises.Question

    @cached_property
    def tries(self) -> tuple[Try, ...]:
        """The answers so far, in order."""
        return tuple(_try(attempt) for attempt in attempts_at(self.row.id))

    @property
    def id(self) -> int:
        """The number of the question in its address."""
        return self.row.id

    @property
    def verdicts(self) -> list[str]:
        """The verdicts so far, in order."""
        return [one.mark.verdict for one in self.tries]

    @property
    def state(self) -> State:
        """Whether it is open, answered right, or its worked answer shown."""
        return states.state_after(self.verdicts, self.row.purpose)

    @property
    def hints_open(self) -> int:
        """How many of the question's hints are open."""
        return states.hints_open(self.verdicts, self.row.hints_asked, len(self.question.hints))

    @property
    def next_try(self) -> int:
        """The number that the form carries, so that the same form sent twice counts once."""
        return len(self.tries) + 1


def asked_from(row: Question) -> AskedQuestion:
    """Draw again the question of this row.

    Raises:
        DamagedFile: the store has lost a document.
        UnreadableDocument: a document has another form than when the question was asked.
    """
    return AskedQuestion(row, drawn(row))


def drawn(row: Question) -> exercises.Question:
    """Return the question of this row as a learner sees it. Raises like `asked_from`."""
    names = row.skill_document, row.country_document, row.exercise
    return _drawn(catalogue.store_folder(), names, row.language, row.band, row.seed)


@lru_cache(maxsize=256)  # about 6 KB each; asked, answered and told is three times in a minute
def _drawn(
    store: Path, names: tuple[str, str, str], language: str, band: int, seed: int
) -> exercises.Question:
    exercise = documents.exercise_from(store, *names)
    return exercises.draw(exercise, documents.words_from(store, names[1]), language, band, seed)


def example_for(row: Question) -> exercises.Question | None:
    """Return another question of the same kind, to be shown worked out before this one; None without one.

    Raises like `asked_from`.
    """
    own, names = drawn(row), (row.skill_document, row.country_document, row.exercise)
    for turn in range(1, EXAMPLES_TRIED + 1):
        other = _drawn(catalogue.store_folder(), names, row.language, row.band, row.seed + turn)
        if face_of(other) != face_of(own) and other.worked:
            return other
    return None


def face_of(question: exercises.Question) -> tuple[str, str, str, str]:
    """Return what makes two questions look the same to a child."""
    return question.ask, question.drawing, question.text, question.answer


def verdicts_of(questions: Iterable[Question]) -> dict[int, list[str]]:
    """Return question number → verdicts in order, in one query at most."""
    found: dict[int, list[str]] = {question.id: [] for question in questions}
    if found:
        numbers = msgspec.json.encode(list(found)).decode()
        rows = database.execute_sql(VERDICTS, (numbers,))  # type: ignore[no-untyped-call]
        for question_id, verdict in rows:
            found[question_id].append(verdict)
    return found


def mark_of(attempt: Attempt) -> Mark:
    """Return the verdict as the child was told it."""
    verdict = cast(Verdict, attempt.verdict)  # written by `mark` alone, but for states.HELP
    return Mark(verdict, attempt.say, attempt.misconception, attempt.answered)


def answer_text(given: Mapping[str, list[str]]) -> str:
    """Return what is kept of an answer: the form fields as JSON, in the order of their names."""
    return msgspec.json.encode(given, order="sorted").decode()


def _try(attempt: Attempt) -> Try:
    return Try(msgspec.json.decode(attempt.answer, type=Given), mark_of(attempt))
