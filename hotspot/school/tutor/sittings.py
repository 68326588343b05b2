"""A learner sits down with the tutor: today's practice, practice of one skill, or the game of the placement.

A sitting is its questions: left half-way it goes on where it stopped, on any phone, until the day is over.
"""

from collections.abc import Sequence
from typing import Literal

from hotspot.school import tutor_days
from hotspot.school.asked import AskedQuestion, asked_from
from hotspot.school.states import Outcome, outcome_of
from hotspot.school.tables import Learner, Question, Sitting, database
from hotspot.school.tutor.tried import Tried, tried_in
from hotspot.school.tutor.tutor_questions import next_question
from learning.tutor.answers import DAY_SECONDS
from learning.tutor.placement import Placed
from learning.tutor.policy import POLICY
from runtime.database import add, prepared

Kind = Literal["today", "free", "placement"]

# Today's practice is about 15 minutes: a minute and a half a question, with a second try here and there.
QUESTIONS: dict[str, int] = {"today": 10, "free": 6, "placement": POLICY.most_placement_items}
_sitting_of = prepared(Sitting.select().where(Sitting.id == 0, Sitting.learner == 0))
_newest_sittings = prepared(
    Sitting.select()
    .where(Sitting.learner == 0, Sitting.kind == "", Sitting.scope == "")
    .order_by(Sitting.id.desc())
    .limit(1)
)


def sitting(sitting_id: int, learner: Learner) -> Sitting | None:
    """Return a sitting of this learner, or None: nobody sees another's."""
    return next(iter(_sitting_of(sitting_id, learner.id)), None)


def of_today(learner: Learner, kind: Kind, scope: str = "") -> Sitting | None:
    """Return the last sitting of this kind that was begun today, or None."""
    found = next(iter(_newest_sittings(learner.id, kind, scope, 1)), None)
    return found if found is not None and is_of_today(found) else None


def is_new_here(learner: Learner) -> bool:
    """Say whether a learner has never sat down with the tutor."""
    return not Sitting.select().where(Sitting.learner == learner).exists()


def begin(learner: Learner, kind: Kind, scope: str = "") -> Sitting:
    """Return the sitting to go on with, or a new one."""
    with database.atomic():
        found = of_today(learner, kind, scope)
        if found is None or found.ended:
            found = Sitting(learner=learner, kind=kind, scope=scope, second=tutor_days.second())
            add(found)
        return found


def end(sitting: Sitting, level: int | None = None) -> None:
    """Note that a sitting is over, and the level that a placement has found."""
    Sitting.update(ended=True, level=level).where(Sitting.id == sitting.id, ~Sitting.ended).execute()


def is_of_today(sitting: Sitting) -> bool:
    """Say whether a sitting was begun on the tutor's day of today."""
    return day_of(sitting) == tutor_days.today()


def day_of(sitting: Sitting) -> int:
    """Return the day of the tutor on which a sitting was begun."""
    return sitting.second // DAY_SECONDS


def ask(learner: Learner, sitting: Sitting, language: str) -> AskedQuestion | None:
    """Return the question to answer now: the open one, else the one that the tutor chooses; None at the end.

    Raises:
        DamagedFile: the store has lost a document.
    """
    with database.atomic():
        if sitting.ended:
            return None
        tried = tried_in(sitting)
        if tried and tried[-1].state == "open":
            return asked_from(tried[-1].row)
        following = next_question(learner, sitting, tried, language)
        if isinstance(following, Question) and len(tried) < QUESTIONS[sitting.kind]:
            add(following)
            return asked_from(following)
        end(sitting, following.level_year if isinstance(following, Placed) else None)
        return None


def outcomes_of(sitting: Sitting, tried: Sequence[Tried]) -> list[Outcome]:
    """Return a grain of the ear for each question, "" for those to come; of a placement for the fewest."""
    found = [outcome_of(one.verdicts, one.row.hint_came_first, one.row.purpose) for one in tried]
    length = POLICY.fewest_placement_items if sitting.kind == "placement" else QUESTIONS[sitting.kind]
    to_come: list[Outcome] = [""] * (0 if sitting.ended else length - len(found))
    return found + to_come
