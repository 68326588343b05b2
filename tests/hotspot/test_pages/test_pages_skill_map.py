"""The map of skills: drawn, and told in words, for a subject and for a year."""

import pytest
from msgspec.structs import replace
from small_edition import ADD

MAP = "/savoirs/carte"


@pytest.fixture
def adding_comes_later(box):
    """Counting is learnt in the first year, adding in the second."""
    box.ministry.skills[ADD] = replace(box.ministry.skills[ADD], year=2)
    box.ministry.country = replace(box.ministry.country, edition="2026.2")
    box.install()
    box.reopened()


def test_what_must_be_known_before_is_drawn_and_said(phone):
    page = phone.get(MAP)

    assert any(
        "La liste, plus bas, dit la même chose" in one.get("aria-label", "") for one in page.all("svg")
    )
    assert page.all("path", **{"class": "hard"})
    assert "Il faut d’abord\xa0: Compter jusqu’à 10" in page.said()
    assert "Les lettres et les sons" not in page.said()


def test_another_subject_is_one_tap_away(phone):
    assert f"{MAP}?matiere=french" in phone.get(MAP).links()
    assert "Les lettres et les sons" in phone.get(f"{MAP}?matiere=french").said()


def test_a_year_comes_with_all_that_it_builds_on(phone, adding_comes_later):
    second, first = phone.get(f"{MAP}?matiere=maths&annee=2"), phone.get(f"{MAP}?matiere=maths&annee=1")

    assert "Ajouter jusqu’à 10 Il faut d’abord" in second.said()
    assert "Compter jusqu’à 10" in second.said()
    assert "Ajouter jusqu’à 10" not in first.said()


@pytest.mark.parametrize(
    "asked", ["?matiere=alchimie", "?annee=99", "?annee=x", "?matiere=maths&annee=toutes"]
)
def test_what_is_not_there_shows_the_whole_of_the_first_subject(phone, asked):
    assert phone.get(MAP + asked).said() == phone.get(MAP).said()


def test_in_arabic_it_is_told_in_arabic(phone):
    phone.get("/langue/ar")

    assert "يلزم أولًا" in phone.get(MAP).said()
