"""The calendars of the real countries leave about as many days of school as their children have."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
import yaml

from exchange.documents import Country
from hotspot.school.tutor_days import calendar_of
from ministry.publish.countries import NO_WORDS

COUNTRIES = sorted((Path(__file__).parents[2] / "catalogue" / "countries").glob("*/country.yml"))
EPOCH = date(1970, 1, 1)


def calendar_in(file):
    written = yaml.safe_load(file.read_text("utf-8"))
    given = {"id": file.parent.name, "words": msgspec.to_builtins(NO_WORDS), "parcours": []}
    return calendar_of(msgspec.convert({**written, **given}, Country), ((0, 0),))


@pytest.mark.parametrize("file", COUNTRIES, ids=lambda file: file.parent.name)
def test_a_school_year_has_its_days(file):
    calendar = calendar_in(file)
    days = [(date(2027, 9, 1) - EPOCH).days + day for day in range(366)]

    of_school = [EPOCH + timedelta(days=day) for day in days if calendar.next_school_day(day) == day]

    assert 160 <= len(of_school) <= 225
    assert date(2027, 12, 25) not in of_school
    assert date(2028, 5, 1) not in of_school
    assert not [day for day in of_school if day.month == 8]


def test_there_are_twelve():
    assert len(COUNTRIES) == 12
