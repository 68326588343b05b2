"""The tutor's time on a box whose clock is lied to, whose power is cut, whose school comes from a copy."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from machine_at_will import Machine

from exchange.documents import Holiday
from hotspot.content import catalogue
from hotspot.school.opening import migrate_school
from hotspot.school.tables import Learner, Sitting
from hotspot.school.tutor_days import LEDGER, Days, calendar_of
from hotspot.settings import Settings
from learning.tutor import review
from runtime.clock import BUILT, Clock
from runtime.floor import Source

A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
BUILT_DAY = int(BUILT.timestamp()) // 86_400


class BoxAtWill:
    """The clock and the count of a box that a test starts and cuts."""

    def __init__(self, settings):
        self.settings, self.machine = settings, Machine()
        self.starts()

    def starts(self):
        self.clock = Clock(self.machine)
        self.clock.start(self.settings.clock_file)
        self.days = Days(self.settings, self.clock, self.machine)
        self.days.look()

    def is_cut(self):
        self.machine.boot += 1
        self.machine.ran = timedelta(seconds=8)
        self.starts()

    def runs(self, time):
        self.machine.ran += time
        self.clock.write_down()
        return self.days.look()

    def hears(self, time, source=Source.ADULT):
        self.clock.told(source, time)
        return self.days.look()

    @property
    def day(self):
        return self.days.look().day


@pytest.fixture
def at_will(empty_box):
    return BoxAtWill(empty_box.settings)


def sitting(second):
    child = Learner.create(
        first_name="", number=0, pictures="", face=1, skin=1, cloth=1, language="fr", created_at=BUILT
    )
    Sitting.create(learner=child, kind="today", second=second)


def test_a_new_box_begins_on_the_day_that_its_program_was_built(at_will):
    assert at_will.day == BUILT_DAY


def test_the_day_goes_with_the_date_that_an_adult_says(at_will):
    at_will.hears(BUILT + 40 * A_DAY)
    assert at_will.day == BUILT_DAY + 40

    at_will.hears(BUILT + 2 * A_DAY)
    assert at_will.day == BUILT_DAY + 40


@pytest.mark.parametrize("source", [Source.ADULT, Source.SIGNED, Source.BATTERY, Source.NETWORK])
def test_a_clock_wrong_by_years_is_the_next_day(at_will, source):
    at_will.hears(BUILT + A_DAY)
    at_will.runs(5 * AN_HOUR)

    for year in (2045, 2099, 1970):
        at_will.hears(datetime(year, 1, 1, tzinfo=UTC), source)

    assert at_will.day == BUILT_DAY + 2


def test_a_clock_wrong_by_years_makes_reviews_neither_all_due_nor_never_due(at_will):
    at_will.hears(BUILT + 30 * A_DAY)
    reviews = [review.Review(at_will.day + days, at_will.day, 40.0) for days in range(1, 41)]

    def due():
        return sum(review.is_due(one, at_will.day) for one in reviews)

    at_will.runs(5 * AN_HOUR)
    at_will.hears(BUILT.replace(year=2045))
    assert due() == 1
    for day in range(31, 51):
        at_will.is_cut()
        at_will.hears(BUILT + day * A_DAY)
        at_will.runs(5 * AN_HOUR)

    assert 20 <= due() <= 22


def test_a_cut_takes_nothing_back_and_is_no_day(at_will):
    at_will.hears(BUILT + 40 * A_DAY)
    before = at_will.runs(AN_HOUR)

    at_will.is_cut()

    assert at_will.day == before.day
    assert at_will.days.look().second >= before.second
    assert at_will.days.look().dates == before.dates


def test_while_nobody_says_the_time_a_start_after_a_morning_of_use_is_the_next_day(at_will):
    at_will.runs(4 * AN_HOUR)

    at_will.is_cut()

    assert at_will.day == BUILT_DAY + 1
    assert at_will.days.look().dates == ()


def test_what_the_rows_hold_is_not_counted_again(at_will):
    at_will.days.look()
    sitting(at_will.days.look().second + 250)

    at_will.is_cut()

    assert at_will.days.look().second >= int(BUILT.timestamp()) + 250


def test_a_school_from_a_copy_does_not_take_the_day_back(at_will):
    sitting(BUILT_DAY * 86_400)
    at_will.hears(BUILT + 40 * A_DAY)

    at_will.is_cut()

    assert at_will.day == BUILT_DAY + 40


def test_when_the_file_is_lost_the_rows_know_the_day(at_will):
    sitting((BUILT_DAY + 40) * 86_400)
    (at_will.settings.ledgers_folder / LEDGER).write_bytes(b"{")

    at_will.is_cut()

    assert at_will.day == BUILT_DAY + 40


def test_a_file_lost_while_the_box_serves_changes_nothing(at_will):
    at_will.hears(BUILT + 40 * A_DAY)
    before = at_will.days.move(3)

    (at_will.settings.ledgers_folder / LEDGER).unlink()

    assert at_will.days.look() == before


def test_a_card_that_takes_no_more_files_stops_nobody(tmp_path):
    box = Settings(data_folder=tmp_path / "box")
    migrate_school(box)
    box.ledgers_folder.write_bytes(b"where the folder should be")
    box = BoxAtWill(box)

    assert box.runs(AN_HOUR).second == int(BUILT.timestamp()) + 3600


def test_a_day_that_another_program_moves_is_noticed(at_will):
    other = Days(at_will.settings, at_will.clock, at_will.machine)

    other.move(3)

    assert at_will.day == BUILT_DAY + 3


def test_the_file_is_not_written_with_each_answer(at_will):
    at_will.runs(AN_HOUR)
    file = at_will.settings.ledgers_folder / LEDGER
    before = file.stat()

    at_will.runs(timedelta(minutes=4))
    assert file.stat() == before
    at_will.runs(timedelta(minutes=2))
    assert file.stat().st_ino != before.st_ino


happenings = st.lists(
    st.one_of(
        st.tuples(st.just("runs"), st.floats(0.01, 40)),
        st.tuples(st.just("cut"), st.none()),
        st.tuples(
            st.sampled_from([Source.ADULT, Source.BATTERY, Source.NETWORK]),
            st.sampled_from([1970, 2026, 2027, 2030, 2045, 2099]),
        ),
    ),
    max_size=20,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings)
@example([("runs", 0.0625), ("cut", None)])
def test_no_clock_takes_the_second_of_the_rows_back(empty_box, tmp_path_factory, happenings):
    Sitting.delete().execute()
    box = BoxAtWill(replace(empty_box.settings, data_folder=tmp_path_factory.mktemp("box")))
    seconds = []

    for what, how in happenings:
        if what == "runs":
            box.runs(how * AN_HOUR)
        elif what == "cut":
            box.is_cut()
        else:
            box.hears(datetime(how, 12, 24, 9, tzinfo=UTC), what)
        seconds.append(box.days.look().second)
        sitting(seconds[-1])

    assert seconds == sorted(seconds)


def test_a_countrys_calendar_knows_week_holidays_and_the_months_between_school_years(box):
    christmas = Holiday((12, 24), (1, 2), "C")
    country = msgspec.structs.replace(catalogue.country(), holidays=(christmas,))
    calendar = calendar_of(country, ((0, 0),))

    def next_school_day(year, month, day):
        found = calendar.next_school_day((date(year, month, day) - date(1970, 1, 1)).days)
        return date(1970, 1, 1) + timedelta(days=found)

    assert country.school_year == (10, 7)
    assert next_school_day(2026, 11, 28) == date(2026, 11, 30)  # a Saturday
    assert next_school_day(2026, 12, 24) == date(2027, 1, 4)
    assert next_school_day(2027, 7, 31) == date(2027, 10, 1)
