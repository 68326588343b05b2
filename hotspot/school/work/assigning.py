"""What a class has to do, in order: assigned, moved up and down, taken away.

Places are 1 to n, without a gap, after each of these; two teachers who act at once act one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exchange.errors import NeedsAPerson
from hotspot.school.adult_tables import Assignment, AssignmentOpened, LearnerGroup
from hotspot.school.tables import Learner, SchoolClass, database
from hotspot.school.work.contents import What
from runtime.clock import now

AT_MOST = 50  # a class: more is no longer an order of what to do


class TooMuch(NeedsAPerson):
    """The class has as much to do as a list can show."""


class NobodyThere(NeedsAPerson):
    """The group was dissolved, or the learner is not in this class."""


@dataclass(frozen=True)
class Whom:
    """For whom something is: neither number says the whole class."""

    group_id: int | None = None
    learner_id: int | None = None


@dataclass(frozen=True)
class Assigned:
    """What was assigned; `is_new` is False where the same people had it already."""

    row: Assignment
    is_new: bool


def assigned_to(school_class: SchoolClass) -> list[Assignment]:
    """Return all that a class, its groups and its learners have to do, in order."""
    mine = Assignment.school_class == school_class
    return list(Assignment.select().where(mine).order_by(Assignment.position, Assignment.id))


def assign(school_class: SchoolClass, what: What, whom: Whom, last_day: date | None, by: str) -> Assigned:
    """Assign something to do, after all that was assigned before.

    The same for the same people stays where it is; only its last day changes, where another one is said.

    Raises:
        TooMuch: the class has 50 already.
        NobodyThere: no such group or learner is in this class.
    """
    due_on = last_day.isoformat() if last_day else None
    with database.atomic():
        _must_be_in(school_class, whom)
        rows = assigned_to(school_class)
        same = next((row for row in rows if _is_same(row, what, whom)), None)
        if same is not None:
            if due_on is not None:
                Assignment.update(due_on=due_on).where(Assignment.id == same.id).execute()
            return Assigned(same, is_new=False)
        if len(rows) >= AT_MOST:
            raise TooMuch(f"La classe « {school_class.name} » a déjà {AT_MOST} travaux. Retirez-en d'abord.")
        row = Assignment.create(
            kind=what.kind,
            content=what.id,
            school_class=school_class,
            learner_group=whom.group_id,
            learner=whom.learner_id,
            position=len(rows) + 1,
            due_on=due_on,
            given_by=by,
            given_at=now(),
        )
        _number(rows)
        return Assigned(row, is_new=True)


def move(school_class: SchoolClass, assignment_id: int, seen_at: int, by: int) -> bool:
    """Move something up (`by` -1) or down (1) a place; say whether it was done.

    It is not when it no longer stands where the teacher has seen it: a colleague, or a second tap, was first.
    """
    with database.atomic():
        rows = assigned_to(school_class)
        here, there = seen_at - 1, seen_at - 1 + by
        if not (0 <= here < len(rows) and 0 <= there < len(rows)) or rows[here].id != assignment_id:
            return False
        rows[here], rows[there] = rows[there], rows[here]
        _number(rows)
        return True


def take_away(school_class: SchoolClass, assignment_id: int) -> bool:
    """Take something away; what learners did stays theirs. Say whether it was still there."""
    return _erase(school_class, Assignment.id == assignment_id)


def take_away_of_group(school_class: SchoolClass, group_id: int) -> bool:
    """Take away all that a group has to do."""
    return _erase(school_class, Assignment.learner_group == group_id)


def mark_opened(assignment_id: int, learner: Learner) -> None:
    """Note that a learner has opened what was given; the first time counts."""
    opened = AssignmentOpened.insert(assignment=assignment_id, learner=learner, opened_at=now())
    opened.on_conflict_ignore().execute()


def _erase(school_class: SchoolClass, which: object) -> bool:
    with database.atomic():
        mine = Assignment.school_class == school_class
        erased: int = Assignment.delete().where(mine, which).execute()
        _number(assigned_to(school_class))
        return erased > 0


def _number(rows: Sequence[Assignment]) -> None:
    """Write the places 1 to n, where they are others."""
    for place, row in enumerate(rows, start=1):
        if row.position != place:
            Assignment.update(position=place).where(Assignment.id == row.id).execute()


def _is_same(row: Assignment, what: What, whom: Whom) -> bool:
    is_for = Whom(row.learner_group_id, row.learner_id)
    return (row.kind, row.content, is_for) == (what.kind, what.id, whom)


def _must_be_in(school_class: SchoolClass, whom: Whom) -> None:
    is_there = True
    if whom.group_id is not None:
        mine = (LearnerGroup.id == whom.group_id) & (LearnerGroup.school_class == school_class)
        is_there = LearnerGroup.select().where(mine).exists()
    if whom.learner_id is not None:
        mine = (Learner.id == whom.learner_id) & (Learner.school_class == school_class)
        is_there = Learner.select().where(mine, Learner.left_at.is_null()).exists()
    if not is_there:
        raise NobodyThere(f"Ni groupe ni élève de ce numéro dans la classe « {school_class.name} ».")
