"""A free place in a class: a number and three pictures that nobody there has, nor anybody who left it."""

from hotspot.school.adult_tables import Assignment, GroupMember, LearnerGroup
from hotspot.school.classes import check_room, everybody_of, members_of
from hotspot.school.codes import new_pictures
from hotspot.school.tables import Learner, SchoolClass


def put_into(learner: Learner, school_class: SchoolClass) -> None:
    """Give a learner a place in a class; the pictures stay where they are free. What the old class gave ends.

    Raises:
        FullClass: the class has no room.
    """
    check_room(school_class, len(members_of(school_class)) + 1)
    others = everybody_of(school_class)
    taken = {one.pictures for one in others}
    number = max((one.number for one in others), default=0) + 1
    pictures = new_pictures(taken) if learner.pictures in taken else learner.pictures
    leave_groups(learner)
    Learner.update(school_class=school_class, number=number, pictures=pictures, left_at=None).where(
        Learner.id == learner.id
    ).execute()


def leave_groups(learner: Learner) -> None:
    """Take a learner out of the groups of the class, and of what it gave to this learner alone."""
    own = learner.school_class_id
    groups = LearnerGroup.select(LearnerGroup.id).where(LearnerGroup.school_class == own)
    GroupMember.delete().where(
        GroupMember.learner == learner, GroupMember.learner_group.in_(groups)
    ).execute()
    Assignment.delete().where(Assignment.learner == learner, Assignment.school_class == own).execute()
