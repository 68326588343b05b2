"""The days without school as a form: one row each, from a day to a day."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from hotspot.content import catalogue
from hotspot.pages.days import months
from hotspot.pages.here import number_in
from hotspot.pages.language import translate_count as _n
from hotspot.school import school_calendar
from learning.tutor.review import Holiday

ROWS_AT_MOST = 30
EMPTY_ROWS = 2


@dataclass(frozen=True)
class Row:
    """Days without school as they stand in the form, right or not."""

    first_day: str = ""
    first_month: int = 1
    last_day: str = ""
    last_month: int = 1
    is_wrong: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is in it."""
        return not self.first_day and not self.last_day


def of_country() -> list[Holiday]:
    """Return the country's holidays."""
    return [Holiday(one.first, one.last) for one in catalogue.country().holidays]


def rows_of(holidays: Iterable[Holiday]) -> list[Row]:
    """Return the rows of these holidays, as they follow in the school year, and some empty ones."""
    begins = catalogue.country().school_year[0]
    in_order = sorted(holidays, key=lambda one: ((one.first[0] - begins) % len(months()), one.first))
    rows = [Row(str(one.first[1]), one.first[0], str(one.last[1]), one.last[0]) for one in in_order]
    return rows + [Row(first_month=begins, last_month=begins)] * EMPTY_ROWS


def typed_rows() -> list[Row]:
    """Return the rows as they were typed, each with whether it is wrong."""
    fields = ("first_day", "first_month", "last_day", "last_month")
    columns = [request.form.getlist(name)[:ROWS_AT_MOST] for name in fields]
    return [_row(*cells) for cells in zip(*columns, strict=False)]


def form_of(rows: list[Row]) -> dict[str, object]:
    """Return what the form shows."""
    return {
        "rows": rows,
        "months": months(),
        "school_year": _school_year(),
        "wrong": _what_is_wrong(rows),
    }


def holidays_in(rows: list[Row]) -> list[Holiday]:
    """Return the holidays of rows that are right."""
    return [
        Holiday((row.first_month, int(row.first_day)), (row.last_month, int(row.last_day)))
        for row in rows
        if not row.is_empty
    ]


def _what_is_wrong(rows: list[Row]) -> str:
    """Return "" when every row can be, else the sentence to show."""
    wrong = sum(row.is_wrong for row in rows)
    if not wrong:
        return ""
    return _n(
        "%(num)s ligne a un jour qui n’existe pas.", "%(num)s lignes ont un jour qui n’existe pas.", wrong
    )


def _school_year() -> tuple[str, str]:
    """Return the first and the last month of the school year."""
    begins, ends = catalogue.country().school_year
    return months()[begins - 1], months()[ends - 1]


def _row(first_day: str, first_month: str, last_day: str, last_month: str) -> Row:
    first, last = first_day.strip()[:2], last_day.strip()[:2]
    begins, ends = number_in(first_month) or 0, number_in(last_month) or 0
    if first and not last:  # a single day
        last, ends = first, begins
    row = Row(first, begins, last, ends)
    is_wrong = not row.is_empty and not (
        school_calendar.is_day(begins, number_in(first) or 0)
        and school_calendar.is_day(ends, number_in(last) or 0)
    )
    return Row(first, begins, last, ends, is_wrong)
