"""Answers on a skill that was split teach the tutor about its heirs; what they bring waits for a review."""

from hypothesis import given
from hypothesis import strategies as st

from learning.tutor.answers import DAY_SECONDS, Answer
from learning.tutor.graph import Item, Node
from learning.tutor.moving import moved
from learning.tutor.parameters import UNCALIBRATED, for_graph
from learning.tutor.policy import POLICY
from learning.tutor.review import Calendar
from learning.tutor.step import Tutor, replay

OLD, LEFT, RIGHT, OTHER = "old", "left", "right", "other"
SPLIT = {OLD: (LEFT, RIGHT)}


def tutor_of(*skills):
    graph = {skill: Node(skill, tuple(Item(f"{skill}#{name}#0") for name in "ab")) for skill in skills}
    return Tutor(graph, for_graph(UNCALIBRATED, graph), POLICY, Calendar())


def learnt(skill, days=1, purpose="practice"):
    """Right answers on both exercises of a skill, day after day."""
    return [
        Answer((skill,), f"{skill}#{'ab'[place % 2]}#0", True, day * DAY_SECONDS + place, purpose=purpose)
        for day in range(days)
        for place in range(8)
    ]


def mastery(answers, skill, tutor=None):
    state = replay(tutor or tutor_of(LEFT, RIGHT, OTHER), answers).skills.get(skill)
    return state.practice.mastery if state else ""


def test_each_heir_is_held_but_only_until_it_is_reviewed():
    before = learnt(OLD) + learnt(OLD, days=30, purpose="review")[-8:]
    assert mastery(before, OLD, tutor_of(OLD)) == "sure"

    carried = list(moved(before, SPLIT))

    assert [mastery(carried, heir) for heir in (LEFT, RIGHT)] == ["provisional", "provisional"]
    review = Answer((LEFT,), f"{LEFT}#a#0", True, 40 * DAY_SECONDS, purpose="review")
    assert mastery([*carried, review], LEFT) == "sure"
    assert mastery([*carried, review], RIGHT) == "provisional"


def test_what_is_carried_is_due_to_be_checked():
    state = replay(tutor_of(LEFT, RIGHT), moved(learnt(OLD), SPLIT))

    assert all(state.skills[heir].review.due_day <= 2 for heir in (LEFT, RIGHT))


def test_a_renamed_skill_knows_all_that_it_knew():
    renamed = list(moved(learnt(OLD), {OLD: (LEFT,)}))

    assert (
        replay(tutor_of(LEFT), renamed).skills[LEFT].trace
        == replay(tutor_of(OLD), learnt(OLD)).skills[OLD].trace
    )


answers = st.builds(
    Answer,
    skills=st.sampled_from([(OLD,), (OTHER,), (OLD, OTHER)]),
    item=st.just("old#a#0"),
    right=st.booleans(),
    second=st.integers(0, DAY_SECONDS),
    purpose=st.sampled_from(["practice", "review", "placement", "random"]),
)


@given(st.lists(answers), st.sampled_from([{}, {OLD: ()}, {"gone": (LEFT,)}]))
def test_without_heirs_the_history_stays_as_it_was(given_answers, mapping):
    assert list(moved(given_answers, mapping)) == given_answers


@given(st.lists(answers))
def test_no_answer_is_lost_and_none_counts_twice(given_answers):
    carried = list(moved(given_answers, SPLIT))

    assert [(one.item, one.right, one.second) for one in carried] == [
        (one.item, one.right, one.second) for one in given_answers
    ]
    assert all(OLD not in one.skills and len(set(one.skills)) == len(one.skills) for one in carried)
