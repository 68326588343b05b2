"""The simulated learners are frozen: what they do is pinned, so that no policy is helped by changing them."""

from statistics import mean

import pytest

from benchmarks.tutor.rivals import RIVALS, teaching_order
from benchmarks.tutor.worlds import FINAL_SEEDS, TUNING_SEEDS
from benchmarks.tutor.worlds.curriculum import curriculum
from benchmarks.tutor.worlds.term import ALL_FAMILIES, Learner, term
from learning.tutor.policy import POLICY
from learning.tutor.tapping import is_tapped


class InTurn:
    """Each skill once, with an example at every third question, and an alarm for all: touches every part."""

    def __init__(self, given):
        self.given, self.asked, self.alarms = given, 0, teaching_order(given["pre"])[20:]

    def session(self, now_days):
        self.sat_down = now_days

    def next(self, now_days):
        self.asked += 1
        skill = self.alarms[self.asked // 5 % len(self.alarms)]
        return skill, self.given["items"][skill][self.asked % 6], self.asked % 3 == 0

    def tell(self, skill, item, right, seconds, now_days):
        assert 0 <= seconds < 600
        assert now_days >= self.sat_down


def played(family, kind, seed=5, policy=InTurn, acts=True):
    learner = Learner(family, seed, kind)
    return term(learner, policy(learner.plan.given), acts)


GOLDEN = {  # family, kind: kept, answers, share right, minutes
    ("understanding", "may leave"): (3, 333, 0.4767977, 283.9106),
    ("understanding", "stays"): (11, 481, 0.5287521, 400.0000),
    ("understanding", "taps"): (0, 7388, 0.3629411, 400.0000),
    ("facets", "may leave"): (2, 195, 0.3566011, 181.7362),
    ("facets", "stays"): (6, 458, 0.4282097, 400.0000),
    ("facets", "taps"): (0, 7402, 0.3318814, 400.0000),
    ("strength", "may leave"): (38, 458, 0.7869852, 340.9172),
    ("strength", "stays"): (37, 554, 0.8065774, 400.0000),
    ("strength", "taps"): (0, 7390, 0.3448276, 400.0000),
}


@pytest.mark.parametrize(("family", "kind"), GOLDEN)
def test_nobody_has_changed_the_learners(family, kind):
    came_of_it = played(family, kind)

    kept, answers, share_right, minutes = GOLDEN[family, kind]
    assert (came_of_it.kept, came_of_it.answers) == (kept, answers)
    assert came_of_it.share_right == pytest.approx(share_right, abs=1e-6)
    assert came_of_it.minutes == pytest.approx(minutes, abs=1e-3)


@pytest.mark.parametrize("family", ALL_FAMILIES)
def test_only_those_who_may_leave_leave(family):
    assert played(family, "stays").minutes == pytest.approx(400)
    assert played(family, "may leave").minutes < 400


@pytest.mark.parametrize("family", ALL_FAMILIES)
def test_a_teacher_who_acts_is_told_by_alarms_alone(family):
    assert played(family, "stays").helped == 5
    assert played(family, "stays", acts=False).helped == 0


@pytest.mark.parametrize(("kind", "share"), [("taps", 0.83), ("stays", 0.0)])
def test_a_learner_who_taps_is_noticed_and_no_other(kind, share):
    waits = []

    class Watching(InTurn):
        def tell(self, skill, item, right, seconds, now_days):
            waits.append(seconds)

    played("understanding", kind, policy=Watching)

    assert mean(is_tapped(wait, 10, POLICY) for wait in waits) == pytest.approx(share, abs=0.02)


def test_a_class_learns_the_same_and_another_class_something_else():
    assert Learner("facets", 30).plan == Learner("understanding", 59).plan
    assert curriculum(1) != curriculum(2)


def test_a_prerequisite_comes_before_what_stands_on_it():
    plan = curriculum(3)
    order = teaching_order(plan.given["pre"])

    assert len(order) == 60
    assert all(order.index(before) < order.index(skill) for skill in order for before in plan.after[skill])


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_teaches_something(name):
    learner = Learner("understanding", 8, "stays")

    came_of_it = term(learner, RIVALS[name](learner.plan.given, 8), teacher_acts=False)

    assert came_of_it.kept > 0


def test_the_seeds_of_the_last_table_are_kept_apart():
    assert not set(TUNING_SEEDS) & set(FINAL_SEEDS)
