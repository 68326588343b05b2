"""Pages for adults let in whom they may, and tell a pupil kindly that they are closed."""

import pytest
from adults import PASSWORD, signed_in

from hotspot.school.adults import accounts, turns


def test_nobody_is_led_to_the_door_and_back(phone, box):
    accounts.add_teacher("Mme Séyni", "head", PASSWORD)

    page = phone.get("/boite/affiche")
    assert page.path == "/boite/entrer"
    page = phone.get("/enseignant/entrer?suite=/boite")
    page = phone.send(page.form("/enseignant/entrer"), name="mme seyni", password=PASSWORD)

    assert page.path == "/boite"


def test_a_wrong_password_is_said_and_the_name_stays(phone, box):
    accounts.add_teacher("Mme Seyni", "head", PASSWORD)

    page = phone.get("/enseignant/entrer")
    page = phone.send(page.form("/enseignant/entrer"), name="Mme Seyni", password="mil")

    assert "ne vont pas ensemble" in page.said("main")
    assert page.form("/enseignant/entrer").fields["name"] == ["Mme Seyni"]


def test_a_pupil_finds_the_pages_of_adults_closed(awas_phone):
    page = awas_phone.get("/boite")

    assert (page.status, page.said("h1")) == (403, "Cette page est fermée")


def test_who_has_left_has_left_though_the_cookie_was_overheard(phone, app):
    signed_in(phone)
    with phone.client.session_transaction() as session:
        overheard = session["turn"]
    page = phone.get("/boite")

    phone.send(page.form("/enseignant/sortir"))

    assert turns.adult_of(overheard) is None


@pytest.mark.parametrize(("role", "acts"), [("head", True), ("technician", True), ("teacher", False)])
def test_all_adults_read_the_box_and_some_act(phone, role, acts):
    page = signed_in(phone, role).get("/boite")

    assert any(form.action == "/boite/heure" for form in page.forms) is acts
