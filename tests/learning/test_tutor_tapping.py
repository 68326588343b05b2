"""An answer that came before the question can have been read says nothing; a quick child is not wronged."""

import pytest

from learning.tutor.policy import POLICY
from learning.tutor.tapping import is_tapped

FAST_ADULT = 400 / 60  # words a second


@pytest.mark.parametrize("words", [3, 12, 40])
def test_a_fast_adult_reader_is_not_taken_for_one_who_taps(words):
    assert not is_tapped(0.5 + words / FAST_ADULT, words, POLICY)


@pytest.mark.parametrize(("took_seconds", "words"), [(0.4, 1), (1, 12), (3, 40)])
def test_nobody_reads_that_fast(took_seconds, words):
    assert is_tapped(took_seconds, words, POLICY)
