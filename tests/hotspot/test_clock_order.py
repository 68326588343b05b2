"""The running number of an answer and its time give the same order, also when many answer at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from answering import right_answer

from hotspot.content import catalogue
from hotspot.school import attempts
from hotspot.school.latest import latest_time
from hotspot.school.opening import close_school, open_school
from hotspot.school.tables import Attempt, Learner, Question

SET = "region/maths/numbers/adding"
ANSWERS_EACH = 12


@pytest.fixture
def at_work(box):
    """Let a learner answer in a thread of her own."""

    def answers(learner_id):
        open_school(box.settings)
        catalogue.open_catalogue(box.settings)
        try:
            learner = Learner.get_by_id(learner_id)
            for _ in range(ANSWERS_EACH):
                asked = attempts.begin(learner, SET, "fr")
                attempts.answer(asked, right_answer(asked.question), 1)
        finally:
            close_school()
            catalogue.close_catalogue()

    return answers


def test_a_class_that_answers_at_once_is_written_in_the_order_of_time(at_work):
    pupils = [learner.id for learner in Learner.select()]

    with ThreadPoolExecutor(len(pupils)) as phones:
        list(phones.map(at_work, pupils))

    made = [row.made_at for row in Attempt.select().order_by(Attempt.running_number)]
    seconds = [row.second for row in Attempt.select().order_by(Attempt.running_number)]
    assert len(made) == ANSWERS_EACH * len(pupils)
    assert made == sorted(made)
    assert seconds == sorted(seconds)
    assert latest_time() == max(made[-1], *(row.asked_at for row in Question.select()))


def test_a_box_that_nobody_has_used_yet_has_no_latest_time(box):
    assert latest_time() is None
