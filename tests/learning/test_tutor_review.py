"""What was learnt comes back when it would soon be forgotten, on days of school, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from learning.tutor import review
from learning.tutor.policy import POLICY
from learning.tutor.review import Calendar, Holiday

FRIDAY = (date(2026, 11, 27) - date(1970, 1, 1)).days
EVERY_DAY = Calendar()
WEEK = Calendar(weekdays=frozenset(range(5)))
CHRISTMAS = Calendar((Holiday((12, 22), (1, 2)),), frozenset(range(5)))
RATINGS = {"right": Rating.Good, "helped": Rating.Hard, "wrong": Rating.Again}

outcomes = st.sampled_from(["right", "helped", "wrong"])
retentions = st.sampled_from(["fact", "procedure", "concept"])
histories = st.lists(st.tuples(st.integers(0, 400), outcomes), max_size=12)


def day_of(year, month, day):
    return (date(year, month, day) - date(1970, 1, 1)).days


def learnt(retention, day=FRIDAY, calendar=EVERY_DAY):
    return review.first(retention, day, calendar, POLICY)


def after(one, retention, history, calendar=EVERY_DAY):
    day = one.last_day
    for waited, outcome in history:
        day += waited
        one = review.note(one, retention, outcome, day, calendar, POLICY)
    return one, day


@pytest.mark.parametrize("retention", ["fact", "procedure", "concept"])
def test_the_first_review_is_on_the_next_day_of_school(retention):
    assert learnt(retention, FRIDAY - 1, WEEK).due_day == FRIDAY
    assert learnt(retention, FRIDAY, WEEK).due_day == FRIDAY + 3


def test_a_procedure_comes_back_after_intervals_that_grow_up_to_forty_days():
    one, waits = learnt("procedure"), []

    for _ in range(7):
        waits.append(one.due_day - one.last_day)
        one = review.note(one, "procedure", "right", one.due_day, EVERY_DAY, POLICY)

    assert waits == [1, 2, 5, 12, 28, 40, 40]


def test_a_failure_shortens_the_interval_and_counts():
    one, _ = after(learnt("procedure"), "procedure", [(1, "right"), (2, "right"), (5, "right")])

    failed = review.note(one, "procedure", "wrong", one.due_day, EVERY_DAY, POLICY)

    assert failed.due_day - failed.last_day == round(12.167 * 0.35)
    assert failed.failures == 1
    assert review.note(failed, "procedure", "right", failed.due_day, EVERY_DAY, POLICY).failures == 0


def test_right_answers_on_the_day_itself_put_nothing_off():
    one, _ = after(learnt("procedure"), "procedure", [(0, "right")] * 10)

    assert one.due_day == FRIDAY + 1


@given(histories)
def test_a_fact_is_kept_as_fsrs_itself_would_keep_it(history):
    scheduler = Scheduler(
        desired_retention=0.85,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=POLICY.longest_fact_days,
        enable_fuzzing=False,
    )
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    at = epoch + timedelta(days=FRIDAY)
    card, _ = scheduler.review_card(Card(card_id=1), Rating.Good, at)
    one = learnt("fact")

    for waited, outcome in history:
        at += timedelta(days=waited)
        card, _ = scheduler.review_card(card, RATINGS[outcome], at)
        one, _ = after(one, "fact", [(waited, outcome)])

        assert one.strength == pytest.approx(card.stability, rel=1e-2, abs=1e-3)
        assert one.difficulty == pytest.approx(card.difficulty, abs=1e-2)
        assert one.due_day == pytest.approx((card.due - epoch).days, abs=2)


def test_the_days_of_a_fact_are_known_to_the_day():
    one, waits = learnt("fact"), []

    for outcome in ("right", "right", "wrong", "helped", "right"):
        one = review.note(one, "fact", outcome, one.due_day, EVERY_DAY, POLICY)
        waits.append(one.due_day - one.last_day)

    assert waits == [14, 87, 6, 15, 39]


@given(retentions, histories, outcomes.filter(lambda outcome: outcome != "wrong"), st.integers(0, 300))
def test_a_success_never_shortens_and_a_later_one_lasts_as_long(retention, history, outcome, waited):
    one, day = after(learnt(retention), retention, history)

    better = review.note(one, retention, outcome, day + waited, EVERY_DAY, POLICY)
    later = review.note(one, retention, outcome, day + waited + 1, EVERY_DAY, POLICY)

    assert better.strength >= one.strength
    assert better.due_day > better.last_day
    assert later.due_day > better.due_day


@given(retentions, histories, st.integers(0, 3000))
def test_no_review_is_due_on_a_day_without_school(retention, history, begins):
    one, _ = after(learnt(retention, FRIDAY + begins, CHRISTMAS), retention, history, CHRISTMAS)

    due = date(1970, 1, 1) + timedelta(days=one.due_day)

    assert due.weekday() < 5
    assert (1, 2) < (due.month, due.day) < (12, 22)


def test_holidays_put_a_review_off_to_the_first_day_of_school_after_them():
    eve = day_of(2026, 12, 21)

    assert learnt("procedure", eve, CHRISTMAS).due_day == day_of(2027, 1, 4)  # the 3rd is a Sunday


def test_where_the_date_is_not_known_any_day_may_be_one_of_school():
    never_dated = Calendar(CHRISTMAS.holidays, CHRISTMAS.weekdays, ())
    dated_late = Calendar(CHRISTMAS.holidays, CHRISTMAS.weekdays, ((FRIDAY + 1, 0),))

    assert learnt("procedure", FRIDAY, never_dated).due_day == FRIDAY + 1
    assert learnt("procedure", FRIDAY, dated_late).due_day == FRIDAY + 1
    assert learnt("procedure", FRIDAY + 7, dated_late).due_day == FRIDAY + 10


def test_a_count_at_the_side_of_the_date_keeps_to_the_weeks_of_the_date():
    a_hundred_ahead = Calendar((), frozenset(range(5)), ((0, -100),))

    assert learnt("procedure", FRIDAY + 100, a_hundred_ahead).due_day == FRIDAY + 103


def test_a_calendar_without_a_day_of_school_is_not_believed():
    assert learnt("procedure", FRIDAY, Calendar(weekdays=frozenset())).due_day == FRIDAY + 1


@given(retentions, histories, st.integers(1, 36_500), outcomes)
def test_after_a_leap_of_the_count_nothing_waits_for_ever(retention, history, leap, outcome):
    one, day = after(learnt(retention), retention, history)

    leapt = review.note(one, retention, outcome, day + leap, EVERY_DAY, POLICY)
    back = review.note(leapt, retention, outcome, day, EVERY_DAY, POLICY)

    assert 1 <= leapt.due_day - (day + leap) <= POLICY.longest_fact_days
    assert back.last_day == day + leap


def test_a_review_is_late_by_the_days_since_it_was_due():
    one = learnt("procedure")

    assert [review.is_due(one, FRIDAY + days) for days in (0, 1, 5)] == [False, True, True]
    assert [review.overdue(one, FRIDAY + days) for days in (0, 1, 5)] == [0, 0, 4]
