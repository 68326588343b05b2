"""Children of whom the tutor knows something: answers written down on chosen days, without waiting."""

from contextlib import contextmanager
from itertools import count, cycle

from hotspot.content import catalogue, documents
from hotspot.content.tables import database as catalogue_database
from hotspot.school.tables import Attempt, Question, database
from hotspot.school.tutor import tutoring
from learning.tutor.answers import DAY_SECONDS
from runtime.clock import now
from runtime.database import add

TODAY = 20_000  # of the tutor
_turn = count(1)


def answers(learner, skill, how, *, day=TODAY, misconception="one-too-many", counts=True, **of_question):
    """Write answers down as the box does: "+" right, "-" wrong; the exercises of the skill by turns."""
    card = catalogue.skills([skill])[skill]
    exercises = documents.skill_from(catalogue.store_folder(), card.sha256).exercises
    with database.atomic():
        for sign, exercise in zip(how, cycle(exercises), strict=False):
            turn = next(_turn)
            question = Question(
                learner=learner,
                grain="",
                skill=skill,
                exercise=exercise.name,
                skill_document=card.sha256,
                country_document=catalogue.country_sha256(),
                band=0,
                seed=turn,
                language="fr",
                set_number=1,
                position=turn,
                asked_at=now(),
                **{"purpose": "practice", **of_question},
            )
            add(question)
            _answer(question, sign == "+", day * DAY_SECONDS + turn, misconception, counts)


@contextmanager
def queries_counted():
    """Give the list of what a block asks the databases."""
    asked = []
    for one in (database, catalogue_database):
        one.connection().set_trace_callback(asked.append)
    yield asked
    for one in (database, catalogue_database):
        one.connection().set_trace_callback(None)


def _answer(question, is_right, second, misconception, counts):
    attempt = Attempt(
        question=question,
        try_number=1,
        answer="{}",
        verdict="right" if is_right else "wrong",
        say="",
        misconception="" if is_right else misconception,
        answered="7",
        made_at=now(),
        boot_id="",
        second=second,
        took=20,
        policy="test",
        counts=counts,
    )
    add(attempt)
    tutoring.note(question, [], attempt)
