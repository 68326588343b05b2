"""What goes wrong on a skill, as a teacher reads it."""

import pytest

from hotspot.school.reading.mistakes import part_of_a_sentence


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("43, c’est 4 dizaines et 3 unités.", "43, c’est 4 dizaines et 3 unités"),
        ("Ali se lève.; Il part à l’école.", "Ali se lève; Il part à l’école"),
        ("3,5", "3,5"),
        ("Elle rit…", "Elle rit…"),
    ],
)
def test_an_answer_that_is_a_sentence_does_not_end_ours(answer, told):
    assert part_of_a_sentence(answer) == told
