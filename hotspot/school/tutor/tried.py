"""What came of the questions of a sitting."""

from dataclasses import dataclass

from hotspot.school.states import State, first_result, state_after
from hotspot.school.tables import Question, Sitting, database
from runtime.database import prepared

TRIES = """
    SELECT question_id, verdict, misconception, counts FROM attempt
    WHERE question_id IN (SELECT id FROM question WHERE sitting_id = ?) ORDER BY running_number
"""

_questions_of = prepared(Question.select().where(Question.sitting == 0).order_by(Question.position))


@dataclass(frozen=True)
class Tried:
    """A question of a sitting, and what came of it."""

    row: Question
    verdicts: tuple[str, ...]
    misconception: str  # of the last try that had one
    counts: bool  # False: it was answered faster than it can be read

    @property
    def state(self) -> State:
        """Whether it is open, answered right, or its worked answer shown."""
        return state_after(self.verdicts, self.row.purpose)

    @property
    def result(self) -> bool | None:
        """Whether the first answer that counts was right; None when there is none."""
        return first_result(self.verdicts, self.row.hint_came_first) if self.counts else None


def tried_in(sitting: Sitting) -> list[Tried]:
    """Return the questions of a sitting in order, and what came of them, in two queries."""
    rows = _questions_of(sitting.id)
    found: dict[int, list[tuple[str, str, int]]] = {row.id: [] for row in rows}
    tries = database.execute_sql(TRIES, (sitting.id,)) if rows else ()  # type: ignore[no-untyped-call]
    for question_id, verdict, misconception, counts in tries:
        found[question_id].append((verdict, misconception, counts))
    return [_tried(row, found[row.id]) for row in rows]


def _tried(row: Question, tries: list[tuple[str, str, int]]) -> Tried:
    misconceptions = [misconception for _verdict, misconception, _counts in tries if misconception]
    return Tried(
        row,
        tuple(verdict for verdict, _misconception, _counts in tries),
        misconceptions[-1] if misconceptions else "",
        all(counts for _verdict, _misconception, counts in tries),
    )
