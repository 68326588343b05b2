"""What a sitting has brought, and what comes on the next day of school."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hotspot.school import tutor_days
from hotspot.school.tables import Learner, Sitting
from hotspot.school.tutor import tutoring
from hotspot.school.tutor.sittings import day_of
from hotspot.school.tutor.tried import Tried
from learning.tutor import review
from learning.tutor.mastery import HELD, Practice
from learning.tutor.state import LearnerState

# learnt: over the bar today. kept: held before, and still. shown: in a placement. resting: until another day.
# growing: under way, or its review was missed.
What = Literal["learnt", "kept", "shown", "growing", "resting"]

TITLES_AT_MOST = 3  # of what comes next: nobody reads on


@dataclass(frozen=True)
class Gain:
    """What became of a skill."""

    skill: str
    what: What


@dataclass(frozen=True)
class Next:
    """What comes on the next day of school."""

    is_tomorrow: bool  # else there are days without school before
    reviews: tuple[str, ...]  # skills to come back to, the most late first
    going_on: tuple[str, ...]  # skills under way


def gains_of(learner: Learner, sitting: Sitting, tried: Sequence[Tried]) -> list[Gain]:
    """Return what became of each skill of a sitting, in the order in which they came.

    Of a placement only what the learner has shown: what was asked above her level is no step forward.
    """
    known = tutoring.state_of(learner.id)
    asked = dict.fromkeys(one.row.skill for one in tried if one.verdicts)
    found = [
        Gain(skill, _what(known.skills[skill].practice, sitting)) for skill in asked if skill in known.skills
    ]
    return [one for one in found if sitting.kind != "placement" or one.what == "shown"]


def next_of(learner: Learner) -> Next:
    """Return what comes on the next day of school; nothing of skills that the edition has no more."""
    here, today = tutoring.here().tutor, tutor_days.today()
    known = tutoring.state_of(learner.id)
    day = here.calendar.next_school_day(today + 1)
    due = [skill for skill in here.graph if _is_due(known, skill, day)]
    due.sort(key=lambda skill: -_overdue(known, skill, day))
    growing = [skill for skill in here.graph if skill in known.skills and _is_growing(known, skill)]
    growing.sort(key=lambda skill: -known.skills[skill].practice.last_day)
    return Next(day == today + 1, tuple(due[:TITLES_AT_MOST]), tuple(growing[:TITLES_AT_MOST]))


def _what(practice: Practice, sitting: Sitting) -> What:
    if practice.mastery in HELD:
        if practice.placed:
            return "shown"
        if practice.learnt_day >= day_of(sitting):
            return "learnt"
        return "growing" if practice.failures else "kept"
    return "resting" if practice.parked_until > day_of(sitting) else "growing"


def _is_due(known: LearnerState, skill: str, day: int) -> bool:
    one = known.skills.get(skill)
    return bool(one and one.review and one.practice.mastery in HELD and review.is_due(one.review, day))


def _overdue(known: LearnerState, skill: str, day: int) -> int:
    found = known.skills[skill].review
    return review.overdue(found, day) if found else 0


def _is_growing(known: LearnerState, skill: str) -> bool:
    practice = known.skills[skill].practice
    return practice.mastery not in HELD and practice.last_day >= 0
