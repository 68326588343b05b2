"""Whom the messenger asks again, and when: also after a restart, and under a clock that jumps."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from runtime.settings import WrongSetting
from sync_agent.settings import sync_agent_settings
from sync_agent.states import BANISHED, LONGEST, Asked, Memory

NOW = datetime(2026, 11, 22, tzinfo=UTC)
MIRROR = "rsync://mirror.example"


@pytest.fixture
def memory(tmp_path):
    return Memory(tmp_path / "sources.json", 360, random.Random(7))


def told(memory, *words, has_come=False, address=MIRROR, now=NOW):
    """What is remembered after these words."""
    for word in words:
        before = memory.of(address, "mirror.example", "mirror")
        memory.note(address, memory.after(before, word, now, now.isoformat(), has_come=has_come))
    return memory.of(address, "mirror.example", "mirror")


def rest(asked):
    return timedelta(seconds=asked.rest_seconds(NOW))


def test_whoever_gives_something_is_asked_again_at_once(memory):
    assert not told(memory, "new").rests(NOW)


def test_pauses_grow_while_a_line_does_not_answer(memory):
    pauses = [rest(told(memory, "silent")) for _ in range(12)]

    assert pauses[0] < timedelta(seconds=2)
    assert all(later > earlier / 2 for earlier, later in pairwise(pauses))
    assert timedelta(minutes=30) < pauses[-1] <= timedelta(minutes=75)


def test_once_something_has_come_the_next_pause_is_short_again(memory):
    told(memory, *["cut"] * 8)

    assert rest(told(memory, "cut", has_come=True)) < timedelta(seconds=2)


@pytest.mark.parametrize("word", ["liar", "wrong-signature", "too-old", "refused"])
def test_a_source_that_lies_rests_a_day(memory, word):
    asked = told(memory, word)

    assert BANISHED * 0.7 < rest(asked) < BANISHED * 1.3
    assert asked.is_banished


def test_looks_of_many_boxes_are_spread_over_hours(tmp_path):
    dice = random.Random(1)
    pauses = [rest(told(Memory(tmp_path / str(box), 360, dice), "nothing-new")) for box in range(200)]

    assert max(pauses) - min(pauses) > timedelta(hours=5)
    assert timedelta(hours=5) < sum(pauses, timedelta()) / len(pauses) < timedelta(hours=7)


def test_pauses_outlive_a_restart(memory):
    told(memory, "liar")

    again = Memory(memory.file, 360)

    assert again.of(MIRROR, "", "mirror").rests(NOW + timedelta(hours=12))


def test_a_pause_that_ends_in_no_zone_is_forgotten(memory):
    asked = b'{"asked":{"a":{"name":"a","kind":"stick","rests_until":"2026-11-22T10:00:00"}}}'
    memory.file.write_bytes(asked)

    assert memory.__class__(memory.file, 360).latest() == []


def test_an_emptied_file_forgets_pauses_and_nothing_else_happens(memory):
    told(memory, "liar")
    memory.file.write_bytes(b"")

    assert not Memory(memory.file, 360).of(MIRROR, "", "mirror").rests(NOW)


@pytest.mark.parametrize("jump", [timedelta(days=-20_000), timedelta(days=26_000)])
def test_a_clock_that_jumps_by_decades_locks_no_source_out(memory, jump):
    told(memory, "liar")

    assert not memory.of(MIRROR, "", "mirror").rests(NOW + jump)


@given(since=some.timedeltas(timedelta(days=-30_000), timedelta(days=20_000)))
def test_no_source_rests_longer_than_two_days_whatever_the_clock(tmp_path_factory, since):
    asked = told(Memory(tmp_path_factory.mktemp("box") / "sources.json", 360), "liar")

    assert 0 <= asked.rest_seconds(NOW + since) < LONGEST.total_seconds()


def test_retry_forgets_all_pauses_and_a_look_by_hand_only_those_of_honest_sources(memory):
    told(memory, "nothing-new")
    told(memory, "liar", address="/media/KEY")

    memory.forget(failures=False)
    honest = [memory.of(address, "", "mirror").rests(NOW) for address in (MIRROR, "/media/KEY")]
    memory.forget(failures=True)

    assert honest == [False, True]
    assert not memory.of("/media/KEY", "", "stick").rests(NOW)


def test_a_stick_that_was_plugged_in_again_is_asked_at_once_unless_it_has_lied(memory):
    told(memory, "nothing-new", address="/media/GOOD")
    told(memory, "liar", address="/media/BAD")

    memory.release("/media/GOOD")
    memory.release("/media/BAD")

    assert not memory.of("/media/GOOD", "", "stick").rests(NOW)
    assert memory.of("/media/BAD", "", "stick").rests(NOW)


def test_a_thousand_sticks_do_not_fill_the_memory(memory):
    for number in range(50):
        memory.note(f"/media/{number}", Asked(f"KEY-{number}", "stick", "new"))

    assert len(memory.latest()) == 20
    assert memory.latest()[0].name == "KEY-49"


@pytest.mark.parametrize("minutes", ["0", "1441", "100000"])
def test_a_time_between_looks_that_would_count_for_nothing_is_refused(minutes):
    with pytest.raises(WrongSetting, match="look_minutes"):
        sync_agent_settings(None, {"SYNC_AGENT_LOOK_MINUTES": minutes})
