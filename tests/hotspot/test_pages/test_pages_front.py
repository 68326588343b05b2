"""The first page, the languages, and what a box says that is not ready."""

import dataclasses
import gzip

import pytest
from adults import signed_in
from phone import Phone

from hotspot.app import create_app
from hotspot.pages.static import address, files

WHOLE_BYTES = 20 * 1024
STYLE_BYTES = 8000  # of a pupil’s pages, on the wire


def test_the_front_page_has_two_doors_and_keeps_nothing_on_the_phone(phone):
    page = phone.get("/")

    assert "Bienvenue à l’école" in page.said("h1")
    assert {"/eleve/", "/catalogue"} <= set(page.links())
    assert "Set-Cookie" not in page.response.headers


def test_a_first_visit_is_three_requests_and_20_kb(phone):
    page = phone.get("/")

    further = [found["href"] for found in page.all("link", rel="stylesheet")]
    further += [found["src"] for found in page.all("script") + page.all("img")]
    assert further == [address("looks.css"), address("keep.js")]
    assert (
        page.wire_bytes + sum(len(files()[name].zipped) for name in ("looks.css", "keep.js")) <= WHOLE_BYTES
    )


def test_only_adults_fetch_the_style_of_their_pages(phone):
    sheets = [[found["href"] for found in phone.get("/catalogue").all("link", rel="stylesheet")]]
    signed_in(phone, "teacher")
    for path in ("/catalogue", "/enseignant/"):
        sheets.append([found["href"] for found in phone.get(path).all("link", rel="stylesheet")])

    both = [address("looks.css"), address("adults.css")]
    assert sheets == [[address("looks.css")], both, both]
    assert len(files()["looks.css"].zipped) <= STYLE_BYTES


@pytest.mark.parametrize(("code", "heading"), [("ar", "مرحبًا بكم في المدرسة"), ("en", "Welcome to school")])
def test_a_visitor_changes_the_language_and_stays_on_the_page(phone, code, heading):
    page = phone.get(f"/langue/{code}?suite=/")

    assert page.path == "/"
    assert page.said("h1") == heading
    assert page.all("html")[0]["lang"] == code


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example", "/\\evil.example", "evil"])
def test_a_change_of_language_never_leads_out_of_the_box(phone, elsewhere):
    answer = phone.client.get("/langue/ar", query_string={"suite": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_language_that_does_not_exist_changes_nothing(phone):
    assert phone.get("/langue/xx?suite=/").all("html")[0]["lang"] == "fr"


def test_a_learner_keeps_the_language_that_was_chosen(awas_phone, awa, box):
    awas_phone.get("/langue/ar?suite=/eleve/accueil")

    assert box.learner("Awa").language == "ar"


def test_a_box_without_an_edition_says_what_to_do(empty_box):
    phone = Phone(create_app(empty_box.settings))

    for path in ("/", "/catalogue", "/eleve/", "/recherche?q=mangue", "/modules/x"):
        page = phone.get(path)
        assert "Cette boîte attend ses leçons" in page.said()


def test_another_name_leads_to_the_one_address_before_any_cookie(box):
    settings = dataclasses.replace(box.settings, origin="http://10.42.0.1")
    client = create_app(settings).test_client()

    answer = client.get("/eleve/?a=1", base_url="http://ecole.lan")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://10.42.0.1/eleve/?a=1"
    assert "Set-Cookie" not in answer.headers
    assert client.get("/eleve/", base_url="http://10.42.0.1").status_code == 200


def test_the_style_sheet_is_kept_for_a_year_and_changes_its_address(phone):
    answer = phone.client.get(address("looks.css"), headers={"Accept-Encoding": "gzip"})

    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.data) == files()["looks.css"].plain
    assert phone.client.get("/static/0/looks.css").headers["Cache-Control"] == "no-cache"
    assert phone.client.get("/static/0/../app.py").status_code == 404


def test_monitoring_hears_nothing_about_people(phone):
    answer = phone.client.get("/sante")

    assert answer.json["edition"] == "2026.1"
    assert "free_disk_mb" in answer.json
    assert "Awa" not in answer.text


def test_a_pupil_is_not_led_to_doors_that_are_closed_to_her(awas_phone):
    assert not {"/boite", "/enseignant/"} & set(awas_phone.get("/").links())
