"""The tutor's days are right when the date is known, and come to no harm when it is unknown or false."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot.school import counted_days
from hotspot.school.counted_days import HOLIDAYS_DAYS, Seen, begun, going_on

DAY, HOUR = 86_400, 3600
MONDAY_MORNING = (date(2026, 11, 30) - date(1970, 1, 1)).days * DAY + 8 * HOUR
NOBODY, TRUE = None, 0
IN_1970, IN_2099 = -30_000, 26_000  # days by which a clock is wrong: it stands at the beginning of 1970


class World:
    """A box that is started and cut, in a time that goes on while it is off."""

    def __init__(self, told=NOBODY):
        self.real, self.boot, self.ran, self.told = MONDAY_MORNING, 0, 8, told
        self.count = begun(self._seen(), 0)
        self.counts = [self.count]
        self.look()

    def _seen(self):
        told = None if self.told is NOBODY else max(0, self.real + self.told * DAY)
        return Seen(f"start {self.boot}", self.ran, MONDAY_MORNING, told)

    def look(self):
        self.count = going_on(self.count, self._seen())
        self.counts.append(self.count)
        return self.count.day

    def runs(self, hours):
        for _ in range(max(1, round(hours))):
            self.real += round(HOUR * hours / max(1, round(hours)))
            self.ran += round(HOUR * hours / max(1, round(hours)))
            self.look()
        return self

    def starts(self, off_hours=0.0, told=NOBODY):
        """Start after a cut: some pages are asked for before anybody says the time."""
        self.real += round(off_hours * HOUR) + 8
        self.boot, self.ran, self.told = self.boot + 1, 8, NOBODY
        self.look()
        self.told = told
        self.look()
        return self

    @property
    def days(self):
        return self.count.day - self.counts[0].day

    @property
    def date(self):
        """What a calendar takes today for."""
        return self.count.day + [add for since, add in self.count.dates if since <= self.count.day][-1]


def test_a_day_of_the_count_is_the_date_where_it_is_known():
    box = World(TRUE)

    for _ in range(5):
        box.runs(6).starts(off_hours=18, told=TRUE)

    assert box.count.day == MONDAY_MORNING // DAY + 5
    assert box.count.second == box.real
    assert box.count.dates == ((MONDAY_MORNING // DAY, 0),)


def test_several_cuts_a_day_are_one_day():
    box = World(TRUE)

    for _ in range(8):
        box.runs(1).starts(off_hours=0.1, told=TRUE)

    # after a morning of use, the first page of a start took it for the next day: that day then has no first
    assert box.days <= 1
    box.starts(off_hours=15, told=TRUE).runs(1)
    assert box.days == 1
    for _ in range(3):
        box.runs(1).starts(off_hours=0.1, told=TRUE)
    assert box.days <= 2


def test_without_a_date_a_start_after_a_morning_of_use_is_the_next_day():
    box = World()

    for _ in range(20):
        box.runs(4).starts(off_hours=20)

    assert box.days == 20


def test_without_a_date_cuts_within_a_morning_are_no_days():
    box = World()

    for _ in range(5):
        box.runs(0.5).starts(off_hours=0.1)

    assert box.days == 0


def test_a_box_that_is_never_cut_counts_by_its_running():
    box = World()

    for _ in range(10):
        box.runs(24)

    assert box.days == 10


@pytest.mark.parametrize("told", [NOBODY, TRUE])
def test_a_box_that_nobody_asked_for_a_month_has_counted_it(told):
    box = World(told)

    box.real += 30 * DAY
    box.ran += 30 * DAY

    assert box.look() == box.counts[0].day + 30


def test_holidays_pass_when_somebody_says_the_date_after_them():
    box = World(TRUE).runs(6)

    box.starts(off_hours=24 * 80, told=TRUE)

    assert box.days == 80
    assert box.date == box.real // DAY


@pytest.mark.parametrize("wrong", [101, 400, IN_2099])
def test_a_date_beyond_all_holidays_is_the_next_day(wrong):
    box = World(TRUE).runs(6)

    for days in range(1, 11):
        box.starts(off_hours=18, told=wrong).runs(6)
        assert box.days in (days, days + 1)  # one more: the first page of a start guessed it


@pytest.mark.parametrize("wrong", [-20_000, -400, -5])
def test_a_date_that_goes_back_takes_nothing_back_and_the_days_go_on(wrong):
    box = World(TRUE).runs(6)

    for _ in range(10):
        box.starts(off_hours=18, told=wrong).runs(6)

    assert 9 <= box.days <= 10


@pytest.mark.parametrize("wrong", [IN_2099, 400, 30, IN_1970])
@pytest.mark.parametrize("starts_a_day", [1, 6])
def test_a_clock_that_is_false_at_each_start_moves_the_count_a_day_a_day(wrong, starts_a_day):
    box = World(TRUE)

    for _ in range(30):
        for _ in range(starts_a_day):
            box.starts(told=wrong).runs(3 / starts_a_day)
            box.told = TRUE
            box.runs(3 / starts_a_day)
        box.starts(off_hours=18, told=NOBODY)

    holidays = wrong if 0 < wrong <= HOLIDAYS_DAYS else 0
    assert 25 <= box.days - holidays <= 62


def test_a_clock_that_each_start_sets_to_the_same_day_does_not_stop_the_count():
    box = World(IN_1970)

    for _ in range(20):
        box.starts(off_hours=18).runs(6)
        box.told = IN_1970
        box.look()

    assert box.days >= 5


def test_after_a_lie_the_calendar_has_the_right_date_again():
    box = World(TRUE).runs(6)

    box.starts(off_hours=18, told=IN_2099).runs(1).starts(told=TRUE).runs(1)

    assert box.date == box.real // DAY


def test_the_first_word_on_the_date_dates_the_count_and_moves_it_by_no_years():
    box = World()
    box.real += 900 * DAY  # since the program was built

    box.told = TRUE
    box.look()

    assert box.days == 0
    assert box.date == box.real // DAY


def test_a_demonstration_is_moved_and_stays_so():
    box = World(TRUE)

    box.count = counted_days.moved(box.count, 3)
    box.runs(2)
    assert (box.days, box.date) == (3, box.real // DAY + 3)
    box.starts(off_hours=22, told=TRUE)

    assert (box.days, box.date) == (4, box.real // DAY + 3)


life = st.lists(
    st.tuples(
        st.sampled_from([0.1, 2, 16, 64, 400, 2000]),  # hours off
        st.floats(0.1, 30),  # hours on
        st.sampled_from([NOBODY, TRUE, TRUE, 1, -1, 20, -20, 400, -400, IN_1970, IN_2099]),
    ),
    max_size=25,
)


@given(life, st.sampled_from([NOBODY, TRUE, IN_2099]))
def test_whatever_happens_the_count_never_goes_back(life, told):
    box = World(told)

    for off_hours, hours, told_next in life:
        box.starts(off_hours, told_next).runs(hours)

    seconds = [count.second for count in box.counts]
    assert seconds == sorted(seconds)
    for count in box.counts:
        assert list(count.dates) == sorted(set(count.dates))


@given(life)
def test_no_look_moves_the_count_by_more_than_holidays(life):
    box = World(TRUE)

    for off_hours, hours, told in life:
        box.starts(off_hours, told).runs(hours)

    days = [count.day for count in box.counts]
    assert max(after - before for before, after in pairwise(days)) <= HOLIDAYS_DAYS


@given(life, st.sampled_from([NOBODY, TRUE, 20, -20, -400, IN_2099]))
def test_whatever_has_happened_days_of_school_count_as_days_again(life, told):
    box = World(TRUE)
    for off_hours, hours, told_then in life:
        box.starts(off_hours, told_then).runs(hours)
    box.starts(off_hours=16, told=told).runs(6)
    before = box.count.day

    for _ in range(20):
        box.starts(off_hours=18, told=told).runs(6)

    assert 16 <= box.count.day - before <= 21


@given(life)
def test_what_was_dated_stays_dated_as_it_was(life):
    box = World(TRUE)
    for off_hours, hours, told in life:
        day = box.count.day
        past = [one for one in box.count.dates if one[0] < day]

        box.starts(off_hours, told).runs(hours)

        assert list(box.count.dates[: len(past)]) == past


def test_a_day_before_the_epoch_is_none():
    assert World(IN_1970).count.day >= 0
    assert date(1970, 1, 1) + timedelta(days=World(TRUE).count.day) == date(2026, 11, 30)
