"""Who has opened what was given, who has finished it: from what learners did, nothing is noted twice.

A parcours or a module is finished with its last grain, a skill when the tutor holds it for learnt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from hotspot.school import classes
from hotspot.school.adult_tables import Assignment, AssignmentOpened, GroupMember
from hotspot.school.reading.class_reading import State, state_of
from hotspot.school.tables import Learner, SchoolClass, database
from hotspot.school.tutor import tutoring
from hotspot.school.work.assigning import assigned_to
from hotspot.school.work.contents import Content, What, contents_of, what_of
from hotspot.school.work.groups import Group, groups_of
from learning.tutor.mastery import is_held
from learning.tutor.state import SkillGlance, SkillState
from runtime.database import prepared

SHOWN_TO_A_PUPIL = 3  # more is a list, not what to do now

DONE_OF = """
    SELECT learner_id, grain FROM grain_done
    WHERE learner_id IN (SELECT value FROM json_each(?)) AND grain IN (SELECT value FROM json_each(?))
"""
_groups_of_learner = GroupMember.select(GroupMember.learner_group).where(GroupMember.learner == 0)
_assigned_to_learner = prepared(
    Assignment.select()
    .where(
        Assignment.school_class == 0,
        (Assignment.learner == 0)
        | (
            Assignment.learner.is_null()
            & (Assignment.learner_group.is_null() | Assignment.learner_group.in_(_groups_of_learner))
        ),
    )
    .order_by(Assignment.position, Assignment.id)
)


@dataclass(frozen=True)
class Standing:
    """How far one learner is with what was given."""

    learner: Learner
    state: Literal["finished", "opened", "waiting"]
    done: int  # grains of a parcours or module, of so many
    total: int
    next_grain: str  # the first that is not done; "" for a skill, and where all is done
    skill_state: State  # how far the skill is; "new" for anything else


@dataclass(frozen=True)
class Work:
    """Something that was given, for whom, and how far each of them is."""

    row: Assignment
    place: int  # in the order of the class, from 1
    group: Group | None
    learner: Learner | None  # None also where she has left the class
    content: Content | None  # None where the edition has it no more
    standings: tuple[Standing, ...]  # by first name

    def how_many(self, *states: str) -> int:
        """Return how many of the learners are in one of these states."""
        return sum(one.state in states for one in self.standings)


@dataclass(frozen=True)
class PupilsWork:
    """Something that a learner has to do, and has not finished."""

    row: Assignment
    content: Content
    done: int  # grains, of so many
    total: int


def work_of(school_class: SchoolClass) -> list[Work]:
    """Return what a class has to do, in order, in the same few queries however much it is."""
    rows = assigned_to(school_class)
    learners = classes.learners_of(school_class)
    groups = {group.id: group for group in groups_of(school_class, learners)}
    contents = contents_of(what for row in rows if (what := what_of(row.kind, row.content)))
    done = _done([one.id for one in learners], contents.values())
    skills = _skills([one.id for one in learners], contents)
    opened = _opened([row.id for row in rows])
    found = []
    for place, row in enumerate(rows, start=1):
        own = [one for one in learners if _is_for(row, one, groups)]
        what = what_of(row.kind, row.content)
        content = contents.get(what) if what else None
        standings = tuple(_standing(one, row, content, done, skills, opened) for one in own)
        single = next((one for one in own if row.learner_id is not None), None)
        group = groups.get(row.learner_group_id) if row.learner_group_id is not None else None
        found.append(Work(row, place, group, single, content, standings))
    return found


def assigned_to_learner(learner: Learner) -> list[Assignment]:
    """Return all that a learner has to do, in order: of the class, of her groups, her own."""
    if learner.school_class_id is None:
        return []
    return _assigned_to_learner(learner.school_class_id, learner.id, learner.id)


def to_do(learner: Learner, finished: set[str]) -> list[PupilsWork]:
    """Return the first things that were given and are not finished; `finished` are all the grains done.

    What the edition has no more is left out.
    """
    rows = assigned_to_learner(learner)
    contents = contents_of(what for row in rows if (what := what_of(row.kind, row.content)))
    has_skills = any(what.kind == "skill" for what in contents)
    known = tutoring.state_of(learner.id).skills if has_skills else {}
    open_work = []
    for row in rows:
        what = what_of(row.kind, row.content)
        content = contents.get(what) if what else None
        if content is not None and not _is_finished(content, finished, known):
            done = len(finished.intersection(content.grains))
            open_work.append(PupilsWork(row, content, done, len(content.grains)))
    return open_work[:SHOWN_TO_A_PUPIL]


def _is_for(row: Assignment, learner: Learner, groups: dict[int, Group]) -> bool:
    if row.learner_id is not None:
        return bool(row.learner_id == learner.id)
    if row.learner_group_id is None:
        return True
    group = groups.get(row.learner_group_id)
    return group is not None and any(one.id == learner.id for one in group.learners)


def _standing(
    learner: Learner,
    row: Assignment,
    content: Content | None,
    done: dict[int, set[str]],
    skills: dict[int, dict[str, SkillGlance]],
    opened: set[tuple[int, int]],
) -> Standing:
    own, known = done.get(learner.id, set()), skills.get(learner.id, {})
    grains = content.grains if content else ()
    state: Literal["finished", "opened", "waiting"] = "waiting"
    if content is not None and _is_finished(content, own, known):
        state = "finished"
    elif (row.id, learner.id) in opened:
        state = "opened"
    one = known.get(row.content) if row.kind == "skill" else None
    return Standing(
        learner=learner,
        state=state,
        done=len(own.intersection(grains)),
        total=len(grains),
        next_grain=next((grain for grain in grains if grain not in own), ""),
        skill_state=state_of(one.practice if one else None),
    )


def _is_finished(
    content: Content, done: set[str], known: Mapping[str, SkillState] | Mapping[str, SkillGlance]
) -> bool:
    if content.what.kind == "skill":
        return is_held(known, content.what.id)
    return bool(content.grains) and done.issuperset(content.grains)


def _done(learner_ids: Sequence[int], contents: Iterable[Content]) -> dict[int, set[str]]:
    """Return by learner the grains done, of those that these contents have."""
    grains = sorted({grain for content in contents for grain in content.grains})
    asked = (msgspec.json.encode(learner_ids).decode(), msgspec.json.encode(grains).decode())
    found: dict[int, set[str]] = {}
    for learner_id, grain in database.execute_sql(DONE_OF, asked):  # type: ignore[no-untyped-call]
        found.setdefault(learner_id, set()).add(grain)
    return found


def _skills(learner_ids: Sequence[int], contents: Iterable[What]) -> dict[int, dict[str, SkillGlance]]:
    """Return by learner what the tutor knows of skills, where one was given."""
    if not any(what.kind == "skill" for what in contents):
        return {}
    return {number: known.skills for number, known in tutoring.glances_of(learner_ids).items()}


def _opened(assignment_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return which assignment was opened by which learner."""
    rows = AssignmentOpened.select().where(AssignmentOpened.assignment.in_(assignment_ids))
    return {(row.assignment_id, row.learner_id) for row in rows}
