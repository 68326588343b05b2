import json
from math import exp
from random import Random

import msgspec
import pytest

from learning.tutor.answers import Answer
from learning.tutor.judging import foretold, judgement_on
from learning.tutor.parameters import UNCALIBRATED
from ministry.calibrate.fit import fit
from ministry.calibrate.regression import Table

EASY, HARD = "region/maths/add-to-10#gives-some#0", "region/maths/add-to-10#gives-some#1"


def answers_of(able, dice, items=((EASY, 1.5), (HARD, -1.5)), many=20):
    """A learner whose chance is his ability over the ease of the item: nothing is learnt."""
    asked = [dice.choice(items) for _ in range(many)]
    return [
        Answer(("add",), item, dice.random() < 1 / (1 + exp(-able - ease)), number * 60)
        for number, (item, ease) in enumerate(asked)
    ]


def a_school(learners, seed=1):
    dice = Random(seed)
    return [answers_of(dice.gauss(0, 1), dice) for _ in range(learners)]


@pytest.fixture(scope="module")
def fitted():
    return fit(a_school(150))


def test_the_fit_finds_how_easy_items_are(fitted):
    assert fitted.items[EASY] == pytest.approx(1.5, abs=0.4)
    assert fitted.items[HARD] == pytest.approx(-1.5, abs=0.4)
    assert (fitted.learners, fitted.answers) == (150, 3000)


def test_items_given_to_the_weak_are_not_taken_for_hard():
    dice = Random(3)
    weak = [answers_of(-2, dice, ((EASY, 0.0),)) for _ in range(60)]
    strong = [answers_of(2, dice, ((HARD, 0.0),)) for _ in range(60)]
    both = [answers_of(0, dice, ((EASY, 0.0), (HARD, 0.0))) for _ in range(60)]

    items = fit([*weak, *strong, *both]).items

    assert abs(items[EASY] - items[HARD]) < 1.2  # by shares of right answers alone: 2.1


def test_other_learners_are_foretold_better_than_without_a_fit(fitted):
    others = a_school(60, seed=2)

    before, after = (
        judgement_on([pair for answers in others for pair in foretold(parameters, answers)])
        for parameters in (UNCALIBRATED, fitted)
    )

    assert after.auc > before.auc + 0.05
    assert after.ece < 0.05


def test_the_same_answers_give_the_same_bytes(fitted):
    again = fit(a_school(150))

    assert msgspec.json.encode(again) == msgspec.json.encode(fitted)
    assert fitted.version
    assert fit(a_school(30)).version != fitted.version


def test_answers_that_do_not_count_change_nothing():
    school = a_school(20)
    tapped = [Answer(("add",), EASY, False, 9, counts=False)] * 50

    assert fit([*school, tapped]) == fit(school)


def test_without_answers_there_is_nothing_to_fit():
    with pytest.raises(ValueError, match="no answers"):
        fit([[]])


def test_one_learner_is_enough_to_get_parameters():
    assert len(fit(a_school(1)).items) == 2


def test_two_thousand_items_take_less_than_500_kb():
    dice = Random(5)
    items = [
        (f"region/maths/skill-number-{skill}#exercise-with-a-name#{band}", dice.gauss(0, 1))
        for skill in range(500)
        for band in range(4)
    ]
    parameters = fit([answers_of(0, dice, items, many=100) for _ in range(100)])

    assert len(parameters.items) > 1_900
    assert len(json.dumps(msgspec.to_builtins(parameters), separators=(",", ":"))) < 500_000


def test_what_is_rare_is_held_near_nothing():
    table = Table()
    for number in range(100):
        table.add([("often", 1.0)] if number % 2 else [], right=bool(number % 2))
    table.add([("once", 1.0)], right=True)

    _bias, weights = table.weights(lambda _name: 1.0)

    assert weights["often"] > 2
    assert 0 < weights["once"] < 1
