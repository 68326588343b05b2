from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import Pupil, chain, graph_of, node, tutor_of

from learning.tutor import estimate
from learning.tutor.mastery import HELD
from learning.tutor.policy import POLICY
from learning.tutor.stuck import Stuck, count_behind, followers, names_for_teacher, stuck_skills

SKILLS = [f"s{number}" for number in range(7)]


@st.composite
def graphs(draw):
    """Skills in an order of teaching, each on some of those before; some of them have no items."""
    nodes = []
    for place, skill in enumerate(SKILLS):
        before = st.lists(st.sampled_from(SKILLS[:place]), unique=True, max_size=2) if place else st.just([])
        nodes.append(node(skill, *draw(before), items=draw(st.integers(0, 4)), soft=tuple(draw(before))))
    return graph_of(*nodes)


sittings = st.lists(st.lists(st.booleans(), max_size=12), min_size=1, max_size=4)
few = settings(max_examples=60)  # each plays a week


def played(graph, answers, seed, look):
    """Let a pupil answer in several sittings; `look` sees each choice before the answer."""
    pupil = Pupil(tutor_of(graph), Random(seed).random)
    for sitting in answers:
        for right in sitting:
            choice = pupil.is_asked()
            look(pupil, choice)
            if choice is None:
                return
            dice_again = Random(f"{seed} {len(pupil.answers)}").random
            pupil.dice = dice_again
            pupil.answers_next(right)
        pupil.sits_down_again()


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_a_hard_prerequisite_is_never_passed_over(graph, answers, seed):
    def look(pupil, choice):
        before = graph[choice.skill].hard if choice else ()
        assert all(pupil.mastery(skill) for skill in before if graph[skill].items)

    played(graph, answers, seed, look)


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_there_is_a_question_as_long_as_there_is_an_item(graph, answers, seed):
    def look(_pupil, choice):
        assert (choice is not None) == any(one.items for one in graph.values())

    played(graph, answers, seed, look)


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_an_item_comes_back_in_a_sitting_only_when_its_skill_has_no_other(graph, answers, seed):
    def look(pupil, choice):
        if choice and choice.item in {one.item for one in pupil.asked}:
            assert {one.name for one in graph[choice.skill].items} <= {one.item for one in pupil.asked}

    played(graph, answers, seed, look)


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_reviews_are_at_most_one_in_three_and_ten_a_day(graph, answers, seed):
    def look(pupil, choice):
        reviews = [one.purpose == "review" for one in pupil.asked] + [
            bool(choice) and choice.purpose == "review"
        ]
        assert all(sum(reviews[at : at + 3]) <= 1 for at in range(len(reviews)))
        assert sum(reviews) <= POLICY.reviews_a_day

    played(graph, answers, seed, look)


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_free_practice_stays_with_the_skill_that_was_chosen(graph, answers, seed):
    scope = next((skill for skill in reversed(SKILLS) if graph[skill].items), None)

    def look(pupil, choice):
        pupil.scope = (scope,) if scope else ()
        choice = pupil.is_asked()
        assert (choice.skill if choice else None) == scope

    played(graph, answers, seed, look)


@few
@given(graphs(), sittings, st.integers(0, 99))
def test_a_choice_can_be_told_again(graph, answers, seed):
    told = []
    for _ in range(2):
        seen = []
        played(graph, answers, seed, lambda pupil, choice, seen=seen: seen.append(choice))
        told.append(seen)

    assert told[0] == told[1]


def test_a_new_learner_begins_with_the_first_skill():
    choice = Pupil(tutor_of(chain(5))).is_asked()

    assert (choice.skill, choice.purpose, choice.reason.code) == ("k00", "practice", "new")


def test_the_next_skill_opens_once_the_one_before_is_learnt():
    pupil = Pupil(tutor_of(chain(5)))

    for _ in range(3):
        assert pupil.answers_next(True).skill == "k00"

    assert pupil.is_asked().skill == "k01"


def test_a_review_comes_first_on_the_next_day():
    pupil = Pupil(tutor_of(chain(5)))
    for _ in range(3):
        pupil.answers_next(True)
    pupil.sits_down_again()

    first, second = pupil.answers_next(True), pupil.answers_next(True)

    assert (first.skill, first.purpose, first.reason.code) == ("k00", "review", "review")
    assert second.purpose == "practice"


def test_after_some_answers_another_skill_is_mixed_in():
    pupil = Pupil(tutor_of(graph_of(node("add"), node("take")), stay=2, park_at=99))

    asked = [pupil.answers_next(number % 2 == 1).skill for number in range(6)]

    assert asked == ["add", "add", "take", "take", "add", "add"]


def test_a_missed_question_is_followed_by_an_example_never_by_two():
    pupil = Pupil(tutor_of(chain(1), park_at=99))

    shown = [pupil.answers_next(False).example_first for _ in range(5)]

    assert shown == [False, True, False, True, False]


def test_the_item_asked_has_a_chance_nearest_the_target():
    graph = graph_of(node("add", items=6))
    easy, hard = (Pupil(tutor_of(graph, target=target)).is_asked() for target in (0.9, 0.3))

    assert (easy.item, hard.item) == ("add#1#0", "add#4#0")  # of chances .95 .89 .73 .51 .28 .13


def test_a_share_of_the_questions_is_drawn_blindly():
    pupil = Pupil(tutor_of(chain(3), random_share=0.25), Random(1).random)

    purposes = [pupil.answers_next(True).purpose for _ in range(200)]

    assert 30 <= purposes.count("random") <= 65


def stuck_pupil(answers, **numbers):
    graph = graph_of(node("add"), node("carry", "add"), node("draw", guess=0.3))
    pupil = Pupil(tutor_of(graph, **numbers))
    for _ in range(3):
        pupil.gives("add", True)
    for _ in range(answers):
        pupil.gives("carry", False)
    return pupil


def test_five_answers_in_vain_bring_the_skill_before():
    choice = stuck_pupil(5).is_asked()

    assert (choice.skill, choice.reason.code, choice.reason.about) == ("add", "prerequisite", "carry")


def test_eight_answers_in_vain_let_the_skill_rest_until_the_next_day():
    pupil = stuck_pupil(8)

    assert pupil.is_asked().skill == "draw"
    assert [one.skill for one in stuck_skills(pupil.tutor, pupil.state)] == ["carry"]
    pupil.gives("draw", True), pupil.gives("draw", True), pupil.gives("draw", True)
    pupil.sits_down_again()
    pupil.asked = ()
    codes = {(choice.skill, choice.reason.code) for choice in (pupil.answers_next(True) for _ in range(3))}
    assert ("carry", "again") in codes


def test_a_skill_that_rests_is_not_what_the_same_day_goes_on_with():
    pupil = Pupil(tutor_of(graph_of(node("first"), node("second", "first"))))
    for right in (True,) * 4 + (False,) * 8:
        pupil.gives("first" if right else "second", right)
    assert pupil.practice("second").parked_until > pupil.day
    pupil.sits_down_again(days=0)

    assert pupil.is_asked().skill == "first"


def test_three_right_in_a_row_end_the_alarm():
    pupil = stuck_pupil(8)
    pupil.sits_down_again()
    for _ in range(3):
        pupil.gives("carry", True)

    assert stuck_skills(pupil.tutor, pupil.state) == []


def test_a_child_who_gets_on_slowly_is_not_told_of():
    pupil = Pupil(tutor_of(chain(1)))
    for right in (False, True, True, False, True, True, False, True, True):
        pupil.gives("k00", right)

    assert stuck_skills(pupil.tutor, pupil.state) == []


stuck = st.builds(Stuck, st.sampled_from(SKILLS), st.integers(8, 30), st.integers(0, 40), st.floats(0, 1))


@given(st.dictionaries(st.integers(1, 60), st.lists(stuck, max_size=4), max_size=30))
def test_a_teacher_gets_at_most_five_names_those_with_most_behind_first(by_learner):
    named = names_for_teacher(by_learner, POLICY)

    behind = [one.waits_behind for _, one in named]
    others = [one.waits_behind for who, many in by_learner.items() for one in many if who not in dict(named)]
    assert len(named) == min(5, sum(bool(many) for many in by_learner.values())) == len(dict(named))
    assert behind == sorted(behind, reverse=True)
    assert not others or max(others) <= min(behind)


def test_what_waits_behind_is_counted_however_far_on():
    assert [count_behind(followers(chain(4)), f"k0{number}") for number in range(4)] == [3, 2, 1, 0]


@pytest.mark.parametrize("right", [True, False])
def test_a_choice_among_sixty_skills_weighs_the_items_of_few(right, monkeypatch):
    weighed, chance = [], estimate.chance
    monkeypatch.setattr(estimate, "chance", lambda *given: weighed.append(given) or chance(*given))
    pupil = Pupil(tutor_of(chain(60, items=8)), Random(2).random)
    most = 0
    for number in range(300):
        weighed.clear()
        pupil.is_asked()
        most = max(most, len(weighed))
        pupil.answers_next(right)
        if number % 30 == 29:
            pupil.sits_down_again()

    assert 0 < most <= 2 * 8


@settings(max_examples=20)
@given(st.integers(0, 999))
def test_a_pupil_who_always_knows_gets_through_the_graph(seed):
    pupil = Pupil(tutor_of(chain(6)), Random(seed).random)
    for _ in range(6):
        for _ in range(15):
            pupil.answers_next(True)
        pupil.sits_down_again()

    assert all(pupil.mastery(skill) in HELD for skill in pupil.tutor.graph)
