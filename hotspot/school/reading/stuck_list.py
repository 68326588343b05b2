"""Who is stuck on what: what the tutor tells the teacher, and what she answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exchange.documents import Text
from exchange.errors import NeedsAPerson
from hotspot.content import catalogue, documents
from hotspot.content.cards import SkillCard
from hotspot.school.reading.class_reading import ClassRead, class_read
from hotspot.school.reading.mistakes import Mistake, WrongAnswer, most_frequent, wrong_answers
from hotspot.school.reading.worked import Told
from hotspot.school.tables import Learner, SchoolClass, StuckNotice
from hotspot.school.tutor.tutoring import Glance
from learning.tutor.state import LearnerState
from learning.tutor.step import Tutor
from learning.tutor.stuck import Stuck, followers, names_for_teacher, stuck_on, stuck_skills

How = Literal["seen", "helped"]

LOOKED_AT = 40  # wrong answers, the newest: what was misunderstood a month ago is another matter


class NotStuck(NeedsAPerson):
    """There is nothing to close."""


@dataclass(frozen=True)
class StuckLine:
    """A learner to be helped with a skill."""

    learner: Learner
    skill: SkillCard
    day: int  # of the tutor, when the skill was last laid to rest
    answers: int  # given on it so far
    waits_behind: int  # skills that cannot be begun without it
    mistakes: tuple[Mistake, ...]  # the most frequent first
    remediation: tuple[Text, ...]  # five minutes with the teacher, step by step
    wrong: tuple[WrongAnswer, ...]  # the newest of them first
    is_open: bool  # the teacher has neither seen nor helped
    others: int  # of the class who make the first of these mistakes on this skill too


def stuck_list(school_class: SchoolClass, tutor: Tutor, today: int) -> list[StuckLine]:
    """Return whom to help with what today, most waiting behind first; `today` is a day of the tutor.

    Whom the teacher has seen or helped today counts among the names of the day.
    """
    return stuck_in(class_read(school_class, tutor, today))


def stuck_in(told: ClassRead) -> list[StuckLine]:
    """Return the stuck list of a class that was read."""
    learners = {learner.id: learner for learner in told.learners}
    notices = [(learner, one) for learner, own in told.worked.items() for one in own.told]
    closed_today = {learner for learner, one in notices if one.is_closed}
    still_open = {
        (learner, one.skill): one
        for learner, one in sorted(notices, key=lambda notice: notice[1].day)
        if not one.is_closed
    }
    by_learner = _stuck_by_learner(told.tutor, told.known, still_open)
    room = max(0, told.tutor.policy.names_a_day - len(closed_today))
    named = [
        (number, one)
        for number, one in names_for_teacher(by_learner, told.tutor.policy)[:room]
        if one.skill in told.cards
    ]
    wrong = wrong_answers(list(learners), [one.skill for _, one in named])
    return [
        _line(learners[number], told.cards[one.skill], still_open[number, one.skill], one, wrong)
        for number, one in named
    ]


def stuck_of(learner: Learner, tutor: Tutor, known: LearnerState) -> list[StuckLine]:
    """Return all that a learner is stuck on, open or seen by the teacher, most waiting behind first."""
    cards = {card.id: card for card in catalogue.all_skills()}
    found = [one for one in stuck_skills(tutor, known) if one.skill in cards]
    notices = StuckNotice.select().where(StuckNotice.learner == learner).order_by(StuckNotice.day)
    told = {row.skill: Told(row.skill, row.day, row.closed_as is not None) for row in notices}
    wrong = wrong_answers([learner.id], [one.skill for one in found])
    never = Told("", -1, is_closed=True)
    return [_line(learner, cards[one.skill], told.get(one.skill, never), one, wrong) for one in found]


def close(learner: Learner, skill: str, how: How, by: str, today: int) -> None:
    """Note that a teacher has seen, or helped, a learner who is stuck on a skill: it leaves the list.

    Raises:
        NotStuck: the list does not have it.
    """
    changed = (
        StuckNotice.update(closed_as=how, closed_day=today, closed_by=by)
        .where(StuckNotice.learner == learner, StuckNotice.skill == skill, StuckNotice.closed_as.is_null())
        .execute()
    )
    if not changed:
        raise NotStuck(
            f"Rien à fermer pour {learner.first_name} sur « {skill} ». La liste : hotspot tutor stuck"
        )


def open_skills_of(learner: Learner) -> list[str]:
    """Return the skills on which the teacher was told that a learner is stuck, not closed yet."""
    rows = StuckNotice.select(StuckNotice.skill).where(
        StuckNotice.learner == learner, StuckNotice.closed_as.is_null()
    )
    return sorted({row.skill for row in rows})


def _stuck_by_learner(
    tutor: Tutor, known: Mapping[int, Glance], still_open: Iterable[tuple[int, str]]
) -> dict[int, list[Stuck]]:
    after = followers(tutor.graph)
    found: dict[int, list[Stuck]] = {}
    for learner, skill in still_open:
        own = known[learner]
        if skill not in own.skills or own.skills[skill].practice.parked_until < 0:
            continue
        one = stuck_on(tutor, own.only(skill), skill, after)
        if one is not None:
            found.setdefault(learner, []).append(one)
    return found


def _line(
    learner: Learner, skill: SkillCard, told: Told, stuck: Stuck, wrong: Sequence[WrongAnswer]
) -> StuckLine:
    document = documents.skill_from(catalogue.store_folder(), skill.sha256)
    on_skill = [one for one in wrong if one.skill == skill.id]
    own = tuple(one for one in on_skill if one.learner == learner.id)[:LOOKED_AT]
    mistakes = most_frequent(own)
    commonest = mistakes[0].name if mistakes else ""
    alike = {one.learner for one in on_skill if one.misconception == commonest} - {learner.id}
    return StuckLine(
        learner=learner,
        skill=skill,
        day=told.day,
        answers=stuck.since_answers,
        waits_behind=stuck.waits_behind,
        mistakes=mistakes,
        remediation=document.remediation,
        wrong=own,
        is_open=not told.is_closed,
        others=len(alike) if commonest else 0,
    )
