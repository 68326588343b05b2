import msgspec
from hypothesis import given
from hypothesis import strategies as st
from small_graphs import DAY_ONE, Pupil, chain, graph_of, node, tutor_of

from learning.tutor.answers import Answer
from learning.tutor.estimate import GeneralTrace
from learning.tutor.mastery import HELD
from learning.tutor.state import LearnerState, SkillState, encode
from learning.tutor.step import replay, take

TUTOR = tutor_of(graph_of(node("add"), node("take", "add", guess=0.5), node("cards", items=1)))
PURPOSES = ["practice", "practice", "review", "random", "parcours", "placement", "moved"]

one_answer = st.builds(
    Answer,
    skills=st.sampled_from([("add",), ("take",), ("cards",), ("gone",)]),
    item=st.sampled_from(["add#0#0", "add#1#0", "take#0#0", "take#2#0", "cards#0#0", "gone#0#0"]),
    right=st.booleans(),
    second=st.integers(DAY_ONE, DAY_ONE + 40).map(lambda day: day * 86_400),
    example_first=st.booleans(),
    purpose=st.sampled_from(PURPOSES),
    counts=st.sampled_from([True, True, True, False]),
)
histories = st.lists(one_answer, max_size=40).map(lambda many: sorted(many, key=lambda one: one.second))


def rows_of(learner):
    return {"": encode(learner.general), **{skill: encode(row) for skill, row in learner.skills.items()}}


def read_back(rows):
    skills = {skill: msgspec.json.decode(row, type=SkillState) for skill, row in rows.items() if skill}
    return LearnerState(msgspec.json.decode(rows[""], type=GeneralTrace), skills)


@given(histories)
def test_rows_put_away_after_each_answer_are_those_of_a_replay_byte_for_byte(answers):
    learner = replay(TUTOR, [])
    for answer in answers:
        learner = read_back(rows_of(learner))
        take(TUTOR, learner, answer)

    assert rows_of(learner) == rows_of(replay(TUTOR, answers))


@given(histories)
def test_answers_tapped_at_random_change_nothing(answers):
    sober = [answer for answer in answers if answer.counts]

    assert rows_of(replay(TUTOR, answers)) == rows_of(replay(TUTOR, sober))


@given(histories)
def test_mastery_goes_only_the_ways_there_are(answers):
    ways = {
        ("", "provisional"),
        ("provisional", "sure"),
        ("provisional", "lost"),
        ("sure", "lost"),
        ("lost", "provisional"),
    }
    learner = replay(TUTOR, [])
    before = {}
    for answer in answers:
        take(TUTOR, learner, answer)
        for skill, state in learner.skills.items():
            step = before.get(skill, ("", False)), state.practice.mastery
            (was, placed), now = step
            assert was == now or (was, now) in ways or (placed and now == "")
            assert (state.review is not None) == (now in HELD)
            before[skill] = now, state.practice.placed


def test_three_right_answers_to_two_exercises_are_provisional():
    pupil = Pupil(TUTOR)
    (
        pupil.gives("add", True, "add#0#0"),
        pupil.gives("add", True, "add#0#0"),
        pupil.gives("add", True, "add#0#0"),
    )
    assert pupil.mastery("add") == ""

    pupil.gives("add", True, "add#1#0")

    assert pupil.mastery("add") == "provisional"


def test_where_guessing_helps_the_bar_is_higher():
    written, tapped = Pupil(TUTOR), Pupil(TUTOR)
    for right in (False, True, True, True):
        written.gives("add", right)
        tapped.gives("take", right)

    assert (written.mastery("add"), tapped.mastery("take")) == ("provisional", "")


def learnt():
    pupil = Pupil(TUTOR)
    for _ in range(3):
        pupil.gives("add", True)
    return pupil


def test_what_is_learnt_is_sure_after_its_first_review():
    pupil = learnt()
    pupil.sits_down_again()

    pupil.gives("add", True, purpose="review")

    assert pupil.mastery("add") == "sure"
    assert pupil.state.skills["add"].review.due_day > pupil.day + 1


def test_one_failed_review_is_forgiven_two_in_a_row_are_not():
    pupil = learnt()
    pupil.sits_down_again()
    pupil.gives("add", False, purpose="review")
    assert pupil.mastery("add") == "provisional"

    pupil.sits_down_again()
    pupil.gives("add", False, purpose="review")

    assert pupil.mastery("add") == "lost"
    assert pupil.state.skills["add"].review is None


def test_a_lost_skill_closes_nothing_that_stands_on_it():
    pupil = learnt()
    for _ in range(2):
        pupil.sits_down_again()
        pupil.gives("add", False, purpose="review")
    pupil.sits_down_again()

    reasons = {
        (choice.skill, choice.reason.code) for choice in (pupil.answers_next(False) for _ in range(16))
    }

    assert ("add", "again") in reasons
    assert ("take", "new") in reasons


def test_practice_before_the_review_is_due_does_not_stand_for_it():
    pupil = learnt()

    pupil.gives("add", True)

    assert pupil.mastery("add") == "provisional"


def test_a_skill_that_an_edition_took_away_keeps_its_history():
    pupil = learnt()
    pupil.tutor = tutor_of(chain(1))

    assert pupil.is_asked().skill == "k00"
    assert pupil.mastery("add") == "provisional"
