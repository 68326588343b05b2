"""The catalogue is listed and counted."""

import pytest
from small_edition import ADD, COUNT, MARKET, NUMBERS, WORDS

from hotspot.content import catalogue, lists


@pytest.fixture(autouse=True)
def edition(box):
    return box


def ids(page):
    return [card.id for card in page.rows]


def test_grains_come_in_the_order_of_the_parcours():
    page = lists.grains_matching()

    assert (page.total, page.page, page.pages) == (9, 1, 1)
    assert ids(page)[:4] == [
        f"{NUMBERS}/count",
        f"{NUMBERS}/all-types",
        f"{NUMBERS}/adding",
        f"{WORDS}/write",
    ]


@pytest.mark.parametrize(
    ("choice", "total"),
    [
        ({"subject": "french"}, 1),
        ({"year": 1}, 4),
        ({"year": 2}, 8),
        ({"kind": "exercises"}, 3),
        ({"kind": "exercises", "year": 2}, 2),
        ({"language": "ar"}, 5),
        ({"subject": "maths", "year": 1, "kind": "lesson", "language": "en"}, 1),
        ({"subject": "science"}, 0),
    ],
)
def test_choices_are_kept_together(choice, total):
    assert lists.grains_matching(**choice).total == total


def test_counts_tell_what_a_further_choice_would_leave():
    counts = lists.counts(year=1)

    assert counts.by_subject == {"french": 1, "maths": 3}
    assert counts.by_year == {1: 4, 2: 8}
    assert counts.by_kind == {"exercises": 3, "lesson": 1}
    assert counts.by_language == {"ar": 3, "en": 3, "fr": 4}


@pytest.mark.parametrize("page", [-3, 0, 1, 99])
def test_a_page_that_is_not_there_is_the_nearest(page):
    assert lists.grains_matching(page=page).page == 1


def test_a_card_says_what_a_phone_loads():
    video = lists.grain_cards([f"{MARKET}/video"])[f"{MARKET}/video"]

    assert 256 * 400 < video.bytes < 256 * 400 + 200
    assert (video.languages, video.years, video.minutes) == (("fr",), (2,), 2)


def test_a_module_is_of_the_years_of_its_parcours():
    assert lists.grain_cards([f"{NUMBERS}/count"])[f"{NUMBERS}/count"].years == (1, 2)
    assert [card.id for card in catalogue.parcours_through(NUMBERS)] == ["sn/maths-1", "sn/maths-2"]


def test_a_parcours_leads_through_its_modules_in_order():
    whole = catalogue.parcours("sn/maths-2")

    assert [card.id for card in whole.modules] == [NUMBERS, MARKET]
    assert catalogue.parcours("sn/nothing") is None


def test_what_is_not_in_the_edition_is_none():
    assert catalogue.module("x") is None
    assert catalogue.grain("x/y") is None
    assert catalogue.media("0" * 64) is None
    assert set(catalogue.skills([COUNT, ADD, "x"])) == {COUNT, ADD}


def test_the_best_text_is_the_wanted_one_then_the_countrys():
    assert catalogue.best_text({"fr": "un", "en": "one"}, "en") == ("one", "en")
    assert catalogue.best_text({"fr": "un", "en": "one"}, "ar") == ("un", "fr")
    assert catalogue.best_text({"wo": "benn"}, "ar") == ("benn", "wo")
    assert catalogue.best_text({}, "fr") == ("", "")
    assert catalogue.label_of_year(3, "fr") == ("CE1", "fr")
