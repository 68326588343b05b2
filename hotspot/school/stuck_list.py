"""Who is stuck on what: what the tutor tells the teacher, and what she answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from exchange.documents import Text
from exchange.errors import NeedsAPerson
from hotspot.content import catalogue, documents
from hotspot.content.cards import SkillCard
from hotspot.school import classes, tutoring
from hotspot.school.asked import drawn
from hotspot.school.tables import Attempt, Learner, Question, SchoolClass, StuckNotice
from learning.tutor.step import Tutor
from learning.tutor.stuck import Stuck, names_for_teacher, stuck_skills

How = Literal["seen", "helped"]

MISTAKES_SHOWN = 3  # of a learner on a skill
LOOKED_AT = 40  # wrong answers, the newest: what was misunderstood a month ago is another matter


class NotStuck(NeedsAPerson):
    """There is nothing to close."""


@dataclass(frozen=True)
class Mistake:
    """What goes wrong most often: how many times, what that means, and the last time it did."""

    times: int
    misconception: Text  # its name; empty when nobody has foreseen this answer
    question: str
    answer: str
    right: str


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


def stuck_list(school_class: SchoolClass, tutor: Tutor, today: int) -> list[StuckLine]:
    """Return whom to help with what today, most waiting behind first; `today` is a day of the tutor.

    Whom the teacher has seen or helped today counts among the names of the day.
    """
    learners = {learner.id: learner for learner in classes.members_of(school_class)}
    notices = _notices(list(learners), today)
    closed_today = {one.learner_id for one in notices if one.closed_as}
    open_days = {(one.learner_id, one.skill): one.day for one in notices if not one.closed_as}
    known = tutoring.states_of(sorted({learner for learner, _ in open_days}))
    by_learner = {
        number: [one for one in stuck_skills(tutor, state) if (number, one.skill) in open_days]
        for number, state in known.items()
    }
    room = max(0, tutor.policy.names_a_day - len(closed_today))
    named = names_for_teacher(by_learner, tutor.policy)[:room]
    mistakes = _mistakes([(number, one.skill) for number, one in named])
    cards = catalogue.skills([one.skill for _, one in named])
    return [
        _line(learners[number], cards[one.skill], open_days[number, one.skill], one, mistakes)
        for number, one in named
        if one.skill in cards
    ]


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


def _notices(learners: Sequence[int], today: int) -> list[StuckNotice]:
    """Return what is open of these learners, and what was closed today, oldest first."""
    return list(
        StuckNotice.select()
        .where(
            StuckNotice.learner.in_(learners),
            StuckNotice.closed_as.is_null() | (StuckNotice.closed_day == today),
        )
        .order_by(StuckNotice.day)
    )


def _line(
    learner: Learner,
    skill: SkillCard,
    day: int,
    stuck: Stuck,
    mistakes: Mapping[tuple[int, str], tuple[Mistake, ...]],
) -> StuckLine:
    document = documents.skill_from(catalogue.store_folder(), skill.sha256)
    return StuckLine(
        learner=learner,
        skill=skill,
        day=day,
        answers=stuck.since_answers,
        waits_behind=stuck.waits_behind,
        mistakes=mistakes.get((learner.id, skill.id), ()),
        remediation=document.remediation,
    )


def _mistakes(wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], tuple[Mistake, ...]]:
    """Return what these learners most often get wrong on these skills, in one query."""
    newest: dict[tuple[int, str], list[Attempt]] = {}
    for attempt in _wrong_answers(wanted):
        own = newest.setdefault((attempt.question.learner_id, attempt.question.skill), [])
        if len(own) < LOOKED_AT:
            own.append(attempt)
    return {key: _most_frequent(own) for key, own in newest.items()}


def _wrong_answers(wanted: Sequence[tuple[int, str]]) -> Any:
    """Return the answers that were not right, newest first, with their questions."""
    clause = Question.id < 0
    for learner, skill in wanted:  # five at most
        clause |= (Question.learner == learner) & (Question.skill == skill)
    return (
        Attempt.select(Attempt, Question)
        .join(Question)
        .where(clause, Attempt.verdict == "wrong", Attempt.counts)
        .order_by(Attempt.running_number.desc())
    )


def _most_frequent(attempts: Sequence[Attempt]) -> tuple[Mistake, ...]:
    """Return the mistakes, foreseen ones before the others; of each its newest answer."""
    alike: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        alike.setdefault(attempt.misconception, []).append(attempt)
    order = sorted(alike, key=lambda name: (not name, -len(alike[name]), name))
    return tuple(_mistake(name, alike[name]) for name in order[:MISTAKES_SHOWN])


def _mistake(misconception: str, attempts: Sequence[Attempt]) -> Mistake:
    asked = drawn(attempts[0].question)
    name = catalogue.register().misconceptions.get(misconception, {})
    return Mistake(len(attempts), name, asked.ask, attempts[0].answered, asked.answer)
