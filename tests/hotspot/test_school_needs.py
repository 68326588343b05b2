"""Groups by need: few, whole, and near."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from hotspot.school.reading.needs import GROUPS_AT_MOST, Need, groups_by_need

ORDER = [f"skill-{place}" for place in range(30)]
NEEDS = st.dictionaries(st.integers(1, 60), st.sampled_from(ORDER), max_size=60)


def test_learners_of_the_same_need_work_together():
    assert groups_by_need({1: "b", 2: "a", 3: "b"}, ["a", "b"]) == [Need("a", (2,)), Need("b", (1, 3))]


def test_near_needs_are_put_together_and_the_group_works_on_what_most_need():
    needs = {1: "a", 2: "b", 3: "b", 4: "f", 5: "k", 6: "p"}

    groups = groups_by_need(needs, list("abcdefghijklmnop"))

    assert [(one.skill, one.learners) for one in groups] == [
        ("b", (1, 2, 3)),
        ("f", (4,)),
        ("k", (5,)),
        ("p", (6,)),
    ]


def test_of_two_needs_alike_the_earlier_is_worked_on():
    needs = dict(enumerate("abxyz"))

    assert groups_by_need(needs, list("abcdefghijklmnopqrstuvwxyz"))[0].skill == "a"


def test_a_class_without_answers_has_no_groups():
    assert groups_by_need({}, ORDER) == []


@given(NEEDS)
def test_each_learner_is_in_one_of_at_most_four_groups(needs):
    groups = groups_by_need(needs, ORDER)

    assert len(groups) <= GROUPS_AT_MOST
    assert sorted(learner for one in groups for learner in one.learners) == sorted(needs)


@given(NEEDS)
def test_groups_follow_the_order_of_teaching_and_never_cross(needs):
    groups = groups_by_need(needs, ORDER)
    spans = [sorted(ORDER.index(needs[learner]) for learner in one.learners) for one in groups]

    assert all(one[-1] < after[0] for one, after in itertools.pairwise(spans))
    assert all(one.skill in {needs[learner] for learner in one.learners} for one in groups)
