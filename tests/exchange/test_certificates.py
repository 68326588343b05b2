"""The number of a certificate is read again however it was typed, and a slip is seen."""

from hypothesis import given
from hypothesis import strategies as some

from exchange.certificates import BITS, LETTERS, new_number, number_of, read_number

VALUES = some.integers(0, 2**BITS - 1)


@given(VALUES)
def test_a_number_is_read_as_it_was_given(value):
    assert read_number(number_of(value)) == number_of(value)
    assert read_number(number_of(value).lower().replace("-", " ")) == number_of(value)


@given(VALUES, some.data())
def test_one_wrong_letter_is_seen(value, data):
    letters = list(number_of(value))
    place = data.draw(some.sampled_from([i for i, letter in enumerate(letters) if letter != "-"]))
    letters[place] = data.draw(some.sampled_from([one for one in LETTERS if one != letters[place]]))

    assert read_number("".join(letters)) is None


@given(VALUES, some.integers(0, 10))
def test_two_letters_that_changed_places_are_seen(value, place):
    letters = list(number_of(value).replace("-", ""))
    if letters[place] != letters[place + 1]:
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        assert read_number("".join(letters)) is None


def test_what_hands_make_of_a_number_is_understood():
    number = number_of(0b00001_00000)  # ends in "1", "0" and its check

    assert read_number(number.replace("1", "l").replace("0", "O")) == number


@given(some.text(max_size=20))
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) in (None, read_number(typed.upper()))


def test_numbers_say_nothing_of_who_or_when():
    assert len({new_number() for _ in range(1000)}) == 1000
