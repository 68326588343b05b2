"""What is refused, and how kindly."""

import re
import shutil

import pytest

from hotspot.pages.errors import trouble_of


@pytest.fixture
def forms(awas_phone):
    return awas_phone.get("/eleve/accueil").form("/eleve/sortir").fields


def test_a_post_without_our_token_does_nothing(awas_phone):
    page = awas_phone.post("/eleve/sortir", {})

    assert page.status == 400
    assert awas_phone.get("/eleve/accueil").said("h1") == "Bonjour Awa\u00a0!"


@pytest.mark.parametrize("token", ["x", "é", "0" * 400])
def test_a_wrong_token_does_nothing(awas_phone, token):
    assert awas_phone.post("/eleve/sortir", {"csrf": token}).status == 400


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(phone, awa):
    cookie = phone.client.get(f"/eleve/{awa.id}/code").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie, "the clocks of phone and box may be years apart"


def test_a_forged_cookie_is_nobody(phone):
    phone.client.set_cookie("boite", "eyJsZWFybmVyIjoxfQ.aaaa.bbbb")

    assert phone.get("/eleve/accueil").said("h1") == "Touche ta classe"


def test_every_answer_carries_its_headers(phone):
    for path in ("/", "/nulle-part", "/sante", "/static/0/looks.css"):
        headers = phone.client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_a_page_is_not_kept_for_the_next_child(awas_phone):
    assert awas_phone.get("/eleve/accueil").response.headers["Cache-Control"] == "no-store"


def test_a_post_too_large_is_refused_kindly(awas_phone, forms):
    page = awas_phone.post("/eleve/sortir", {**forms, "a": "x" * 70_000})

    assert page.status == 413
    assert "C’est trop long" in page.said()


@pytest.mark.parametrize(("method", "status"), [("post", 405), ("put", 405), ("delete", 405)])
def test_a_door_that_is_none_says_so(awas_phone, forms, method, status):
    answer = getattr(awas_phone.client, method)("/eleve/accueil", data=forms)

    assert answer.status_code in (status, 400)
    assert "<h1>" in answer.text


def test_a_fault_of_the_box_shows_nothing_of_its_inside(app, awas_phone, box, caplog):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    shutil.rmtree(box.settings.store_folder / "docs")

    page = awas_phone.send(awas_phone.get("/grains/region/maths/numbers/adding").form("/commencer"))

    assert page.status == 500
    assert "La boîte s’est trompée" in page.said()
    assert not re.search(r"Traceback|\.py|sqlite|peewee", page.html)
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 418, 503])
def test_every_error_has_its_words(app, code):
    with app.test_request_context("/"):
        trouble = trouble_of(code)

    assert trouble.title
    assert trouble.advice.endswith(".")


@pytest.mark.parametrize("query", ["\xff", "%ff", "x=\xff&y=%zz", "\x00"])
def test_an_address_of_any_bytes_gets_a_page(app, query):
    environment = {"PATH_INFO": "/nothing", "QUERY_STRING": query, "REQUEST_METHOD": "GET"}

    assert app.test_client().open(environ_overrides=environment).status_code == 404
