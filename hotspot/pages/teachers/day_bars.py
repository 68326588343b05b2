"""The work of a learner by day, drawn as bars; the same is said in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotspot.pages.language import direction
from hotspot.pages.language import translate as _
from hotspot.pages.teachers.how_far import days_ago
from hotspot.school import tutor_days
from hotspot.school.reading.learner_days import Day

WIDTH, HIGHEST, FLOOR = 20, 72, 96  # of a bar, in the units of the drawing; where the bars stand
STEP = 24


@dataclass(frozen=True)
class Bar:
    """A day."""

    left: int
    middle: int
    top: int
    height: int
    count_at: int
    answered: int
    label: str


@dataclass(frozen=True)
class Bars:
    """The drawing: its width, its bars, and what it says in words."""

    width: int
    bars: list[Bar]
    words: str


def bars_of(days: Sequence[Day], today: int) -> Bars:
    """Return the bars, none when nothing was done; the newest day stands where reading ends."""
    most = max((one.answered for one in days), default=0) or 1
    shown = list(reversed(days)) if direction() == "rtl" else list(days)
    bars = (
        [_bar(place, one, most) for place, one in enumerate(shown)]
        if any(one.answered for one in days)
        else []
    )
    told = [
        _("%(day)s : %(count)s", day=days_ago(one.day, today), count=one.answered)
        for one in days
        if one.answered
    ]
    words = _("Questions faites par jour. %(days)s", days=", ".join(told) or _("Aucune."))
    return Bars(STEP * len(days) + 8, bars, words)


def _bar(place: int, one: Day, most: int) -> Bar:
    height = round(HIGHEST * one.answered / most)
    left = 6 + place * STEP
    top = FLOOR - height
    return Bar(left, left + WIDTH // 2, top, height, top - 4, one.answered, _label(one.day))


def _label(day: int) -> str:
    """Return the day of the month; of a day without a date, nothing."""
    date = tutor_days.date_of(day)
    return str(date.day) if date else ""
