"""Make anew, from the answers alone, what the tutor knows of everybody."""

from dataclasses import dataclass

from hotspot.school.tables import SkillState, database
from hotspot.school.tutor import tutoring

# guests too: whoever has answered, or has rows
EVERYBODY = "SELECT learner_id FROM question UNION SELECT learner_id FROM skill_state ORDER BY 1"


@dataclass(frozen=True)
class Rebuilt:
    """How many learners were made anew, and of how many the rows were outdated, or differed."""

    learners: int
    outdated: int  # not made yet, or with another edition or other numbers: no fault
    differed: int  # made with the same, and not the same


def rebuild_all() -> Rebuilt:
    """Replay the answers of every learner."""
    learners = [row[0] for row in database.execute_sql(EVERYBODY)]  # type: ignore[no-untyped-call]
    outdated = differed = 0
    for learner_id in learners:
        before = _rows_of(learner_id)
        tutoring.rebuild(learner_id)
        if not before or any(made_with != tutoring.here().made_with for _, made_with, _ in before):
            outdated += 1
        else:
            differed += before != _rows_of(learner_id)
    return Rebuilt(len(learners), outdated, differed)


def _rows_of(learner_id: int) -> list[tuple[str, str, bytes]]:
    rows = SkillState.select().where(SkillState.learner == learner_id).order_by(SkillState.skill)
    return [(row.skill, row.made_with, row.kept) for row in rows]
