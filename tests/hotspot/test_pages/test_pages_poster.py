"""The poster's page: whose it is, and what can be typed or sent to it."""

import pytest
from phone import Phone

from hotspot.app import create_app
from hotspot.machine.wifi import kept
from hotspot.pages.box.poster import joining
from hotspot.pages.way_in import own_address
from hotspot.settings import Settings

CODE = "4821 0937"


def technician(phone):
    phone.send(phone.get("/boite").form("/boite/entrer"), code=CODE)
    return phone


def keep_wifi(settings, **given):
    kept.write(settings.wifi_file, kept.Wifi(name="Ecole Fissel", country="SN", uuid="x", **given))


def test_the_poster_is_behind_the_code(phone):
    assert phone.get("/boite/affiche").path == "/boite/entrer"


def test_the_box_leads_to_the_poster_in_both_languages(phone):
    assert "/boite/affiche" in technician(phone).get("/boite").html

    said = phone.get("/boite/affiche").said()
    assert "Rester connecté" in said
    assert "البقاء متصلاً" in said


def test_the_name_that_is_set_is_on_the_poster(phone, box):
    keep_wifi(box.settings)

    page = technician(phone).get("/boite/affiche")

    assert "<bdi>Ecole Fissel</bdi>" in page.html
    assert 'id="joining-code"' in page.html


def test_a_wifi_with_a_key_shows_a_line_for_it_and_never_the_key(phone, box):
    keep_wifi(box.settings, key="mil-et-sorgho")

    page = technician(phone).get("/boite/affiche")

    assert "Mot de passe" in page.said()
    assert "mil-et-sorgho" not in page.html
    assert 'id="joining-code"' not in page.html


def test_a_damaged_wifi_file_leaves_the_name_to_be_typed(phone, box):
    box.settings.wifi_file.write_bytes(b"{")

    page = technician(phone).get("/boite/affiche")

    assert page.status == 200
    assert "poster-blank" in page.html


@pytest.mark.parametrize(
    ("name", "told"),
    [("W" * 33, "33 octets, 32 au plus"), ("é" * 17, "34 octets"), ("A%0AB", "un signe invisible")],
)
def test_a_wrong_name_is_told_and_kept_in_its_field(phone, name, told):
    page = technician(phone).get(f"/boite/affiche?wifi={name}")

    assert told in page.said()
    assert "poster-blank" in page.html


def test_a_name_is_text_and_never_a_tag(phone):
    page = technician(phone).get("/boite/affiche?wifi=%3Cb%3E%22x")

    assert "&lt;b&gt;" in page.html
    assert "<b>&#34;x" not in page.html


def test_nothing_on_the_page_is_refused_by_our_own_policy(phone):
    page = technician(phone).get("/boite/affiche?wifi=Ecole")

    assert "style=" not in page.html
    assert "<style" not in page.html


@pytest.mark.parametrize(
    ("name", "read"),
    [(r'a\b;c,d:"e', r"a\\b\;c\,d\:\"e"), ("École 🌾", "École 🌾")],
)
def test_signs_with_a_meaning_are_escaped_for_the_phone(name, read):
    assert joining(name) == f"WIFI:T:nopass;S:{read};;"


@pytest.mark.parametrize(
    "host", ["10.42.0.1.evil.example", "evil.example", "gratuit:80", "a b", "<b>", "", "[::1]"]
)
def test_a_foreign_host_never_comes_on_the_poster(host):
    shown = own_address(host, 8080)

    assert shown != host
    assert shown.endswith(":8080")


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "ecole.lan", "ecole-2.local"])
def test_an_own_name_is_shown_as_it_was_typed(host):
    assert own_address(host, 8080) == host


def test_the_origin_is_the_address(box):
    settings = Settings(data_folder=box.settings.data_folder, origin="http://localhost")
    page = technician(Phone(create_app(settings))).get("/boite/affiche")

    assert '<bdi dir="ltr">localhost</bdi>' in page.html
