import subprocess
import sys

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace, SkillTrace, chance, chance_on_average, learn
from learning.tutor.graph import Item, Node
from learning.tutor.parameters import UNCALIBRATED, Parameters, for_graph

ADD = Node("add", (Item("add#easy", -0.7, 0.02), Item("add#hard", 0.7, 0.02), Item("add#cards", 0.7, 0.25)))
TAKE = Node("take", (Item("take#only", 0.0, 0.02),))
PRIORS = for_graph(UNCALIBRATED, {"add": ADD, "take": TAKE})
CALIBRATED = Parameters(
    "2027-01",
    0.1,
    {"base": 0.9, "learner": 0.8, "skill": 0.4, "item-new": -0.2, "skill-time171": -0.3, "all=11": 0.2},
    {"": 0.5, "add": 0.3},
    {"add#easy": 1.2},
)

answers = st.builds(
    Answer,
    skills=st.sampled_from([("add",), ("take",), ("add", "take")]),
    item=st.sampled_from(["add#easy", "add#hard", "take#only", "unknown"]),
    right=st.booleans(),
    second=st.none() | st.integers(0, 10**9),
    counts=st.sampled_from([True, True, True, False]),
)
many_answers = st.lists(answers, max_size=25)
tables = st.sampled_from([PRIORS, CALIBRATED])


class Learner:
    """Two rows of memory, as a box has them."""

    def __init__(self, parameters):
        self.parameters, self.general, self.skills = parameters, GeneralTrace(), {}

    def answers(self, item, *, right, of=("add",), second=None):
        learn(self.parameters, self.general, self.skills, Answer(of, item, right, second))
        return self

    def chance(self, item, of=("add",), second=None):
        return chance(self.parameters, self.general, self.skills, item, of, second)

    def rows(self):
        return {name: msgspec.json.encode(row) for name, row in {"": self.general, **self.skills}.items()}

    def put_away_and_fetched(self):
        rows = self.rows()
        self.general = msgspec.json.decode(rows.pop(""), type=GeneralTrace)
        self.skills = {skill: msgspec.json.decode(row, type=SkillTrace) for skill, row in rows.items()}


@given(many_answers, tables)
def test_rows_kept_answer_by_answer_are_those_of_a_replay_byte_for_byte(given_answers, parameters):
    at_once, day_by_day = Learner(parameters), Learner(parameters)

    for answer in given_answers:
        learn(parameters, at_once.general, at_once.skills, answer)
        learn(parameters, day_by_day.general, day_by_day.skills, answer)
        day_by_day.put_away_and_fetched()

    assert day_by_day.rows() == at_once.rows()


@given(many_answers, tables, answers)
def test_a_chance_is_never_certain(given_answers, parameters, ahead):
    learner = Learner(parameters)
    for answer in given_answers:
        learn(parameters, learner.general, learner.skills, answer)

    assert 0 < learner.chance(ahead.item, ahead.skills, ahead.second) < 1


@given(many_answers, answers)
def test_before_anybody_has_calibrated_a_right_answer_never_lowers_the_chance(given_answers, ahead):
    learner = Learner(PRIORS)
    for answer in given_answers:
        learn(PRIORS, learner.general, learner.skills, answer)
    before = learner.chance(ahead.item, ahead.skills)

    learner.answers(ahead.item, right=True, of=ahead.skills)

    assert learner.chance(ahead.item, ahead.skills) >= before


def test_numbers_beyond_reason_still_give_a_chance():
    absurd = Parameters("absurd", 0.0, {"base": 1.0}, items={"never": -5000.0, "always": 5000.0})

    assert 0 < Learner(absurd).chance("never") < 0.001
    assert 0.999 < Learner(absurd).chance("always") < 1


def test_an_answer_that_does_not_count_leaves_no_trace():
    learner = Learner(PRIORS)

    learn(PRIORS, learner.general, learner.skills, Answer(("add",), "add#easy", True, 5, counts=False))

    assert learner.rows() == Learner(PRIORS).rows()


def test_a_harder_item_is_less_likely_to_be_right():
    learner = Learner(PRIORS).answers("add#easy", right=True)

    assert learner.chance("add#hard") < learner.chance("add#easy")


def test_blind_taps_are_the_least_that_can_be_expected():
    learner = Learner(PRIORS)
    for _ in range(50):
        learner.answers("add#cards", right=False)

    assert learner.chance("add#cards") == pytest.approx(0.25, abs=0.02)
    assert learner.chance("add#hard") < 0.05


def test_what_was_shown_on_one_skill_says_less_of_another():
    learner = Learner(PRIORS)
    for _ in range(5):
        learner.answers("take#only", right=True, of=("take",))

    assert 0.51 < learner.chance("add#hard") < learner.chance("take#only", of=("take",))


def test_the_average_item_is_neither_the_easiest_nor_the_hardest():
    learner = Learner(PRIORS).answers("add#easy", right=False)

    middle = chance_on_average(PRIORS, learner.general, learner.skills, ADD, None)

    assert learner.chance("add#hard") <= middle < learner.chance("add#easy")


def test_an_item_that_nobody_has_calibrated_has_its_authors_place_about_the_skill():
    learned = for_graph(CALIBRATED, {"add": ADD, "take": TAKE})

    assert learned.items["add#easy"] == 1.2
    assert learned.items["add#hard"] == pytest.approx(0.3 - 0.7)
    assert learned.items["take#only"] == 0.5
    assert learned.guesses == {}


def test_the_tutor_needs_no_numpy():
    looks = "import pkgutil, sys, importlib, learning.tutor as t\n"
    looks += (
        "[importlib.import_module('learning.tutor.' + m.name) for m in pkgutil.iter_modules(t.__path__)]\n"
    )
    looks += "print(sorted({'numpy', 'scipy'} & sys.modules.keys()))"

    assert subprocess.check_output([sys.executable, "-c", looks], text=True) == "[]\n"
