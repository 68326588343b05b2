"""What a technician takes along names nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot.school import classes
from hotspot.school.adults.accounts import folded
from hotspot.school.discretion import without_names
from hotspot.school.opening import close_school, migrate_school, open_school
from hotspot.school.tables import Teacher
from hotspot.settings import Settings


@pytest.fixture(scope="module")
def school_of_names(tmp_path_factory):
    settings = Settings(data_folder=tmp_path_factory.mktemp("names"))
    migrate_school(settings)
    open_school(settings)
    classes.set_school("École", "Fissel", "sn", "1234 5678")
    classes.add_class("CI", 1)
    newcomers = [classes.Newcomer("CI", name) for name in ("Awa", "Élimane", "Moussa", "N’Deye", "عائشة")]
    classes.add_learners(newcomers, "fr")
    Teacher.create(name="M. Diouf", called=folded("M. Diouf"), role="head")
    yield settings
    close_school()


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_name_that_the_box_knows_is_in_a_journal(school_of_names, text):
    names = ("Awa", "Élimane", "Moussa", "N’Deye", "M. Diouf", "عائشة")
    shown = without_names(f"{text} Awa {text} élimane,MOUSSA (Deye) Diouf عائشة {text}", school_of_names)

    words = {word.casefold() for word in re.findall(r"\w+", shown)}
    assert not words & {word.casefold() for name in names for word in re.findall(r"\w\w+", name)}


def test_what_is_no_name_stays(school_of_names):
    line = (
        "2026-11-22T08:15:00+0000 boite hotspot[412]: INFO hotspot.machine.power The power was cut: 2 times"
    )

    assert without_names(line, school_of_names) == line
