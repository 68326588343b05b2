"""What stands of the learners of a class today: when they worked, what the teacher was told of them.

The answers of the week are read, however many years the school has been answering.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hotspot.school.tables import database
from learning.tutor.answers import DAY_SECONDS

WEEK_DAYS = 7

# The last answer before the week is looked for by halves: the tutor's second never goes back from one running
# number to the next. An index on it would make each answer write a seventh more onto the card.
# by learner: how many questions were answered today, the last second of the week, how many were tapped in the
# week, and what the teacher was told and has not closed before today
LATELY = """
    WITH RECURSIVE half (low, high) AS (
        SELECT 0, (SELECT COALESCE(MAX(running_number), 0) + 1 FROM attempt)
        UNION ALL
        SELECT
            IIF(COALESCE((SELECT second FROM attempt WHERE running_number <= (low + high) / 2
                ORDER BY running_number DESC LIMIT 1), 0) < :week, (low + high) / 2, low),
            IIF(COALESCE((SELECT second FROM attempt WHERE running_number <= (low + high) / 2
                ORDER BY running_number DESC LIMIT 1), 0) < :week, high, (low + high) / 2)
        FROM half WHERE high - low > 1
    )
    SELECT value, lately.today, lately.last, lately.tapped,
        (SELECT json_group_array(json_array(skill, day, closed_as IS NOT NULL)) FROM stuck_notice
         WHERE learner_id = value AND (closed_as IS NULL OR closed_day = :today))
    FROM json_each(:learners) LEFT JOIN (
        SELECT question.learner_id, SUM(attempt.second >= :begins) AS today, MAX(attempt.second) AS last,
            SUM(NOT attempt.counts) AS tapped
        FROM attempt CROSS JOIN question ON question.id = attempt.question_id
        WHERE attempt.running_number > (SELECT MAX(low) FROM half)
            AND attempt.try_number = 1 AND attempt.second >= :week
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
    begins = today * DAY_SECONDS
    asked = {
        "today": today,
        "begins": begins,
        "week": begins - (WEEK_DAYS - 1) * DAY_SECONDS,
        "learners": msgspec.json.encode(learners).decode(),
    }
    rows = database.execute_sql(LATELY, asked).fetchall()  # type: ignore[no-untyped-call]
    return {
        learner: Worked(
            max(-1 if last is None else last, last_seconds[learner] or -1),
            day or 0,
            tapped or 0,
            msgspec.json.decode(told, type=tuple[Told, ...], strict=False),
        )
        for learner, day, last, tapped, told in rows
    }
