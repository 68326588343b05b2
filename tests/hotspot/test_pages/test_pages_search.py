"""The page of a search, and ideas while one types."""

import json

import pytest
from small_edition import NUMBERS

COUNT = f"{NUMBERS}/count"


def search(phone, words, **more):
    given = "".join(f"&{name}={value}" for name, value in more.items())
    return phone.get(f"/recherche?q={words}{given}")


def said(page):
    """What a page says, its spaces that do not break as others."""
    return page.said().replace("\u00a0", " ")


@pytest.mark.parametrize("words", ["mangues", "MANGUES", "compte+senegal", "مانجو", "mnagues"])
def test_a_thing_is_found_however_it_is_typed(phone, words):
    assert f"/grains/{COUNT}" in search(phone, words).links()


def test_a_slip_is_told_with_a_link_to_what_was_meant(phone):
    page = search(phone, "mnagues")

    assert "Je n’ai pas trouvé « mnagues »." in said(page)
    assert "Tu voulais dire mangues ?" in said(page)
    assert "/recherche?q=mangues" in page.links()


def test_a_word_that_is_left_out_is_told(phone):
    page = search(phone, "xqzzk+mangues")

    assert "Je n’ai pas trouvé « xqzzk »." in said(page)
    assert "Voici les réponses pour mangues." in said(page)


def test_words_that_never_come_together_are_told(phone):
    assert "Voici ce qui en a au moins un" in said(search(phone, "hyène+mangues"))


def test_answers_can_be_chosen_from_with_counts(phone):
    page = search(phone, "mangues")

    assert "/recherche?q=mangues&annee=2" in page.links()
    few = search(phone, "mangues", annee=2, genre="lesson")
    assert "/recherche?q=mangues&genre=lesson&annee=toutes" in few.links()
    assert "Choisir : CP, Leçon" in said(few)


def test_a_choice_that_leaves_nothing_shows_the_way_out(phone):
    page = search(phone, "hyène", matiere="french")

    assert "Rien dans ce choix" in said(page)
    assert "/recherche?q=hy%C3%A8ne" in page.links()


def test_what_is_not_found_says_what_to_do_and_keeps_what_was_typed(phone):
    page = search(phone, "%3Cb%3Exqzzk%3C/b%3E")

    assert "Je n’ai pas trouvé" in said(page)
    assert page.all("input", id="q")[0]["value"] == "<b>xqzzk</b>"
    assert "/catalogue?annee=toutes" in page.links()


def test_what_is_not_found_leads_to_near_words(phone):
    assert "/recherche?q=mangues" in search(phone, "manxqz").links()


def test_what_is_not_found_leads_to_what_comes_before(phone):
    page = search(phone, "xqzzk", annee=2, matiere="maths")

    assert "Pour commencer : CI" in said(page)
    assert "/parcours/sn/maths-1" in page.links()
    assert "/parcours/sn/maths-2" not in page.links()


def test_a_learner_sees_her_own_year_first(awas_phone, phone):
    assert "Pour commencer" not in search(awas_phone, "xqzzk").said(), "there is nothing below the first year"


def test_a_search_without_words_invites(phone):
    assert "Écris un mot" in phone.get("/recherche?q=+").said()


@pytest.mark.parametrize("words", ["%00", "%ED%A0%80", '"', "a+" * 10_000, "x" * 60_000, "NEAR(a"])
def test_hostile_words_are_an_ordinary_page(phone, words):
    assert phone.client.get(f"/recherche?q={words}").status_code == 200
    assert phone.client.get(f"/recherche/mots?q={words}").status_code == 200


def test_an_idea_is_a_title_its_address_and_what_it_is(phone):
    answer = phone.client.get("/recherche/mots?q=comp&langue=fr")

    assert ["Compte les mangues du Sénégal", f"/grains/{COUNT}", "Leçon, CI, CP"] in json.loads(answer.data)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/json", "private, max-age=600")


def test_ideas_speak_the_language_that_is_asked(phone):
    answer = phone.client.get("/recherche/mots?q=comp&langue=ar")

    assert not any(title.startswith("Compte") for title, _address, _small in json.loads(answer.data))


def test_ideas_are_the_same_for_all_and_make_no_cookie(phone):
    answer = phone.client.get("/recherche/mots?q=comp&langue=fr")

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_no_ideas_for_nothing(phone):
    for words in ("", "+", "%22", "xqzzk"):
        assert json.loads(phone.client.get(f"/recherche/mots?q={words}").data) == []


@pytest.mark.parametrize("path", ["/catalogue", "/recherche?q=mangues"])
def test_the_script_comes_once_with_the_field(phone, path):
    assert len(scripts(phone.get(path))) == 1


@pytest.mark.parametrize("path", ["/", f"/grains/{COUNT}", "/boite"])
def test_the_script_is_not_on_pages_without_the_field_nor_on_the_first_one(phone, path):
    assert scripts(phone.get(path)) == [], "a first visit is three requests"


def scripts(page):
    return [one["src"] for one in page.all("script") if one["src"].endswith("/suggest.js")]
