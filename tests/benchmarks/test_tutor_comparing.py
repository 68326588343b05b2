"""The tables of the tutor: a policy beside itself is worth the same, and seeds are what they say."""

import pytest

from benchmarks.tutor.compare import (
    HOURS,
    LEAVE_ALONE,
    OURS,
    STAY_AND_ACT,
    Trial,
    lowest_quarter,
    policy_rows,
)
from benchmarks.tutor.placement_trial import held_years
from benchmarks.tutor.rivals import M_OF_N, RIVALS
from benchmarks.tutor.worlds import spread
from benchmarks.tutor.worlds.term import FAMILIES, Learner, Outcome


def outcome(kept):
    return Outcome(kept, 0.5, 400, 900, 0, 2.0, 20)


def test_a_policy_is_worth_as_much_as_itself():
    trial = Trial(range(4), ["understanding"], M_OF_N["5 of 5"])

    played = trial.of("understanding", LEAVE_ALONE)

    assert played[OURS] == played["5 of 5"]
    assert set(played) == {OURS, *RIVALS}


def test_every_goal_has_a_row_for_each_family_and_their_mean():
    rows = list(policy_rows(range(2), list(FAMILIES), M_OF_N["3 of 3"]))

    assert len(rows) == 7 * 3
    assert all(row.goal and row.met is not None for row in rows)
    assert all(row.met is False for row in rows if "kept" in row.what and row.ratio < 1)


def test_the_lowest_quarter_is_that_of_each_policy():
    kept = [9, 1, 5, 7, 3, 8, 2, 6]

    assert [one.kept for one in lowest_quarter([outcome(number) for number in kept])] == [1, 2]


def test_hours_are_those_of_the_timetable():
    assert pytest.approx(20 * 20 / 60) == HOURS
    assert all(
        one.minutes == 400
        for one in Trial(range(1), ["facets"], M_OF_N["5 of 5"]).of("facets", STAY_AND_ACT)["5 of 5"]
    )


def test_seeds_come_from_many_classes():
    seeds = spread(range(900, 3_900), 100)

    assert len(set(seeds)) == len({seed // 30 for seed in seeds}) == 100
    assert all(900 <= seed < 3_900 for seed in seeds)


def test_years_held_count_skills_whatever_the_class():
    assert 0 < held_years(Learner("facets", 4, "stays"), 0.375) < 5
