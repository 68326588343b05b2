"""The last day of what is given: a date, seen against today and the year's calendar."""

from dataclasses import replace
from datetime import date, timedelta

from hotspot.school import tutor_days
from learning.tutor.review import Calendar
from runtime import clock

EPOCH = date(1970, 1, 1)
ANY_DATE = ((0, 0),)  # the calendar is asked of dates, not of the tutor's count of days
FARTHEST_DAYS = 366  # a school year


def today() -> date:
    """Return the day that the box shows."""
    return clock.displayed().time.astimezone().date()


def is_school_day(day: date) -> bool:
    """Say whether there is school on this day."""
    number = (day - EPOCH).days
    return _calendar().next_school_day(number) == number


def school_days_after(day: date, how_many: int) -> list[date]:
    """Return the next days of school."""
    calendar, days = _calendar(), [day]
    for _turn in range(how_many):
        following = calendar.next_school_day((days[-1] - EPOCH).days + 1)
        days.append(EPOCH + timedelta(days=following))
    return days[1:]


def _calendar() -> Calendar:
    return replace(tutor_days.calendar(), dates=ANY_DATE)
