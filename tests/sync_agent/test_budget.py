"""What the line may cost: counted as the operator counts, kept over restarts, and never gone beyond."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from runtime import kernel
from sync_agent import budget as budgets
from sync_agent.budget import Budget, Limits, WaitsForBudget, WaitsForHours, is_hour
from sync_agent.carriers.watchdog import carried_bytes

MB = 1_000_000


class Line:
    """A metered interface, and the time."""

    def __init__(self, file):
        self.file, self.counter, self.now = file, 0, datetime(2026, 11, 22, 12, tzinfo=UTC)

    def budget(self, **limits):
        name = limits.pop("interface", "usb0")
        return Budget(self.file, name, Limits(**limits), lambda: self.now, lambda _: self.counter)

    def carries(self, count, **limits):
        with self.budget(**limits).counting():
            self.counter += count


@pytest.fixture
def line(tmp_path):
    made = Line(tmp_path / "agent" / "budget.json")
    made.carries(0)
    return made


def test_what_was_carried_is_counted_and_kept_over_a_restart(line):
    line.carries(3 * MB)
    line.carries(2 * MB)

    spent = line.budget().spent()

    assert (spent.day_bytes, spent.month_bytes) == (5 * MB, 5 * MB)


def test_a_counter_that_begins_again_takes_nothing_back(line):
    line.carries(3 * MB)
    line.counter = 0
    line.carries(MB)

    assert line.budget().spent().month_bytes == 4 * MB


def test_a_new_start_of_the_machine_counts_from_nothing(line, monkeypatch):
    line.carries(3 * MB)
    monkeypatch.setattr(kernel, "boot_id", lambda: "another start")
    line.counter = 5 * MB  # more than before, and yet all of it is new

    assert line.budget().spent().month_bytes == 8 * MB


def test_a_day_and_a_month_begin_anew(line):
    line.carries(3 * MB)
    line.now += timedelta(days=1)
    assert (line.budget().spent().day_bytes, line.budget().spent().month_bytes) == (0, 3 * MB)

    line.now += timedelta(days=20)
    assert line.budget().spent().month_bytes == 0


def test_a_file_that_a_power_cut_has_emptied_begins_anew(line):
    line.carries(3 * MB)
    line.file.write_bytes(b"")

    line.carries(MB)

    assert line.budget().spent().month_bytes == MB


def test_others_on_a_named_line_are_paid_too_and_on_an_unnamed_one_not(line, tmp_path):
    line.counter += MB
    line.carries(0)
    unnamed = Line(tmp_path / "unnamed.json")
    unnamed.carries(MB, interface="")
    unnamed.counter += 7 * MB  # pupils
    unnamed.carries(MB, interface="")

    assert line.budget().spent().day_bytes == MB
    assert unnamed.budget(interface="").spent().day_bytes == 2 * MB
    unnamed.counter += 9 * MB
    assert unnamed.budget(interface="").told().day_bytes == 2 * MB


def test_what_fits_may_come(line):
    assert line.budget().allowed(900 * MB) == 900 * MB
    assert line.budget(day_mb=50).allowed(30 * MB) == 30 * MB


def test_what_does_not_fit_today_waits_and_says_so(line):
    line.carries(30 * MB)

    with pytest.raises(WaitsForBudget, match="30 Mo aujourd'hui"):
        line.budget(day_mb=50).allowed(20 * MB)
    line.now += timedelta(days=1)
    assert line.budget(day_mb=50).allowed(20 * MB) == 20 * MB


def test_a_month_holds_where_a_day_would_not(line):
    line.carries(90 * MB)

    with pytest.raises(WaitsForBudget):
        line.budget(month_mb=100).allowed(20 * MB)
    line.now += timedelta(days=12)
    assert line.budget(month_mb=100).allowed(20 * MB) == 20 * MB


def test_what_no_day_takes_comes_in_parts(line):
    part = line.budget(day_mb=50).allowed(200 * MB)
    assert 40 * MB < part < 50 * MB

    line.carries(50 * MB)
    with pytest.raises(WaitsForBudget):
        line.budget(day_mb=50).allowed(200 * MB)


def test_reports_go_up_where_content_has_to_wait(line):
    line.carries(49_900_000)
    tight = line.budget(day_mb=50)

    with pytest.raises(WaitsForBudget):
        tight.allowed(10_000)
    tight.check_report(10_000)
    with pytest.raises(WaitsForBudget):
        tight.check_report(100_000)


def test_the_line_serves_at_its_hours_only(line):
    hour = line.now.astimezone().hour
    line.budget(hours=(hour, hour + 1)).allowed(MB)

    for ask in ("allowed", "check_report"):
        with pytest.raises(WaitsForHours):
            getattr(line.budget(hours=((hour + 1) % 24, hour)), ask)(MB)


def test_the_night_goes_over_midnight():
    assert [hour for hour in range(24) if is_hour((20, 6), hour)] == [0, 1, 2, 3, 4, 5, 20, 21, 22, 23]
    assert [hour for hour in range(24) if is_hour((2, 5), hour)] == [2, 3, 4]


@settings(max_examples=20)  # each writes to the disk
@given(looks=some.lists(some.tuples(some.integers(0, 10**9), some.booleans()), max_size=6))
def test_no_order_of_resets_and_restarts_counts_less_or_more(tmp_path_factory, looks):
    line = Line(tmp_path_factory.mktemp("budget") / "budget.json")
    line.carries(0)
    for count, is_reset in looks:
        line.counter = 0 if is_reset else line.counter
        line.carries(count)

    assert line.budget().spent().month_bytes == sum(count for count, _ in looks)


def test_both_ways_are_paid(tmp_path):
    table = tmp_path / "dev"
    table.write_text("Inter-|\n face |\n  usb0: 7000 9 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n")

    assert carried_bytes("usb0", table) == 7500


def test_a_long_session_is_noted_before_its_end(line, monkeypatch):
    monkeypatch.setattr(budgets, "NOTE_SECONDS", 0.01)
    notes = []
    with line.budget().counting():
        line.counter += MB
        while not notes or notes[-1] != MB:
            kept = line.budget()._written().day_bytes
            notes.append(kept)

    assert all(before <= after for before, after in pairwise(notes))
