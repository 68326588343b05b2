"""All that the box holds of a learner, to be given to the family: nothing is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from exchange.errors import NeedsAPerson
from hotspot.school.adult_tables import Assignment, AssignmentOpened, CodeMissed, GroupMember, LearnerGroup
from hotspot.school.asked import drawn
from hotspot.school.tables import Attempt, GrainDone, Learner, Question, Sitting, StuckNotice
from hotspot.school.tutor import tutoring
from learning.tutor.state import LearnerState


@dataclass(frozen=True)
class Tried:
    """An answer, as it was repeated to the child, and its verdict."""

    answered: str
    verdict: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """A question that was asked, with its answers."""

    skill: str
    ask: str  # "" when its document is lost
    language: str
    at: datetime
    hints: int
    tries: tuple[Tried, ...]


@dataclass(frozen=True)
class Held:
    """What stands in the rows of a learner beside questions."""

    learner: Learner
    done: list[GrainDone]
    known: LearnerState
    sittings: int
    stuck: list[StuckNotice]
    groups: list[LearnerGroup]
    given: list[Assignment]  # to this learner alone
    opened: int  # of all that was given
    codes_missed: int


def held_of(learner: Learner) -> Held:
    """Return what the box holds of a learner, but for the questions."""
    opened = AssignmentOpened.select().where(AssignmentOpened.learner == learner)
    missed = CodeMissed.select().where(CodeMissed.learner == learner)
    groups = LearnerGroup.select().join(GroupMember).where(GroupMember.learner == learner)
    return Held(
        learner=learner,
        done=list(GrainDone.select().where(GrainDone.learner == learner).order_by(GrainDone.first_done_at)),
        known=tutoring.state_of(learner.id),
        sittings=Sitting.select().where(Sitting.learner == learner).count(),
        stuck=list(StuckNotice.select().where(StuckNotice.learner == learner).order_by(StuckNotice.day)),
        groups=list(groups.order_by(LearnerGroup.id)),
        given=list(Assignment.select().where(Assignment.learner == learner).order_by(Assignment.id)),
        opened=opened.count(),
        codes_missed=sum(row.times for row in missed),
    )


def questions_of(learner: Learner) -> Iterator[Asked]:
    """Yield the questions of a learner with their answers, in the order of their asking. Two queries."""
    mine = Question.select().where(Question.learner == learner).order_by(Question.id)
    attempts = Attempt.select().where(Attempt.question.in_(mine.select(Question.id)))
    tries: dict[int, list[Tried]] = {}
    for one in attempts.order_by(Attempt.running_number):
        tries.setdefault(one.question_id, []).append(Tried(one.answered, one.verdict, one.made_at))
    for row in mine:
        yield Asked(
            row.skill,
            _ask(row),
            row.language,
            row.asked_at,
            row.hints_asked,
            tuple(tries.get(row.id, ())),
        )


def _ask(row: Question) -> str:
    """Return a question as it was read; the document may be lost."""
    try:
        question = drawn(row)
    except (NeedsAPerson, OSError):
        return ""
    return " ".join(f"{question.ask} {question.text}".split())
