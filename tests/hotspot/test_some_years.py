"""A school may take some years only: what is shown of them fits together, whatever has come."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis.strategies import data, sampled_from
from hypothesis.strategies import lists as lists_of
from signing import edition_in
from small_edition import ADD, COUNT, MARKET, NUMBERS, WORDS, small_edition

from exchange.store import Store
from hotspot.content import activation, catalogue
from hotspot.content.arrivals import blobs_of, read_arrival
from hotspot.content.country_view import view_of
from hotspot.content.fitting import fitted

COUNTRY, MATHS_1, FRENCH_1 = "sn/country", "region/maths/1", "region/french/1"


def test_a_school_that_takes_one_year_sees_only_what_is_of_it(empty_box):
    empty_box.brings(COUNTRY, MATHS_1)
    activation.activate(empty_box.settings)
    empty_box.reopened()

    assert [card.id for card in catalogue.all_parcours()] == ["sn/maths-1", "sn/maths-2"]
    assert [one.id for one in catalogue.parcours("sn/maths-2").modules] == [NUMBERS]
    assert set(catalogue.all_modules()) == {NUMBERS}
    assert {card.id for card in catalogue.all_skills()} == {COUNT, ADD}


def test_the_rest_comes_after_the_own_years(empty_box):
    empty_box.brings(COUNTRY, FRENCH_1)
    activation.activate(empty_box.settings)
    empty_box.brings()

    assert activation.activate(empty_box.settings) is True

    empty_box.reopened()
    assert set(catalogue.all_modules()) == {NUMBERS, MARKET, WORDS}


def test_a_skill_asks_for_no_prerequisite_that_is_not_here(empty_box):
    skills = empty_box.ministry.skills
    skills[COUNT] = msgspec.structs.replace(skills[COUNT], year=2)
    empty_box.brings(COUNTRY, MATHS_1)
    activation.activate(empty_box.settings)
    empty_box.reopened()

    (adding,) = catalogue.all_skills()
    assert (adding.id, adding.hard) == (ADD, ())
    grains = catalogue.module(NUMBERS).grains
    assert [grain.id for grain in grains] == [f"{NUMBERS}/count", f"{NUMBERS}/adding"]


@given(data())
def test_whatever_packs_and_films_have_come_the_parts_that_are_shown_fit_together(ministry, data):
    repo, whole = ministry
    others = sorted(set(whole.packs) - {COUNTRY})
    names = [COUNTRY, *data.draw(lists_of(sampled_from(others), unique=True))]
    some = msgspec.structs.replace(whole, packs={name: whole.packs[name] for name in names})
    arrival = read_arrival(Store(repo), some)
    media = [name for name, blob in sorted(arrival.blobs.items()) if blob.is_media]
    awaited_now = frozenset(data.draw(lists_of(sampled_from(media), unique=True)) if media else [])

    shown = fitted(replace(arrival, awaited=awaited_now))
    view = view_of(shown)

    grains = [grain for placed in view.modules for grain in placed.module.grains]
    assert awaited_now.isdisjoint(blob.sha256 for grain in grains for blob in blobs_of(grain))
    assert all(set(one.hard) <= set(shown.skills) for one in shown.skills.values())
    assert all(placed.module.grains for placed in view.modules)


@pytest.fixture(scope="module")
def ministry(tmp_path_factory):
    """A published tree that is only read, and its edition."""
    repo = small_edition(tmp_path_factory.mktemp("ministry") / "repo").lay_down()
    return repo, edition_in(repo, "sn")
