"""« Wi-Fi »: what cannot be is told beside its field; nothing changes without a code of the card."""

import pytest
from adults import card_code, signed_in
from wifi_given import UUID

from hotspot.machine.wifi import kept
from hotspot.machine.wifi.kept import Wifi

PAGE, LOOK = "/boite/wifi", "/boite/wifi/apercu"


@pytest.fixture
def head(phone):
    return signed_in(phone)


def look(phone, **typed):
    page = phone.get(PAGE)
    return phone.send(page.form(LOOK), **{"canal": "6", "pays": "SN", **typed})


def kept_wifi(box, **more):
    kept.write(box.settings.wifi_file, Wifi(name="Ecole", country="SN", uuid=UUID, **more))


def test_the_form_begins_with_the_school(head):
    form = head.get(PAGE).form(LOOK)

    assert form.fields["nom"] == ["École de Fissel"]
    assert form.fields["pays"] == ["SN"]


def test_a_name_of_33_bytes_is_told_with_its_length_and_comes_back(head):
    page = look(head, nom="é" * 16 + "x")

    assert "33 octets, 32 au plus" in page.said().replace("\u00a0", " ")
    assert page.form(LOOK).fields["nom"] == ["é" * 16 + "x"]
    assert page.said("h1") == "Le Wi-Fi de la boîte"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"nom": ""}, "Donnez un nom"),
        ({"pays": "XX"}, "Choisissez un pays"),
        ({"canal": "3"}, "Choisissez un canal"),
        ({"acces": "cle", "cle": "abcdefgh"}, "ne peut pas avoir de mot de passe"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(head, box, typed, told):
    assert told in look(head, **typed).said()
    assert not box.settings.wifi_file.exists()


def test_an_access_point_on_the_cable_bears_a_password(head, box):
    kept_wifi(box, cable=True)

    page = look(head, acces="cle", cle="court")
    assert "Ce mot de passe en a 5" in page.said()
    page = look(head, acces="cle", cle="mil et mangue")

    assert "mil et mangue" in page.said()
    assert page.said("h1").startswith("Changer le Wi-Fi")


def test_the_password_that_is_set_stays_when_none_is_typed(head, box):
    kept_wifi(box, cable=True, key="mil et mangue")
    code = card_code(box)

    page = look(head, nom="Fissel", acces="cle")
    head.send(page.form(PAGE), card_code=code)

    assert kept.read(box.settings.wifi_file) == Wifi(
        name="Fissel", country="SN", uuid=UUID, cable=True, key="mil et mangue"
    )


def test_without_a_code_of_the_card_nothing_changes(head, box):
    kept_wifi(box)
    card_code(box)

    page = head.send(look(head, nom="Fissel").form(PAGE), card_code="0")

    assert "Ce n’est pas un code de la carte" in page.said()
    assert page.form(PAGE).fields["nom"] == ["Fissel"]
    assert kept.read(box.settings.wifi_file).name == "Ecole"


def test_where_no_helper_runs_it_is_kept_and_said_kindly(head, box):
    code = card_code(box)

    page = head.send(look(head, nom="Fissel").form(PAGE), card_code=code)

    assert "réglé, mais pas encore en marche" in page.said()
    assert kept.read(box.settings.wifi_file).name == "Fissel"
    assert "hotspot wifi apply" in signed_in(head, "technician").get(PAGE).said()
    assert "hotspot wifi apply" not in page.said()


def test_a_program_that_is_missing_is_told_before_any_code_is_asked(head, box, monkeypatch, tmp_path):
    monkeypatch.setattr("hotspot.machine.wifi.checking.SYSTEM_PROGRAMS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))

    page = look(head, nom="Fissel")

    assert "Rien n’est changé" in page.said()
    assert page.said("h1") == "Le Wi-Fi de la boîte"
