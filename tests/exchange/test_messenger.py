"""The box and its messenger understand each other, whatever a power cut leaves of their files."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exchange.messenger import (
    LastWord,
    SourceWord,
    Wishes,
    last_word_file,
    read_last_word,
    read_wishes,
    wishes_file,
    write_last_word,
    write_wishes,
)


def test_what_is_written_is_read(tmp_path):
    heard = SourceWord("mirror.example", "mirror", "2026-11-22T10:00:00+00:00", "cut")
    word = LastWord(at="2026-11-22T10:00:00+00:00", doing="fetching", left_bytes=7, sources=(heard,))
    wishes = Wishes(only_at_night=True, month_mb=500)

    write_last_word(tmp_path, word)
    write_wishes(tmp_path, wishes)

    assert (read_last_word(tmp_path), read_wishes(tmp_path)) == (word, wishes)


def test_before_the_first_word_the_messenger_is_stopped_and_nobody_wishes_anything(tmp_path):
    assert read_last_word(tmp_path).doing == "stopped"
    assert read_wishes(tmp_path) == Wishes()


@pytest.mark.parametrize(
    "left", [b"", b"{", b"[]", b'{"doing": "dancing"}', b"\0" * 500, b"\xff", b'{"x":' * 9_000]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path, left):
    last_word_file(tmp_path).write_bytes(left)
    wishes_file(tmp_path).write_bytes(b'{"month_mb": "much"}')

    assert read_last_word(tmp_path) == LastWord()
    assert read_wishes(tmp_path) == Wishes()


@given(left=some.binary(max_size=200))
def test_whatever_stands_there_nothing_is_raised(tmp_path_factory, left):
    folder = tmp_path_factory.mktemp("box")
    last_word_file(folder).write_bytes(left)

    assert isinstance(read_last_word(folder), LastWord)
