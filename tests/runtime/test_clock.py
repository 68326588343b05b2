"""The time that is written down, the time that is shown, and what a box leaves of them for its next start."""

from datetime import UTC, datetime, timedelta, timezone
from threading import Event

import pytest
from machine_at_will import Machine

from runtime import clock, floor, kernel
from runtime.clock import BUILT, HORIZON, Clock
from runtime.database import UtcField
from runtime.floor import Source

A_DAY = timedelta(days=1)


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ledgers" / "clock.json"


@pytest.fixture
def started(machine, file):
    def start():
        box = Clock(machine)
        box.start(file)
        return box

    return start


def cut(machine):
    machine.boot += 1
    machine.ran = timedelta(seconds=8)


def test_now_is_in_utc_and_runs():
    before = clock.now()

    assert before.tzinfo is UTC
    assert clock.now() >= before >= BUILT


def test_a_start_of_the_machine_has_one_name():
    assert clock.boot_id() == clock.boot_id()
    assert len(clock.boot_id()) == 36


def test_a_new_box_begins_with_the_build_and_knows_that_nobody_has_said_the_time(started):
    box = started()

    assert box.now() == BUILT
    assert box.displayed() == clock.Displayed(BUILT, Source.NOBODY, None)


def test_a_cut_takes_no_more_than_what_was_not_written_down(started, machine):
    box = started()
    machine.ran += timedelta(hours=2)
    box.write_down()
    machine.ran += timedelta(minutes=4)

    cut(machine)

    assert started().now() == BUILT + timedelta(hours=2)


def test_rows_hold_the_time_when_the_file_is_gone(started, machine, file):
    box = started()
    machine.ran += A_DAY
    written = box.now()
    cut(machine)

    box = started()
    box.passed(written)

    assert box.now() == written


def test_a_program_that_is_started_again_goes_on_to_the_microsecond(started, machine):
    box = started()
    box.told(Source.ADULT, BUILT + 40 * A_DAY)
    box.write_down()
    machine.ran += timedelta(minutes=7, microseconds=3)

    again = started()

    assert (again.now(), again.displayed()) == (box.now(), box.displayed())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 300,
        b"null",
        b'{"boot": "boot 0", "running": "-P9D"}',
        b"[]" * 4000,
        b'{"now": "2099-01-01"}',
        b'{"boot": "\xff\xfe"}',  # no text: another error than one of form
    ],
)
def test_a_damaged_file_is_no_floor_and_no_reason_to_stop(started, file, content):
    file.parent.mkdir()
    file.write_bytes(content)

    assert started().now() == BUILT


@pytest.mark.parametrize("year", [1970, 2099, 9999])
def test_a_file_from_nowhere_moves_nothing(started, machine, file, year):
    there = datetime(year, 1, 1, tzinfo=UTC)
    floor.write(file, floor.Floor("boot 0", timedelta(days=-9), there, there, there, Source.NETWORK, there))

    assert started().now() == BUILT


@pytest.mark.parametrize("year", [1970, 2000, 2099])
def test_a_battery_that_was_empty_is_not_believed(started, machine, year):
    machine.batteries = [datetime(year, 1, 1, tzinfo=UTC)]

    assert started().displayed().source is Source.NOBODY


def test_the_first_battery_that_holds_is_believed(started, machine):
    machine.batteries = [datetime(1970, 1, 1, tzinfo=UTC), BUILT + 9 * A_DAY, BUILT + 99 * A_DAY]

    box = started()

    assert box.now() == box.displayed().time == BUILT + 9 * A_DAY
    assert box.displayed().source is Source.BATTERY


def test_a_box_that_a_wrong_network_sent_to_2035_shows_the_right_day_again_and_keeps_its_order(
    started, machine
):
    wrong = datetime(2035, 1, 1, tzinfo=UTC)
    machine.is_kept, machine.system = True, wrong
    box = started()
    box.look_at_network()
    box.write_down()
    cut(machine)
    machine.is_kept = False

    box = started()
    assert box.displayed().source is Source.NOBODY
    assert box.told(Source.ADULT, BUILT + A_DAY)

    assert box.displayed().time == BUILT + A_DAY
    assert box.now() == wrong


def test_after_a_cut_the_shown_time_goes_on_as_a_guess(started, machine):
    box = started()
    box.told(Source.ADULT, BUILT + 90 * A_DAY)
    box.write_down()
    cut(machine)

    shown = started().displayed()

    assert shown.time == BUILT + 90 * A_DAY
    assert shown.source is Source.NOBODY


def test_a_full_card_stops_nobody(started, file, caplog):
    file.parent.write_text("not a folder")

    started().write_down()

    assert "could not be written down" in caplog.text


def test_a_turn_is_as_long_when_the_right_time_arrives(started, machine):
    box = started()
    machine.ran += timedelta(seconds=1)
    before = box.now().timestamp()
    machine.ran += timedelta(minutes=5)
    machine.is_kept, machine.system = True, BUILT + 3 * A_DAY
    box.look_at_network()
    after = box.now().timestamp()
    machine.ran += timedelta(minutes=1)

    assert box.seconds_since(before) == pytest.approx(360)
    assert box.seconds_since(after) == pytest.approx(60)


def test_what_was_written_an_hour_ago_is_no_older_when_the_right_time_arrives(started, machine):
    box = started()
    machine.ran += timedelta(hours=2)
    written = box.now()
    machine.ran += timedelta(minutes=30)
    machine.is_kept, machine.system = True, BUILT + 3 * A_DAY
    box.look_at_network()
    machine.ran += timedelta(minutes=30)

    assert box.ago(timedelta(hours=1)) == written
    assert box.ago(timedelta(minutes=20)) == box.now() - timedelta(minutes=20)


def test_a_turn_of_the_day_before_is_over_when_the_right_time_arrives(started, machine):
    box = started()
    machine.ran += timedelta(minutes=5)
    yesterday = box.now().timestamp()
    box.write_down()
    cut(machine)
    box = started()
    machine.is_kept, machine.system = True, BUILT + A_DAY

    box.look_at_network()

    assert box.seconds_since(yesterday) > 80_000


@pytest.mark.parametrize("mark", [4e9, 1e300, float("inf")])
def test_a_mark_from_nowhere_is_still_to_come(started, mark):
    assert started().seconds_since(mark) < 0


def test_while_the_box_runs_it_looks_at_the_network_and_writes_down(machine, started, file):
    looked = Event()
    box = started()
    machine.network_time = lambda: looked.set() or BUILT + A_DAY

    with box.kept():
        assert looked.wait(5)
    machine.ran += A_DAY

    assert floor.read(file).now == BUILT + A_DAY
    assert started().now() == BUILT + 2 * A_DAY
    assert started().displayed().source is Source.NETWORK


def test_the_machine_says_what_it_knows():
    assert kernel.running() > timedelta()
    assert kernel.network_time() is None or abs(kernel.network_time() - datetime.now(UTC)) < timedelta(
        seconds=5
    )
    assert all(time.tzinfo is UTC for time in kernel.battery_times())


def test_batteries_are_read_as_the_kernel_shows_them(tmp_path, monkeypatch):
    for name, said in {"rtc0": "1795312414\n", "rtc1": "", "rtc3": "9" * 30}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "since_epoch").write_text(said)
    (tmp_path / "rtc2").mkdir()
    monkeypatch.setattr(kernel, "RTC_FOLDER", tmp_path)

    assert list(kernel.battery_times()) == [datetime(2026, 11, 22, 1, 53, 34, tzinfo=UTC)]


def test_the_build_lies_before_what_is_written_about_it():
    assert BUILT < HORIZON == BUILT.replace(year=BUILT.year + 20)


def test_kept_times_sort_as_they_come_and_come_back_the_same():
    field = UtcField()
    times = [datetime(2026, 1, 31, 9, 30, tzinfo=UTC) + timedelta(microseconds=n * 499_999) for n in range(5)]

    kept = [field.db_value(time) for time in times]

    assert kept == sorted(kept)
    assert [field.python_value(text) for text in kept] == times


def test_another_zone_is_kept_in_utc():
    dakar_plus_one = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))

    assert UtcField().db_value(dakar_plus_one) == "2025-12-31T23:30:00.000000+00:00"


def test_no_time_is_no_time():
    assert UtcField().db_value(None) is None
    assert UtcField().python_value(None) is None
