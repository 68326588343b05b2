"""What chances were worth: AUC, log loss and ECE as the textbooks have them."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from learning.tutor.answers import Answer
from learning.tutor.judging import Judgement, foretold, judgement_on
from learning.tutor.parameters import UNCALIBRATED

PAIRS = some.lists(some.tuples(some.floats(0, 1), some.booleans()), min_size=1)


@given(PAIRS)
def test_auc_is_how_often_a_right_answer_had_the_higher_chance(pairs):
    rights = [chance for chance, right in pairs if right]
    wrongs = [chance for chance, right in pairs if not right]
    wins = sum((one > other) + (one == other) / 2 for one in rights for other in wrongs)

    expected = wins / (len(rights) * len(wrongs)) if rights and wrongs else 0.5

    assert judgement_on(pairs).auc == pytest.approx(expected)


@given(PAIRS)
def test_all_measures_are_within_their_bounds(pairs):
    judged = judgement_on(pairs)

    assert judged.answers == len(pairs)
    assert judged.log_loss >= 0
    assert 0 <= judged.ece <= 1


def test_chances_that_come_true_have_no_calibration_error():
    honest = [(0.75, True)] * 3 + [(0.75, False)] + [(0.25, True)] + [(0.25, False)] * 3

    judged = judgement_on(honest)

    assert judged.ece == pytest.approx(0)
    assert judged.log_loss == pytest.approx(-(0.75 * log(0.75) + 0.25 * log(0.25)))


def test_chances_that_are_too_bold_have_one():
    assert judgement_on([(0.95, True), (0.95, False)]).ece == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("log_loss", "ece", "is_worse"),
    [(0.5, 0.01, False), (0.51, 0.01, True), (0.4, 0.029, False), (0.4, 0.031, True), (0.4, 0.0, False)],
)
def test_worse_is_further_from_what_came_or_less_to_be_believed(log_loss, ece, is_worse):
    known = Judgement(500, 0.7, 0.5, 0.01)

    assert Judgement(500, 0.9, log_loss, ece).is_worse_than(known) is is_worse


def test_a_chance_is_told_before_the_answer_is_learnt():
    answers = [Answer(("s",), "s#e#0", True, second) for second in range(20)]

    chances = [chance for chance, _right in foretold(UNCALIBRATED, answers)]

    assert chances[0] == pytest.approx(0.5)
    assert chances == sorted(chances)
