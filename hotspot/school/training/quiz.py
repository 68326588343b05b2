"""The final quiz of a parcours for teachers: an ordinary set of exercises, of which so many must be right."""

from dataclasses import dataclass

from exchange.documents import Grain
from hotspot.school.asked import verdicts_of
from hotspot.school.states import outcome_of
from hotspot.school.tables import Learner, Question
from runtime.database import prepared

_questions_of = prepared(
    Question.select()
    .where(Question.learner == 0, Question.grain == "")
    .order_by(Question.set_number, Question.position)
)


@dataclass(frozen=True)
class Result:
    """How a quiz went: right at the first try and without a hint, the last time and the best time."""

    last: int
    best: int
    times: int  # that it was begun


def result_of(learner: Learner | None, quiz: Grain) -> Result:
    """Return how a quiz went so far; the question that follows a worked answer at its end does not count."""
    rows = _questions_of(learner.id, quiz.id) if learner else []
    verdicts = verdicts_of(rows)
    right: dict[int, int] = {}
    for row in rows:
        is_right = outcome_of(verdicts[row.id], row.hint_came_first) == "got" and row.position <= quiz.count
        right[row.set_number] = right.get(row.set_number, 0) + is_right
    return Result(right[max(right)], max(right.values()), len(right)) if right else Result(0, 0, 0)


def is_passed(learner: Learner | None, quiz: Grain) -> bool:
    """Say whether a quiz was once as good as it must be; a set without a bar always is."""
    return not quiz.bar or result_of(learner, quiz).best >= quiz.bar
