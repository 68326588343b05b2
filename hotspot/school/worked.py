"""What stands of the learners of a class today: when they worked, what the teacher was told of them.

A few rows of an index for each answer of the week, however many years the school has been answering.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hotspot.school.tables import database
from learning.tutor.answers import DAY_SECONDS

WEEK_DAYS = 7

# by learner: how many questions were answered today, the last second of the week, how many were tapped in the
# week, and what the teacher was told and has not closed before today
LATELY = """
    SELECT value, lately.today, lately.last, lately.tapped,
        (SELECT json_group_array(json_array(skill, day, closed_as IS NOT NULL)) FROM stuck_notice
         WHERE learner_id = value AND (closed_as IS NULL OR closed_day = ?))
    FROM json_each(?) LEFT JOIN (
        SELECT question.learner_id, SUM(attempt.second >= ?) AS today, MAX(attempt.second) AS last,
            SUM(NOT attempt.counts) AS tapped
        FROM attempt JOIN question ON question.id = attempt.question_id
        WHERE attempt.try_number = 1 AND attempt.second >= ?
        GROUP BY question.learner_id
    ) AS lately ON lately.learner_id = value
"""


class Told(msgspec.Struct, array_like=True, frozen=True):
    """The teacher was told that a learner is stuck."""

    skill: str
    day: int  # of the tutor, when the skill was laid to rest
    is_closed: bool  # today; else it is open


@dataclass(frozen=True)
class Worked:
    """How a learner has worked lately, and what was told of it."""

    last_second: int  # of the tutor's time, of the last answer; -1: never
    today: int  # questions answered today
    tapped: int  # questions of the last seven days answered faster than they can be read
    told: tuple[Told, ...]  # in no order

    @property
    def last_day(self) -> int:
        """Return the day of the last answer; -1 for never."""
        return self.last_second // DAY_SECONDS


def worked(learners: Sequence[int], last_seconds: Mapping[int, int | None], today: int) -> dict[int, Worked]:
    """Return how each of these learners has worked, in one query.

    `last_seconds`: of each one's last answer that counts, however long ago.
    """
    begins, numbers = today * DAY_SECONDS, msgspec.json.encode(learners).decode()
    week = begins - (WEEK_DAYS - 1) * DAY_SECONDS
    rows = database.execute_sql(LATELY, (today, numbers, begins, week)).fetchall()  # type: ignore[no-untyped-call]
    return {
        learner: Worked(
            max(-1 if last is None else last, last_seconds[learner] or -1),
            day or 0,
            tapped or 0,
            msgspec.json.decode(told, type=tuple[Told, ...], strict=False),
        )
        for learner, day, last, tapped, told in rows
    }
