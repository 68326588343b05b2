"""Two rows of one child become one: both histories are joined, in the order in which they were lived.

Attempts are not touched: their questions change hands, which a trigger allows for no other reason (migration
0006), and the tutor's rows are made anew from the answers in the order of their running numbers.
"""

from dataclasses import dataclass

from exchange.errors import NeedsAPerson
from hotspot.school.adult_tables import (
    LearnerMerged,
)
from hotspot.school.tables import Learner, SignInFailure, database
from hotspot.school.tutor import tutoring
from runtime.clock import now

HISTORY = """
    SELECT COUNT(DISTINCT question.id), COUNT(running_number), MIN(made_at), MAX(made_at)
    FROM question LEFT JOIN attempt ON question_id = question.id WHERE learner_id = ?
"""
LAST_SETS = """
    SELECT json_group_object(grain, last) FROM (
        SELECT grain, MAX(set_number) AS last FROM question
        WHERE learner_id = ? AND grain <> '' GROUP BY grain)
"""
QUESTIONS_CHANGE_HANDS = """
    UPDATE question SET learner_id = ?, set_number = set_number + COALESCE(
        (SELECT value FROM json_each(?) WHERE key = question.grain), 0)
    WHERE learner_id = ?
"""
# What both have stays once.
OF_THE_CHILD = (
    "UPDATE sitting SET learner_id = ? WHERE learner_id = ?",
    "UPDATE OR IGNORE stuck_notice SET learner_id = ? WHERE learner_id = ?",
    """INSERT INTO grain_done (learner_id, grain, done_at, first_done_at)
        SELECT ?, grain, done_at, first_done_at FROM grain_done WHERE learner_id = ?
        ON CONFLICT (learner_id, grain) DO UPDATE SET
            done_at = MAX(done_at, excluded.done_at),
            first_done_at = MIN(first_done_at, excluded.first_done_at)""",
    """INSERT INTO code_missed (learner_id, day, times)
        SELECT ?, day, times FROM code_missed WHERE learner_id = ?
        ON CONFLICT (learner_id, day) DO UPDATE SET times = times + excluded.times""",
)
OF_THE_CLASS = (
    "UPDATE OR IGNORE assignment_opened SET learner_id = ? WHERE learner_id = ?",
    "UPDATE OR IGNORE group_member SET learner_id = ? WHERE learner_id = ?",
    "UPDATE assignment SET learner_id = ? WHERE learner_id = ?",
)


class NotADouble(NeedsAPerson):
    """These two cannot be joined."""


@dataclass(frozen=True)
class History:
    """What a learner has behind him: to be looked at before two are joined."""

    questions: int
    answers: int
    first_at: str  # of the answers, in UTC; "" before any
    last_at: str


def history_of(learner: Learner) -> History:
    """Return what a learner has behind him."""
    found = database.execute_sql(HISTORY, (learner.id,)).fetchone()  # type: ignore[no-untyped-call]
    questions, answers, first, last = found
    return History(questions, answers, first or "", last or "")


def merge(kept: Learner, gone: Learner) -> None:
    """Join what `gone` has behind him to what `kept` has; the row of `gone` is no more. All or nothing.

    Raises:
        NotADouble: they are one row, one of them is a guest, or a colleague has just joined them.
    """
    with database.atomic():
        both = Learner.id.in_((kept.id, gone.id)) & Learner.school_class.is_null(False)
        if Learner.select().where(both).count() < 2:  # noqa: PLR2004 – both
            raise NotADouble("Choisissez deux élèves différents, qui ont chacun une classe.")
        LearnerMerged.update(kept=kept).where(LearnerMerged.kept == gone).execute()
        LearnerMerged.create(gone=gone.id, gone_created_at=gone.created_at, kept=kept, merged_at=now())
        _move_answers(kept.id, gone.id)
        _move_rest(kept, gone)
        SignInFailure.delete().where(SignInFailure.door == f"learner:{gone.id}").execute()
        gone.delete_instance()
        tutoring.rebuild(kept.id)


def numbers_before(learner_id: int) -> list[int]:
    """Return the numbers that a learner had in rows that were joined to this one."""
    return [row.gone for row in LearnerMerged.select().where(LearnerMerged.kept == learner_id)]


def _move_answers(kept: int, gone: int) -> None:
    """Let the questions change hands, sets of exercises behind those of the other."""
    (last_sets,) = database.execute_sql(LAST_SETS, (kept,)).fetchone()  # type: ignore[no-untyped-call]
    database.execute_sql(QUESTIONS_CHANGE_HANDS, (kept, last_sets, gone))  # type: ignore[no-untyped-call]


def _move_rest(kept: Learner, gone: Learner) -> None:
    """Move what else is the child's; what the class gave stays with the class that gave it."""
    same_class = kept.school_class_id == gone.school_class_id
    for text in (*OF_THE_CHILD, *(OF_THE_CLASS if same_class else ())):
        database.execute_sql(text, (kept.id, gone.id))  # type: ignore[no-untyped-call]
    Learner.update(sex=kept.sex or gone.sex).where(Learner.id == kept.id).execute()
