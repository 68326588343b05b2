"""The teacher's read of a class: who is where on which skill, who needs what, what is new. No marks.

A few queries, the same for three learners and for sixty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.school import classes, tutoring
from hotspot.school.needs import groups_by_need
from hotspot.school.tables import Learner, SchoolClass, database
from learning.tutor.answers import DAY_SECONDS
from learning.tutor.mastery import HELD, Practice, is_held, is_open
from learning.tutor.state import LearnerState
from learning.tutor.step import Tutor
from learning.tutor.stuck import waits_behind

# new: not begun. begun: under way, also again. check: held, to be seen again. held: so it was. stuck: rests.
State = Literal["new", "begun", "check", "held", "stuck"]

WEEK_DAYS = 7
TAPPED_OFTEN = 5  # answers in a week, given faster than their questions can be read

# first tries of learners: the last second of the tutor's time, how many since some second were tapped
FIRST_TRIES = """
    SELECT question.learner_id, MAX(attempt.second), SUM(attempt.counts = 0 AND attempt.second >= ?)
    FROM question JOIN attempt ON attempt.question_id = question.id
    WHERE attempt.try_number = 1 AND question.learner_id IN (SELECT value FROM json_each(?))
    GROUP BY question.learner_id
"""


@dataclass(frozen=True)
class SkillLearners:
    """A skill, and learners of whom something is said with it."""

    skill: SkillCard
    learners: tuple[Learner, ...]


@dataclass(frozen=True)
class ClassRead:
    """What a teacher is told of a class."""

    learners: tuple[Learner, ...]  # by first name
    skills: tuple[
        SkillCard, ...
    ]  # of the class's year, and all that somebody has begun; in order of teaching
    states: dict[int, dict[str, State]]  # learner's number → skill → state
    groups: dict[str, tuple[SkillLearners, ...]]  # subject → who works on what together
    learnt: tuple[SkillLearners, ...]  # within the last seven days
    away: tuple[Learner, ...]  # gave no answer in the last seven days that the class has worked in
    tapping: tuple[Learner, ...]  # answered several times faster than one reads, this week


def class_read(school_class: SchoolClass, tutor: Tutor, today: int) -> ClassRead:
    """Return the read of a class; `today` is a day of the tutor."""
    learners = tuple(classes.learners_of(school_class))
    known = tutoring.states_of([learner.id for learner in learners])
    cards = {card.id: card for card in catalogue.all_skills()}
    states = {
        learner.id: {skill: state_of(one.practice) for skill, one in known[learner.id].skills.items()}
        for learner in learners
    }
    begun = {skill for own in states.values() for skill, state in own.items() if state != "new"}
    shown = [
        cards[skill]
        for skill, node in tutor.graph.items()
        if skill in cards and (node.year == school_class.year or skill in begun)
    ]
    last_days, tapped = _first_tries(learners, today)
    return ClassRead(
        learners=learners,
        skills=tuple(shown),
        states=states,
        groups=_groups(tutor, school_class.year, learners, known, cards),
        learnt=_learnt(tutor, learners, known, cards, today),
        away=_away(learners, last_days),
        tapping=tuple(one for one in learners if tapped.get(one.id, 0) >= TAPPED_OFTEN),
    )


def state_of(practice: Practice | None) -> State:
    """Return in one word how far a learner is with a skill."""
    if practice is None:
        return "new"
    if practice.parked_until >= 0:
        return "stuck"
    if practice.mastery in HELD:
        return "held" if practice.mastery == "sure" else "check"
    return "begun" if practice.last_day >= 0 else "new"


def _groups(
    tutor: Tutor,
    year: int,
    learners: Sequence[Learner],
    known: Mapping[int, LearnerState],
    cards: Mapping[str, SkillCard],
) -> dict[str, tuple[SkillLearners, ...]]:
    """Return the groups by need of each subject in which somebody has begun."""
    groups = {}
    for subject in sorted({card.subject for card in cards.values()}):
        order = [skill for skill in tutor.graph if skill in cards and cards[skill].subject == subject]
        needs = {one.id: _need(tutor, year, known[one.id], order) for one in learners}
        found = groups_by_need({one: need for one, need in needs.items() if need}, order)
        if found:
            groups[subject] = tuple(
                SkillLearners(cards[group.skill], tuple(one for one in learners if one.id in group.learners))
                for group in found
            )
    return groups


def _need(tutor: Tutor, year: int, known: LearnerState, order: Sequence[str]) -> str:
    """Return what to work on with a learner: stuck, else under way, else next; "" before any answer."""
    if not any(skill in known.skills for skill in order):
        return ""
    found: dict[State, list[str]] = {"stuck": [], "begun": [], "new": []}
    for skill in order:
        one = known.skills.get(skill)
        if is_held(known.skills, skill) or not is_open(tutor.graph, known.skills, skill):
            continue
        state = state_of(one.practice if one else None)
        if state != "new" or tutor.graph[skill].year <= year:
            found[state].append(skill)
    if found["stuck"]:
        return max(found["stuck"], key=lambda skill: waits_behind(tutor.graph, skill))
    return next(iter(found["begun"] + found["new"]), "")


def _learnt(
    tutor: Tutor,
    learners: Sequence[Learner],
    known: Mapping[int, LearnerState],
    cards: Mapping[str, SkillCard],
    today: int,
) -> tuple[SkillLearners, ...]:
    """Return the skills that came over the bar within a week, and are held."""
    found: dict[str, list[Learner]] = {}
    for learner in learners:
        for skill, one in known[learner.id].skills.items():
            if one.practice.mastery in HELD and today - one.practice.learnt_day < WEEK_DAYS:
                found.setdefault(skill, []).append(learner)
    return tuple(
        SkillLearners(cards[skill], tuple(found[skill]))
        for skill in tutor.graph
        if skill in found and skill in cards
    )


def _first_tries(learners: Sequence[Learner], today: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return by learner the last day with an answer, and how many of the week were tapped."""
    numbers = msgspec.json.encode([learner.id for learner in learners]).decode()
    since = (today - WEEK_DAYS + 1) * DAY_SECONDS
    rows = database.execute_sql(FIRST_TRIES, (since, numbers)).fetchall()  # type: ignore[no-untyped-call]
    last_days = {learner: second // DAY_SECONDS for learner, second, _ in rows if second is not None}
    return last_days, {learner: tapped or 0 for learner, _, tapped in rows}


def _away(learners: Sequence[Learner], last_days: Mapping[int, int]) -> tuple[Learner, ...]:
    """Return who gave no answer in the week up to the class's last day: holidays are nobody's absence."""
    if not last_days:
        return ()
    latest = max(last_days.values())
    return tuple(one for one in learners if last_days.get(one.id, -WEEK_DAYS) <= latest - WEEK_DAYS)
