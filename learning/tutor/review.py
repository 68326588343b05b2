"""When to come back to what was learnt: facts by FSRS, procedures and concepts by growing intervals.

Days are days of the tutor's count, which never goes back; 0 is 1 January 1970. No review falls on a day
without school. The package `fsrs` reckons with dates: the one module of `learning` that knows of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

import msgspec
from fsrs import Card, Rating, Scheduler, State

from learning.tutor.graph import Retention
from learning.tutor.policy import Policy

Outcome = Literal["right", "helped", "wrong"]  # helped: right after a hint or a worked example

RATINGS = {"right": Rating.Good, "helped": Rating.Hard, "wrong": Rating.Again}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WEEKDAY_OF_EPOCH = 3  # 1 January 1970 was a Thursday; Monday is 0
LONGEST_SEARCH_DAYS = 366  # a calendar without any day of school is not believed
EVERY_DAY = frozenset(range(7))
DECIMALS = 4  # of what is kept: finer than any day, coarser than what two processors may disagree on


class Review(msgspec.Struct, array_like=True, frozen=True):
    """What is kept of one learnt skill until it is forgotten for good."""

    due_day: int
    last_day: int
    strength: float  # days: the interval of a procedure; of a fact FSRS's stability
    difficulty: float = 0.0  # FSRS's, 1 to 10; a procedure has none
    failures: int = 0  # in a row


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days of each year without school, both ends counted; the last may come before the first: New Year."""

    first: tuple[int, int]  # month, day
    last: tuple[int, int]

    def holds(self, date: tuple[int, int]) -> bool:
        """Say whether this month and day are in it."""
        if self.first <= self.last:
            return self.first <= date <= self.last
        return date >= self.first or date <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of school of a country.

    `dates` says from which day of the count on how many days are to be added to it, to have the date (as days
    since 1970). Before the first one nobody knew the date, and any day may be one of school.
    """

    holidays: tuple[Holiday, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY  # of school; Monday is 0
    dates: tuple[tuple[int, int], ...] = ((0, 0),)

    def next_school_day(self, day: int) -> int:
        """Return this day, or the first after it on which there is school."""
        return self.due(day, 0)

    def due(self, day: int, after_days: int) -> int:
        """Return the day of a review that is wanted `after_days` after `day`."""
        known = [add for since, add in self.dates if since <= day]
        if not known:
            return day + after_days
        wanted = day + after_days + known[-1]
        dates = range(wanted, wanted + LONGEST_SEARCH_DAYS)
        return next((date for date in dates if self._is_of_school(date)), wanted) - known[-1]

    def _is_of_school(self, date: int) -> bool:
        if (date + WEEKDAY_OF_EPOCH) % 7 not in self.weekdays:
            return False
        at = EPOCH + timedelta(days=date)
        return not any(holiday.holds((at.month, at.day)) for holiday in self.holidays)


def first(retention: Retention, day: int, calendar: Calendar, policy: Policy) -> Review:
    """Return what is kept of a skill learnt on `day`: its first review is on the next day of school."""
    due_day = calendar.due(day, round(policy.first_interval_days))
    if retention != "fact":
        return Review(due_day, day, policy.first_interval_days)
    card = Card(card_id=0, due=EPOCH)
    strength, difficulty, _ = _rated(card, "right", day, policy)
    return Review(due_day, day, strength, difficulty)


def note(
    review: Review, retention: Retention, outcome: Outcome, day: int, calendar: Calendar, policy: Policy
) -> Review:
    """Return what is kept after an answer on a learnt skill, whether or not its review was due."""
    day = max(day, review.last_day)
    failures = review.failures + 1 if outcome == "wrong" else 0
    if retention == "fact":
        strength, difficulty, days = _rated(_card(review), outcome, day, policy)
    else:
        strength, difficulty = _interval(review, outcome, day, policy), 0.0
        days = max(1, round(strength))
    return Review(calendar.due(day, days), day, strength, difficulty, failures)


def is_due(review: Review, day: int) -> bool:
    """Say whether the skill is to be reviewed on this day."""
    return day >= review.due_day


def overdue(review: Review, day: int) -> int:
    """Return by how many days the review is late; 0 before it is due."""
    return max(0, day - review.due_day)


def _interval(review: Review, outcome: Outcome, day: int, policy: Policy) -> float:
    """Return the next interval of a procedure, in days; a right answer too early lengthens it by less."""
    if outcome == "wrong":
        return round(max(1.0, review.strength * policy.interval_after_failure), DECIMALS)
    waited = review.strength if is_due(review, day) else min(review.strength, day - review.last_day)
    longer = min(policy.longest_interval_days, waited * policy.interval_growth)
    return round(max(review.strength, longer), DECIMALS)


def _card(review: Review) -> Card:
    return Card(
        card_id=0,
        state=State.Review,
        stability=review.strength,
        difficulty=review.difficulty,
        due=_date(review.due_day),
        last_review=_date(review.last_day),
    )


def _rated(card: Card, outcome: Outcome, day: int, policy: Policy) -> tuple[float, float, int]:
    """Return stability, difficulty and interval in days as FSRS has them after this answer."""
    scheduler = _scheduler(policy.wanted_retention, policy.longest_fact_days)
    card, _ = scheduler.review_card(card, RATINGS[outcome], _date(day))
    if card.stability is None or card.difficulty is None:  # never, once rated: their types say it may be
        raise ValueError("FSRS has rated a card without numbers")
    days = (card.due - _date(day)).days
    return round(card.stability, DECIMALS), round(card.difficulty, DECIMALS), days


@cache
def _scheduler(retention: float, longest_days: int) -> Scheduler:
    """Return FSRS with its 21 default parameters, in whole days, without chance: the same everywhere."""
    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest_days,
        enable_fuzzing=False,
    )


def _date(day: int) -> datetime:
    return EPOCH + timedelta(days=day)
