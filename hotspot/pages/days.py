"""Days as people say and type them: "vendredi 4 décembre", 04/12/2026."""

import re
from datetime import date, timedelta

from hotspot.pages.language import translate as _
from runtime import clock
from runtime.floor import Source

TYPED = re.compile(r"\d{1,4}(?:\D{1,3}\d{1,4}){2}")  # three numbers with anything short between
DAYS_AT_MOST = 31  # in a month: a first number beyond is the year
WEEK_DAYS = 7


def day_here() -> date | None:
    """Return the day that people are shown, None while nobody has told the box the time."""
    shown = clock.displayed()
    return None if shown.source is Source.NOBODY else shown.time.astimezone().date()


def day_words(day: date) -> str:
    """Return a day with its month: vendredi 4 décembre."""
    return _(
        "%(weekday)s %(day)s %(month)s",
        weekday=weekday_words(day),
        day=day.day,
        month=months()[day.month - 1],
    )


def weekday_words(day: date) -> str:
    """Return the day of the week."""
    return (
        _("lundi"),
        _("mardi"),
        _("mercredi"),
        _("jeudi"),
        _("vendredi"),
        _("samedi"),
        _("dimanche"),
    )[day.weekday()]


def day_from(day: date, today: date) -> str:
    """Return a day as it is called today: aujourd’hui, demain, vendredi, vendredi 4 décembre."""
    if day == today:
        return _("aujourd’hui")
    if day == today + timedelta(days=1):
        return _("demain")
    return weekday_words(day) if today < day < today + timedelta(days=WEEK_DAYS) else day_words(day)


def read_day(typed: str) -> date | None:
    """Return the day that was typed, None when it is none.

    `2026-12-04` as browsers send it, `4/12/2026`, `4 12 2026`, with digits of any script.
    """
    if not TYPED.fullmatch(typed.strip()):
        return None
    first, month, third = (int(number) for number in re.findall(r"\d+", typed))
    year, day = (first, third) if first > DAYS_AT_MOST else (third, first)
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of February
        return None


def months() -> tuple[str, ...]:
    """Return the names of the months."""
    return (
        *(_("janvier"), _("février"), _("mars"), _("avril"), _("mai"), _("juin")),
        *(_("juillet"), _("août"), _("septembre"), _("octobre"), _("novembre"), _("décembre")),
    )
