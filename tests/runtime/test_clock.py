"""Times are in UTC and sort as they come."""

from datetime import UTC, datetime, timedelta, timezone

from runtime.clock import boot_id, now
from runtime.database import UtcField


def test_now_is_in_utc():
    assert now().tzinfo is UTC


def test_a_start_of_the_machine_has_one_name():
    assert boot_id() == boot_id()
    assert len(boot_id()) == 36


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
