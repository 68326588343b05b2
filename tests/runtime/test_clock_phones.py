"""Three phones give a box its time; one that lies is outvoted, and games get nowhere."""

from datetime import timedelta

import pytest
from machine_at_will import Machine

from runtime.clock import BUILT, HORIZON, Clock
from runtime.floor import Source
from runtime.votes import ADDRESSES_AT_MOST

TRUTH = BUILT + timedelta(days=60)
LIE = BUILT + timedelta(days=4000)


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def box(machine):
    return Clock(machine)


def say(box, *times):
    for number, time in enumerate(times):
        box.hear_voice(f"10.42.0.{number}", time)


def minutes(number):
    return timedelta(minutes=number)


def test_three_phones_that_agree_within_minutes_give_the_time(box):
    say(box, TRUTH, TRUTH + minutes(6), TRUTH - minutes(3))

    assert box.displayed().time == TRUTH
    assert box.displayed().source is Source.PHONES
    assert box.now() == BUILT


def test_two_phones_are_not_enough(box):
    say(box, TRUTH, TRUTH)

    assert box.displayed().source is Source.NOBODY


@pytest.mark.parametrize("place", range(3))
def test_a_liar_among_three_is_outvoted(box, place):
    voices = [TRUTH, TRUTH + minutes(2)]
    voices.insert(place, LIE)

    say(box, *voices)

    assert abs(box.displayed().time - TRUTH) <= minutes(2)


def test_three_phones_that_all_say_otherwise_say_nothing_until_the_class_does(box):
    say(box, TRUTH, LIE, TRUTH + timedelta(days=1))
    assert box.displayed().source is Source.NOBODY

    say(box, None, None, None, TRUTH, TRUTH)

    assert box.displayed().time == TRUTH


def test_one_phone_that_votes_often_has_one_voice(box, machine):
    for _ in range(50):
        box.hear_voice("10.42.0.7", LIE)
        machine.ran += timedelta(minutes=61)

    assert box.displayed().source is Source.NOBODY


def test_a_phone_is_asked_once_an_hour(box, machine):
    box.hear_voice("10.42.0.7", TRUTH)
    assert not box.wants_voice("10.42.0.7")
    assert box.wants_voice("10.42.0.8")

    machine.ran += timedelta(hours=1)

    assert box.wants_voice("10.42.0.7")


@pytest.mark.parametrize("absurd", [BUILT - timedelta(days=1), HORIZON + timedelta(days=1), None])
def test_absurd_times_count_for_nothing(box, absurd):
    say(box, absurd, absurd, absurd, absurd)

    assert box.displayed().source is Source.NOBODY
    assert not box.wants_voice("10.42.0.1"), "nor is it asked again at once"


def test_phones_never_call_wrong_what_the_box_has_written_down(box):
    box.passed(TRUTH)

    say(box, TRUTH - timedelta(days=1), TRUTH - timedelta(days=1), TRUTH - timedelta(days=1))

    assert box.displayed().source is Source.NOBODY


def test_three_liars_move_no_row_and_an_adult_puts_them_right(box):
    say(box, LIE, LIE, LIE)
    assert box.displayed().time == LIE
    assert box.now() == BUILT

    assert box.told(Source.ADULT, TRUTH)
    say(box, LIE, LIE, LIE)

    assert box.displayed().time == TRUTH, "they have spoken; the next hour belongs to others"


def test_after_an_adult_has_spoken_phones_begin_anew(box):
    say(box, LIE, LIE, LIE)
    box.told(Source.ADULT, TRUTH)

    box.hear_voice("10.42.0.77", LIE)
    assert box.displayed().time == TRUTH

    box.hear_voice("10.42.0.78", TRUTH)
    box.hear_voice("10.42.0.79", TRUTH + minutes(3))
    assert box.displayed().source is Source.PHONES
    assert box.displayed().time == TRUTH + minutes(3)


def test_phones_are_not_asked_while_the_time_is_known(box):
    box.told(Source.NETWORK, TRUTH)

    say(box, LIE, LIE, LIE)

    assert not box.wants_voice("10.42.0.99")
    assert box.displayed().time == TRUTH


def test_a_game_with_addresses_fills_no_memory(box, machine):
    for number in range(2 * ADDRESSES_AT_MOST):
        box.hear_voice(f"fd00::{number:x}", TRUTH + timedelta(days=number))

    assert len(box._votes._heard) == ADDRESSES_AT_MOST
