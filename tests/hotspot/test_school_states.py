"""What follows from the verdicts on a question, whatever a child answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot.school.states import hints_open, is_got, misses_in, next_band, outcome_of, state_after

RIGHT, NEAR, WRONG = "right", "near", "wrong"


def answered(verdicts):
    """The answers that a child could give: none after the question is closed."""
    given_so_far = []
    for verdict in verdicts:
        if state_after(given_so_far) != "open":
            break
        given_so_far.append(verdict)
    return given_so_far


histories = st.lists(st.sampled_from([RIGHT, NEAR, WRONG])).map(answered)


@pytest.mark.parametrize(
    ("verdicts", "state", "hints", "outcome"),
    [
        ([], "open", 0, "now"),
        ([RIGHT], "right", 0, "got"),
        ([NEAR, RIGHT], "right", 0, "got"),
        ([NEAR, NEAR], "open", 0, "now"),
        ([NEAR, NEAR, RIGHT], "right", 0, "tried"),
        ([WRONG], "open", 0, "now"),
        ([WRONG, RIGHT], "right", 0, "tried"),
        ([WRONG, WRONG], "open", 1, "now"),
        ([WRONG, WRONG, RIGHT], "right", 1, "tried"),
        ([WRONG, WRONG, WRONG], "shown", 1, "tried"),
        ([NEAR, WRONG, WRONG], "open", 1, "now"),
    ],
)
def test_the_way_of_a_question(verdicts, state, hints, outcome):
    assert state_after(verdicts) == state
    assert hints_open(verdicts, 0, 3) == hints
    assert outcome_of(verdicts, hint_came_first=False) == outcome


@given(histories)
def test_a_question_never_takes_more_than_four_answers(verdicts):
    assert len(verdicts) <= 4
    assert misses_in(verdicts) <= 3


@given(histories, st.integers(0, 9), st.integers(0, 3))
def test_no_more_hints_open_than_there_are(verdicts, asked, hints):
    assert 0 <= hints_open(verdicts, asked, hints) <= hints


@given(histories)
def test_only_a_first_try_without_a_miss_is_got(verdicts):
    assert is_got(verdicts, hint_came_first=False) == (verdicts in ([RIGHT], [NEAR, RIGHT]))
    assert not is_got(verdicts, hint_came_first=True)


@given(st.integers(0, 5), histories, st.booleans())
def test_bands_move_one_at_a_time(band, verdicts, hint_came_first):
    assert abs(next_band(band, verdicts, hint_came_first) - band) <= 1
    assert next_band(band, verdicts, hint_came_first) >= 0
