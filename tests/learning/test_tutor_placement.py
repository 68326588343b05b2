from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import Pupil, chain, graph_of, node, tutor_of

from learning.tutor.choosing import Asked
from learning.tutor.levels import backbone, level_of, places
from learning.tutor.placement import Placed, next_step
from learning.tutor.policy import POLICY

CHAIN = tutor_of(chain(60))  # five years
PLACE = places(CHAIN.graph)


def place(pupil, year, answers):
    """Play a placement to its end; `answers` says whether a skill is answered right."""
    asked = []
    while not isinstance(choice := next_step(pupil.tutor, year, asked, pupil.dice), Placed):
        right = answers(choice.skill)
        pupil.gives(choice.skill, right, choice.item, "placement")
        asked.append(Asked(choice.skill, choice.item, "placement", right))
    return choice, asked


def who_holds(level):
    return lambda skill: PLACE[skill] < level


@settings(max_examples=40)
@given(st.floats(1, 6), st.integers(0, 8))
def test_a_placement_takes_eight_to_twelve_questions_and_comes_within_a_year(level, year):
    placed, asked = place(Pupil(CHAIN), year, who_holds(level))

    assert POLICY.fewest_placement_items <= len(asked) <= POLICY.most_placement_items
    assert abs(max((PLACE[skill] for skill in placed.held), default=1) - level) <= 1


@settings(max_examples=40)
@given(st.lists(st.booleans(), min_size=12, max_size=12), st.integers(0, 8))
def test_whatever_is_answered_it_ends_and_says_where_to_begin(answers, year):
    pupil, rest = Pupil(CHAIN, Random(1).random), iter(answers)

    placed, asked = place(pupil, year, lambda _skill: next(rest))

    assert len(asked) <= POLICY.most_placement_items
    assert placed.next_skill in CHAIN.graph or len(placed.held) == len(CHAIN.graph)
    assert placed.next_skill not in placed.held


def test_it_begins_two_years_below_the_class():
    first = next_step(CHAIN, 5, [], lambda: 0.5)

    assert CHAIN.graph[first.skill].year == 3


def test_a_game_played_every_day_of_a_year_still_finds_a_level():
    seen = dict.fromkeys(list(CHAIN.graph)[:12], (200, 400))

    level, doubt = level_of(CHAIN.graph, PLACE, seen)

    assert 1 <= level <= 6
    assert doubt < 1


def test_a_question_is_not_asked_twice():
    _, asked = place(Pupil(CHAIN), 3, who_holds(3))

    assert len({one.item for one in asked}) == len(asked)


@settings(max_examples=20)
@given(st.floats(1, 6))
def test_the_state_takes_for_held_what_the_placement_says(level):
    pupil = Pupil(CHAIN)
    placed, _ = place(pupil, 3, who_holds(level))

    held = {skill for skill, row in pupil.state.skills.items() if row.practice.mastery == "provisional"}

    assert held == set(placed.held)


def test_what_is_taken_for_held_is_reviewed_within_a_week():
    pupil = Pupil(CHAIN)
    placed, _ = place(pupil, 3, who_holds(3.5))

    due = [pupil.state.skills[skill].review.due_day - pupil.day for skill in placed.held]

    assert due
    assert 1 <= min(due) <= max(due) <= 7
    assert max(due.count(day) for day in range(1, 7)) <= POLICY.checks_a_day


def placed_at(level, truth):
    """A placement as if the level were this, then two sittings of a pupil whose level is another."""
    pupil = Pupil(CHAIN)
    place(pupil, 3, who_holds(level))
    for _ in range(2):
        pupil.sits_down_again()
        for _ in range(30):
            pupil.answers_next(PLACE[pupil.is_asked().skill] < truth)
    pupil.sits_down_again()
    return pupil


def test_a_placement_too_high_is_undone_within_two_sittings():
    pupil = placed_at(4.5, truth=2.5)

    wrong = [skill for skill in pupil.state.skills if PLACE[skill] >= 3.5 and pupil.mastery(skill)]

    assert wrong == []


def test_a_placement_too_low_is_undone_within_two_sittings():
    pupil = placed_at(2.0, truth=4.0)

    asked = [
        choice.skill
        for choice in (pupil.answers_next(True) for _ in range(9))
        if choice.purpose == "practice"
    ]

    assert min(PLACE[skill] for skill in asked) >= 3


def test_a_failed_check_takes_back_a_skill_that_was_never_practised():
    pupil = Pupil(CHAIN)
    placed, _ = place(pupil, 3, who_holds(3.5))
    pupil.sits_down_again(3)

    pupil.gives(placed.held[-1], False, purpose="review")

    assert pupil.mastery(placed.held[-1]) == ""


def test_a_placement_begun_anew_forgets_the_one_before():
    pupil = Pupil(CHAIN)
    place(pupil, 3, who_holds(1.2))
    pupil.sits_down_again(30)

    placed, _ = place(pupil, 3, who_holds(4))

    assert set(placed.held) <= {skill for skill in pupil.state.skills if pupil.mastery(skill)}
    assert len(placed.held) > 20


def test_a_graph_without_items_places_nobody():
    assert next_step(tutor_of(graph_of(node("talk", items=0))), 4, [], lambda: 0.5) == Placed(4, ())


def test_only_what_hangs_together_with_the_longest_chain_is_asked():
    graph = chain(3) | graph_of(node("words"), node("letters"), node("shapes", "k01"))

    assert backbone(graph) == ("k00", "k01", "k02", "shapes")


def test_more_right_answers_never_lower_the_level():
    seen = {"k20": (1, 1), "k40": (0, 1)}

    lower, doubt = level_of(CHAIN.graph, PLACE, seen)
    higher, less_doubt = level_of(CHAIN.graph, PLACE, seen | {"k30": (1, 1)})

    assert higher > lower
    assert less_doubt < doubt
