"""The teacher's read of a class: who is where on which skill, who needs what, what is new. No marks.

A few queries, the same for three learners and for sixty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.school import classes, tutor_days
from hotspot.school.reading.needs import groups_by_need
from hotspot.school.reading.worked import WEEK_DAYS, Worked, worked
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.tutor import tutoring
from hotspot.school.tutor.tutoring import Glance
from learning.tutor.mastery import HELD, Practice, is_held, is_open
from learning.tutor.step import Tutor
from learning.tutor.stuck import count_behind, followers

# new: not begun. begun: under way, also again. check: held, to be seen again. held: so it was. stuck: rests.
State = Literal["new", "begun", "check", "held", "stuck"]

TAPPED_OFTEN = 5  # answers in a week, given faster than their questions can be read


@dataclass(frozen=True)
class SkillLearners:
    """A skill, and learners of whom something is said with it."""

    skill: SkillCard
    learners: tuple[Learner, ...]


@dataclass(frozen=True)
class ClassRead:
    """What a teacher is told of a class."""

    learners: tuple[Learner, ...]  # by first name
    year: int
    known: dict[int, Glance]  # learner's number → what the tutor knows
    tutor: Tutor
    today: int  # a day of the tutor

    @cached_property
    def cards(self) -> dict[str, SkillCard]:
        """Every skill of the edition by its id."""
        return {card.id: card for card in catalogue.all_skills()}

    @cached_property
    def skills(self) -> tuple[SkillCard, ...]:
        """Skills of the class's year, and all that somebody has begun; in order of teaching."""
        begun = {skill for own in self.states.values() for skill, state in own.items() if state != "new"}
        return tuple(
            self.cards[skill]
            for skill, node in self.tutor.graph.items()
            if skill in self.cards and (node.year == self.year or skill in begun)
        )

    @cached_property
    def states(self) -> dict[int, dict[str, State]]:
        """Learner's number → skill → state."""
        return {
            learner.id: {
                skill: state_of(one.practice) for skill, one in self.known[learner.id].skills.items()
            }
            for learner in self.learners
        }

    @cached_property
    def groups(self) -> dict[str, tuple[SkillLearners, ...]]:
        """Subject → who works on what together."""
        return _groups(self.tutor, self.year, self.learners, self.known, self.cards)

    @cached_property
    def learnt(self) -> tuple[SkillLearners, ...]:
        """What was learnt within the last seven days, and who learnt it."""
        return _learnt(self.tutor, self.learners, self.known, self.cards, self.today)

    @cached_property
    def worked(self) -> dict[int, Worked]:
        """Learner's number → how he has worked lately."""
        last_seconds = {learner: known.general.second for learner, known in self.known.items()}
        return worked([learner.id for learner in self.learners], last_seconds, self.today)

    @property
    def away(self) -> tuple[Learner, ...]:
        """Who gave no answer in the last seven days that the class has worked in."""
        return _away(self.learners, {one: days.last_day for one, days in self.worked.items()})

    @property
    def tapping(self) -> tuple[Learner, ...]:
        """Who answered several times faster than one reads, this week."""
        return tuple(one for one in self.learners if self.worked[one.id].tapped >= TAPPED_OFTEN)


def class_read(school_class: SchoolClass, tutor: Tutor, today: int) -> ClassRead:
    """Return the read of a class; `today` is a day of the tutor. Its parts are reckoned when asked for."""
    learners = tuple(classes.learners_of(school_class))
    known = tutoring.glances_of([learner.id for learner in learners])
    return ClassRead(learners, school_class.year, known, tutor, today)


def class_today(school_class: SchoolClass) -> ClassRead:
    """Return the read of a class as the box's tutor knows it now."""
    return class_read(school_class, tutoring.here().tutor, tutor_days.today())


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
    known: Mapping[int, Glance],
    cards: Mapping[str, SkillCard],
) -> dict[str, tuple[SkillLearners, ...]]:
    """Return the groups by need of each subject in which somebody has begun."""
    groups = {}
    behind = _Behind(tutor)
    begun = {cards[skill].subject for one in known.values() for skill in one.skills if skill in cards}
    for subject in sorted(begun):
        order = [skill for skill in tutor.graph if skill in cards and cards[skill].subject == subject]
        needs = {one.id: _need(behind, year, known[one.id], order) for one in learners}
        found = groups_by_need({one: need for one, need in needs.items() if need}, order)
        if found:
            groups[subject] = tuple(
                SkillLearners(cards[group.skill], tuple(one for one in learners if one.id in group.learners))
                for group in found
            )
    return groups


class _Behind:
    """How many skills wait behind each, counted once."""

    def __init__(self, tutor: Tutor) -> None:
        self.tutor = tutor
        self._after = followers(tutor.graph)
        self._counted: dict[str, int] = {}

    def of(self, skill: str) -> int:
        if skill not in self._counted:
            self._counted[skill] = count_behind(self._after, skill)
        return self._counted[skill]


def _need(behind: _Behind, year: int, known: Glance, order: Sequence[str]) -> str:
    """Return what to work on with a learner: stuck, else under way, else next; "" before any answer."""
    if not any(skill in known.skills for skill in order):
        return ""
    graph = behind.tutor.graph
    found: dict[State, list[str]] = {"stuck": [], "begun": []}
    first_new = ""
    for skill in order:
        one = known.skills.get(skill)
        if one is None and (first_new or graph[skill].year > year):
            continue
        if is_held(known.skills, skill) or not is_open(graph, known.skills, skill):
            continue
        state = state_of(one.practice if one else None)
        if state != "new":
            found[state].append(skill)
        elif graph[skill].year <= year:
            first_new = first_new or skill
    if found["stuck"]:
        return max(found["stuck"], key=behind.of)
    return next(iter(found["begun"]), first_new)


def _learnt(
    tutor: Tutor,
    learners: Sequence[Learner],
    known: Mapping[int, Glance],
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


def _away(learners: Sequence[Learner], last_days: Mapping[int, int]) -> tuple[Learner, ...]:
    """Return who gave no answer in the week up to the class's last day: holidays are nobody's absence."""
    latest = max(last_days.values(), default=-1)
    if latest < 0:
        return ()
    return tuple(one for one in learners if last_days[one.id] <= latest - WEEK_DAYS)
