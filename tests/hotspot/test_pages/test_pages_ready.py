"""Pages that are the same for all: drawn once, never for anyone whom they are not for."""

import gzip

import pytest
from phone import Phone
from small_edition import MARKET, NUMBERS

from hotspot.pages import ready
from hotspot.school.tables import Learner, School

SAME_FOR_ALL = [
    "/",
    "/eleve/",
    "/catalogue",
    "/parcours/sn/maths-1",
    f"/modules/{NUMBERS}",
    f"/grains/{NUMBERS}/count",
]


@pytest.fixture(autouse=True)
def nothing_kept():
    ready._pages.clear()


@pytest.fixture
def drawn(monkeypatch):
    """The pages that were drawn and not taken from memory."""
    keys, kept = [], ready._kept
    monkeypatch.setattr(ready, "_kept", lambda key, html: (keys.append(key), kept(key, html))[1])
    return keys


@pytest.mark.parametrize("address", SAME_FOR_ALL)
def test_a_page_for_all_is_drawn_once(app, drawn, address):
    first = Phone(app).get(address)
    second = Phone(app).get(address)

    assert first.html == second.html
    assert len(drawn) == 1


@pytest.mark.parametrize("address", SAME_FOR_ALL)
def test_a_phone_that_has_the_page_gets_no_second_one(app, address):
    etag = Phone(app).get(address).response.headers["ETag"]

    again = app.test_client().get(address, headers={"If-None-Match": etag, "Accept-Encoding": "gzip"})

    assert again.status_code == 304
    assert again.data == b""


def test_a_phone_that_reads_nothing_compressed_gets_the_same_page(app):
    zipped = app.test_client().get("/", headers={"Accept-Encoding": "gzip"})
    plain = app.test_client().get("/", headers={"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in plain.headers
    assert plain.data == gzip.decompress(zipped.data)


def test_a_learner_gets_her_own_page_and_leaves_nothing_of_it(app, awa):
    awas = Phone(app)
    awas.sign_in(awa)

    assert "Awa" in awas.get("/catalogue").html
    assert "Awa" not in Phone(app).get("/catalogue").html
    assert "ETag" not in awas.get("/catalogue").response.headers


def test_a_page_with_a_form_is_never_kept(app, drawn):
    one, other = Phone(app), Phone(app)
    first, second = one.get(f"/grains/{NUMBERS}/adding"), other.get(f"/grains/{NUMBERS}/adding")
    again = one.get(f"/grains/{NUMBERS}/adding")

    token, others_token = (page.form("/commencer").fields["csrf"] for page in (first, second))
    assert token != others_token
    assert again.form("/commencer").fields["csrf"] == token
    assert drawn == []


def test_each_language_has_its_own(app):
    arabic = Phone(app)
    arabic.get("/langue/ar?suite=/")

    assert arabic.get("/").said("h1") != Phone(app).get("/").said("h1")


def test_what_changes_is_seen_at_once(app, box):
    before = [Phone(app).get(address).html for address in ("/", "/catalogue", "/eleve/classe/1")]

    School.update(name="École Léopold").execute()
    Learner.update(first_name="Aminata").where(Learner.first_name == "Awa").execute()
    box.ministry.retitled("2026.2", "Compter jusqu’à mille")
    box.install()

    after = [Phone(app).get(address).html for address in ("/", "/catalogue", "/eleve/classe/1")]
    assert all("École Léopold" in html for html in after)
    assert "Aminata" in after[2]
    assert "Aminata" not in before[2]


def test_made_up_addresses_fill_no_memory(app):
    phone = app.test_client()
    for number in range(ready.PAGES_AT_MOST + 20):
        phone.get(f"/?{number}")
    phone.get(f"/?{'x' * ready.LONGEST_ADDRESS}")

    assert len(ready._pages) <= ready.PAGES_AT_MOST


def test_a_missing_page_stays_missing(app):
    for _ in range(2):
        assert Phone(app).get(f"/modules/{MARKET}x").status == 404
