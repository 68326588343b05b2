"""The groups of a class: taken over from the tutor's proposal or made by hand, changed, dissolved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.school import classes
from hotspot.school.adult_tables import GroupMember, LearnerGroup
from hotspot.school.tables import Learner, SchoolClass, database
from hotspot.school.work import assigning
from runtime.clock import now

LONGEST_NAME = 40  # characters
GROUPS_AT_MOST = 30  # a class


@dataclass(frozen=True)
class Group:
    """A group and who is in it; who has left the class has dropped out."""

    id: int
    name: str
    skill: str  # that they work on; "" for none
    made_at: datetime
    learners: tuple[Learner, ...]  # by first name


@dataclass(frozen=True)
class NewGroup:
    """A group to be made."""

    name: str
    skill: str
    learner_ids: tuple[int, ...]


@dataclass(frozen=True)
class Change:
    """Where a learner was when the teacher began, and where she is put; None is no group."""

    before: int | None
    after: int | None


def groups_of(school_class: SchoolClass, learners: Sequence[Learner] | None = None) -> list[Group]:
    """Return the groups of a class, oldest first; `learners` are hers by first name, where they are known."""
    here = classes.learners_of(school_class) if learners is None else learners
    rows = list(
        LearnerGroup.select().where(LearnerGroup.school_class == school_class).order_by(LearnerGroup.id)
    )
    members: dict[int, set[int]] = {}
    for row in GroupMember.select().where(GroupMember.learner_group.in_([row.id for row in rows])):
        members.setdefault(row.learner_group_id, set()).add(row.learner_id)
    return [
        Group(
            row.id,
            row.name,
            row.skill,
            row.made_at,
            tuple(one for one in here if one.id in members.get(row.id, ())),
        )
        for row in rows
    ]


def skill_of(group: Group) -> SkillCard | None:
    """Return what a group works on; None for nothing, or for a skill that the edition has no more."""
    return next((card for card in catalogue.all_skills() if card.id == group.skill), None)


def subject_of(group: Group) -> str:
    """Return the subject of what a group works on, "" where that is nothing."""
    card = skill_of(group)
    return card.subject if card else ""


def make(school_class: SchoolClass, new: Iterable[NewGroup]) -> list[int]:
    """Make groups and return their numbers.

    Learners who are not in the class are left out, and so is what would be more than 30 groups.
    """
    with database.atomic():
        here = {learner.id for learner in classes.members_of(school_class)}
        room = GROUPS_AT_MOST - len(groups_of(school_class))
        return [_made(school_class, one, here) for one in list(new)[:room]]


def take_over(school_class: SchoolClass, subject: str, new: Iterable[NewGroup], seen: Iterable[int]) -> bool:
    """Put new groups in the place of those of a subject; say whether it was done.

    It is not when they are no longer those that the teacher has `seen`: a colleague has changed them.
    """
    with database.atomic():
        here = {group.id for group in groups_of(school_class) if subject_of(group) == subject}
        if here != set(seen):
            return False
        for group_id in here:
            dissolve(school_class, group_id)
        make(school_class, new)
        return True


def rename(school_class: SchoolClass, names: Mapping[int, str]) -> None:
    """Give groups of a class these names; an empty one changes nothing."""
    with database.atomic():
        for group_id, name in names.items():
            if name:
                mine = (LearnerGroup.id == group_id) & (LearnerGroup.school_class == school_class)
                LearnerGroup.update(name=name[:LONGEST_NAME]).where(mine).execute()


def put(school_class: SchoolClass, changes: Mapping[int, Change], among: Sequence[int]) -> list[int]:
    """Put learners into one of the groups `among`, or into none; return whose new group is there no more.

    Only what the teacher has changed is changed: what a colleague did meanwhile with others stays.
    """
    with database.atomic():
        groups = {group.id for group in groups_of(school_class)}
        here = {learner.id for learner in classes.members_of(school_class)}
        lost = []
        for learner_id, change in changes.items():
            if change.before == change.after or learner_id not in here:
                continue
            if change.after is not None and change.after not in groups:
                lost.append(learner_id)
                continue
            _put_one(learner_id, change.after, among)
        return lost


def dissolve(school_class: SchoolClass, group_id: int) -> bool:
    """Dissolve a group and take away what it had to do; say whether it was still there."""
    with database.atomic():
        assigning.take_away_of_group(school_class, group_id)
        mine = (LearnerGroup.id == group_id) & (LearnerGroup.school_class == school_class)
        dissolved: int = LearnerGroup.delete().where(mine).execute()
        return dissolved > 0


def _made(school_class: SchoolClass, new: NewGroup, here: set[int]) -> int:
    row = LearnerGroup.create(
        school_class=school_class, name=new.name[:LONGEST_NAME], skill=new.skill, made_at=now()
    )
    for learner_id in new.learner_ids:
        if learner_id in here:
            GroupMember.insert(learner_group=row, learner=learner_id).on_conflict_ignore().execute()
    group_id: int = row.id
    return group_id


def _put_one(learner_id: int, group_id: int | None, among: Sequence[int]) -> None:
    hers = GroupMember.learner == learner_id
    GroupMember.delete().where(hers, GroupMember.learner_group.in_(among)).execute()
    if group_id is not None:
        GroupMember.insert(learner_group=group_id, learner=learner_id).on_conflict_ignore().execute()
