"""How days are counted when nobody may know the date: plain values in, plain values out.

The count never goes back, and goes on with the date while somebody has said it. Unless it was lied to, day 0
is 1 January 1970. When nobody has said the date since the start, the time that the box runs goes on from the
last one, and a start after the use of a school morning begins the next day.

A date is not believed at any price:
- ahead by no more than holidays last, the count follows;
- ahead by more, it takes that for the next day and goes on at the side of the date: a wrong year must not
  make all reviews due, and a box that was really away so long loses little by it;
- back by a day or two, it waits for the date to catch up: it had guessed a day too many;
- back by more, it goes on at its side at once;
- the same for longer than a day of use: a clock that each start sets back; it goes on a day each 24 hours.
Whatever was wrong once is in doubt for a hundred days: more than a weekend then counts as one day, after a
morning of use. So a clock that shows a false year and the right one by turns moves the count a day a day.
"""

from dataclasses import dataclass

import msgspec

from learning.tutor.answers import DAY_SECONDS

MORNING_SECONDS = 3 * 3600  # 8 o'clock to noon, less a late start
EIGHT_O_CLOCK = 8 * 3600
HOLIDAYS_DAYS = 100  # the longest, July to September, and a week before and after
GUESSED_DAYS = 3  # a long weekend: the least that is called wrong, or a leap
DATES_KEPT = 100


class Count(msgspec.Struct, frozen=True):
    """The count as it was when it was last looked at."""

    second: int  # day × 86 400 + second of the day
    date_second: int  # the time that it probably was, in seconds since 1970
    boot: str  # which start of the machine
    running: int  # seconds since that start
    used: int = 0  # seconds that the box has run since the day began
    shift: int = 0  # days by which the count is ahead of the date, as far as that is known
    moved: int = 0  # of these, days that a demonstration was moved by
    in_doubt_until: int = 0  # day
    dates: tuple[tuple[int, int], ...] = ()  # learning/tutor/review.py: Calendar

    @property
    def day(self) -> int:
        """Return the day of the count."""
        return self.second // DAY_SECONDS


@dataclass(frozen=True)
class Seen:
    """What the machine says now. Times in seconds; `told` is None when nobody has said it since the start."""

    boot: str
    running: int  # since the start of the machine
    written: int  # since 1970: the time that this box writes down, right or not
    told: int | None  # since 1970


def begun(seen: Seen, least: int) -> Count:
    """Return a new count; not before `least`, which an answer holds, 0 when there is none."""
    second = least or seen.told or seen.written
    return Count(second, second, seen.boot, seen.running)


def at_least(count: Count, second: int) -> Count:
    """Return the count, not before `second`, which an answer holds that was kept after the count was."""
    missing = max(0, second - count.second)
    return msgspec.structs.replace(
        count, second=count.second + missing, date_second=count.date_second + missing
    )


def moved(count: Count, days: int) -> Count:
    """Return the count of a demonstration, `days` later; its calendar goes with it."""
    return msgspec.structs.replace(
        count,
        second=count.second + days * DAY_SECONDS,
        shift=count.shift + days,
        moved=count.moved + days,
    )


def going_on(count: Count, seen: Seen) -> Count:
    """Return the count at what the machine says now."""
    is_same_start = seen.boot == count.boot and seen.running >= count.running
    ran = seen.running - count.running if is_same_start else seen.running
    is_guessed = seen.told is None and not is_same_start and count.used >= MORNING_SECONDS
    date_second = seen.told
    if date_second is None:
        date_second = ran + (_next_morning(count) if is_guessed else count.date_second)
    day, shift, in_doubt_until = _settled(count, date_second // DAY_SECONDS, count.used + ran)
    return Count(
        second=_second(count, day, date_second + shift * DAY_SECONDS, ran),
        date_second=date_second,
        boot=seen.boot,
        running=seen.running,
        used=min(ran, date_second % DAY_SECONDS) if day > count.day else count.used + ran,
        shift=shift,
        moved=count.moved,
        in_doubt_until=in_doubt_until,
        dates=count.dates if seen.told is None else _dated(count, day, shift),
    )


def _next_morning(count: Count) -> int:
    return (count.date_second // DAY_SECONDS + 1) * DAY_SECONDS + EIGHT_O_CLOCK


def _settled(count: Count, date: int, used: int) -> tuple[int, int, int]:
    """Return day, shift and end of doubt when the date is `date`."""
    ahead = date + count.shift - count.day
    if ahead <= 0 and used >= DAY_SECONDS:  # longer than any day: this clock stands still
        return count.day + 1, count.day + 1 - date, count.day + HOLIDAYS_DAYS
    doubts = count.day < count.in_doubt_until
    if -GUESSED_DAYS <= ahead <= (GUESSED_DAYS if doubts else HOLIDAYS_DAYS):
        return max(count.day, date + count.shift), count.shift, count.in_doubt_until
    day = count.day + int(ahead > 0 and used >= MORNING_SECONDS)
    return day, day - date, day + HOLIDAYS_DAYS


def _second(count: Count, day: int, told: int, ran: int) -> int:
    """Return the second of `day`: as told; where that was before, by the time that the machine has run."""
    if told // DAY_SECONDS == day and told >= count.second:
        return told
    if day > count.day:
        return day * DAY_SECONDS + told % DAY_SECONDS
    return min(count.second + ran, (day + 1) * DAY_SECONDS - 1)


def _dated(count: Count, day: int, shift: int) -> tuple[tuple[int, int], ...]:
    """Return from which day on which number of days makes the date, now that the date was said."""
    add = count.moved - shift
    if count.dates and count.dates[-1][1] == add:
        return count.dates
    before = [one for one in count.dates if one[0] < day]
    return (*before, (day, add))[-DATES_KEPT:]
