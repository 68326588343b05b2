"""Who a teacher is where he learns himself: a learner without a class, whom no list of pupils shows."""

from hotspot.school import classes, signing_in
from hotspot.school.tables import Learner, Teacher, database


def learner_of(teacher_id: int, language: str) -> Learner:
    """Return a teacher as a learner; made when he learns for the first time."""
    with database.atomic():
        teacher = Teacher.get_by_id(teacher_id)
        known = classes.learner(teacher.learner_id) if teacher.learner_id is not None else None
        if known is not None:
            return known
        teacher.learner = learner = signing_in.new_guest(language)
        teacher.save(only=[Teacher.learner])
        return learner
