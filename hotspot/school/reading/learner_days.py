"""The work of one learner, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspot.school.states import first_result
from hotspot.school.tables import Learner, database
from learning.tutor.answers import DAY_SECONDS

ANSWERS = """
    SELECT question.id, question.hint_came_first, attempt.verdict, attempt.counts, attempt.second
    FROM question CROSS JOIN attempt ON attempt.question_id = question.id
    WHERE question.learner_id = ? AND attempt.second >= ?
    ORDER BY attempt.running_number
"""  # CROSS JOIN: from the learner to his answers, never from all answers of the school to his


@dataclass(frozen=True)
class Day:
    """What a learner did on a day of the tutor."""

    day: int
    answered: int  # questions
    right: int  # of these, right at the first try, without a hint, and not tapped


def days_of(learner: Learner, today: int, days: int) -> list[Day]:
    """Return so many days, the last one today, each with what was done; in one query."""
    first = today - days + 1
    rows = database.execute_sql(ANSWERS, (learner.id, first * DAY_SECONDS)).fetchall()  # type: ignore[no-untyped-call]
    begun: dict[int, tuple[int, list[str], bool]] = {}
    for question, hint_first, verdict, counts, second in rows:
        _day, verdicts, _spoilt = begun.setdefault(
            question, (second // DAY_SECONDS, [], bool(hint_first) or not counts)
        )
        verdicts.append(verdict)
    done: dict[int, list[bool]] = {day: [] for day in range(first, today + 1)}
    for day, verdicts, spoilt in begun.values():
        done.setdefault(day, []).append(first_result(verdicts, spoilt) is True)
    return [Day(day, len(own), sum(own)) for day, own in sorted(done.items())]


def total(days: Sequence[Day]) -> Day:
    """Return what was done on all these days together; it bears the number of the last."""
    return Day(days[-1].day, sum(one.answered for one in days), sum(one.right for one in days))
