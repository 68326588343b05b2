"""The teacher's read of one learner: the path so far, and why the last questions were asked."""

from dataclasses import dataclass

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.school.asked import verdicts_of
from hotspot.school.reading.class_reading import State, state_of
from hotspot.school.states import Outcome, outcome_of
from hotspot.school.tables import Learner, Question, Sitting
from hotspot.school.tutor import tutoring
from learning.tutor.state import LearnerState
from learning.tutor.step import Tutor

CHOICES_TOLD = 12  # questions: about a sitting


@dataclass(frozen=True)
class ToldChoice:
    """A question, and why it was asked: `reason` as it is kept, "" where a parcours led to it."""

    skill: str
    reason: str
    outcome: Outcome


@dataclass(frozen=True)
class LearnerRead:
    """What a teacher is told of a learner."""

    known: LearnerState
    cards: dict[str, SkillCard]  # every skill by its id
    path: tuple[tuple[SkillCard, State], ...]  # in the order of teaching
    level: int | None  # the year of schooling that the last placement found
    choices: tuple[ToldChoice, ...]  # newest first


def learner_read(learner: Learner, tutor: Tutor) -> LearnerRead:
    """Return the path of a learner and the last choices of the tutor."""
    cards = {card.id: card for card in catalogue.all_skills()}
    state = tutoring.state_of(learner.id)
    known = state.skills
    path = [
        (cards[skill], state_of(known[skill].practice if skill in known else None))
        for skill in tutor.graph
        if skill in cards
    ]
    return LearnerRead(state, cards, tuple(path), _level(learner), _choices(learner))


def _choices(learner: Learner) -> tuple[ToldChoice, ...]:
    rows = list(
        Question.select().where(Question.learner == learner).order_by(Question.id.desc()).limit(CHOICES_TOLD)
    )
    verdicts = verdicts_of(rows)
    return tuple(
        ToldChoice(row.skill, row.reason, outcome_of(verdicts[row.id], row.hint_came_first, row.purpose))
        for row in rows
    )


def _level(learner: Learner) -> int | None:
    placed = (
        Sitting.select()
        .where(Sitting.learner == learner, Sitting.level.is_null(False))
        .order_by(Sitting.id.desc())
        .first()
    )
    return placed.level if placed else None
