"""Wrong picture codes, counted for each learner and day of the tutor, and told to the teacher."""

from dataclasses import dataclass

from peewee import fn

from hotspot.school import tutor_days
from hotspot.school.adult_tables import CodeMissed
from hotspot.school.tables import Learner, SchoolClass

WORTH_TELLING = 6  # wrong codes at one door in a day: a child who slips has found the pictures by then
TOLD_DAYS = 2  # today's, and those of the day before: a teacher may look in the morning
KEPT_DAYS = 60


@dataclass(frozen=True)
class Guessed:
    """Somebody tries codes at a learner's door."""

    learner: Learner
    times: int  # today and yesterday
    address: str  # where the teacher gives other pictures


def note_missed(learner_id: int) -> None:
    """Count a wrong code at a learner's door."""
    day = tutor_days.today()
    CodeMissed.delete().where(CodeMissed.day < day - KEPT_DAYS).execute()
    CodeMissed.insert(learner=learner_id, day=day, times=1).on_conflict(
        conflict_target=[CodeMissed.learner, CodeMissed.day],
        update={CodeMissed.times: CodeMissed.times + 1},
    ).execute()


def guessed(school_class: SchoolClass) -> list[Guessed]:
    """Return at whose doors codes were tried six times or more since yesterday, most first. One query."""
    times = fn.SUM(CodeMissed.times)
    rows = (
        CodeMissed.select(Learner, times.alias("times"))
        .join(Learner)
        .where(
            Learner.school_class == school_class,
            Learner.left_at.is_null(),
            CodeMissed.day > tutor_days.today() - TOLD_DAYS,
        )
        .group_by(Learner.id)
        .having(times >= WORTH_TELLING)
        .order_by(times.desc(), Learner.number)
    )
    return [Guessed(row.learner, row.times, f"/enseignant/eleves/{row.learner.id}/images") for row in rows]
