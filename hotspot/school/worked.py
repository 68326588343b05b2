"""When the learners of a class have worked: today, lately, last.

A few rows of an index for each answer of the week, however many years the school has been answering.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hotspot.school.tables import database
from learning.tutor.answers import DAY_SECONDS
from learning.tutor.state import LearnerState

WEEK_DAYS = 7

# first tries of the week: how many today, the last second of the tutor's time, how many were tapped
LATELY = """
    SELECT question.learner_id, SUM(attempt.second >= ?), MAX(attempt.second), SUM(NOT attempt.counts)
    FROM attempt JOIN question ON question.id = attempt.question_id
    WHERE attempt.try_number = 1 AND attempt.second >= ?
        AND question.learner_id IN (SELECT value FROM json_each(?))
    GROUP BY question.learner_id
"""


@dataclass(frozen=True)
class Worked:
    """How a learner has worked lately."""

    last_second: int  # of the tutor's time, of the last answer; -1: never
    today: int  # questions answered today
    tapped: int  # questions of the last seven days answered faster than they can be read

    @property
    def last_day(self) -> int:
        """Return the day of the last answer; -1 for never."""
        return self.last_second // DAY_SECONDS


def worked(learners: Sequence[int], known: Mapping[int, LearnerState], today: int) -> dict[int, Worked]:
    """Return how each of these learners has worked, in one query; `known` tells of what is longer ago."""
    week, numbers = (today - WEEK_DAYS + 1) * DAY_SECONDS, msgspec.json.encode(learners).decode()
    rows = database.execute_sql(LATELY, (today * DAY_SECONDS, week, numbers)).fetchall()  # type: ignore[no-untyped-call]
    lately = {learner: (day, last, tapped) for learner, day, last, tapped in rows}
    found = {}
    for learner in learners:
        day, last, tapped = lately.get(learner, (0, -1, 0))
        before = known[learner].general.second if learner in known else None
        found[learner] = Worked(max(last, -1 if before is None else before), day, tapped)
    return found
