"""The box's own page."""

from datetime import timedelta

import pytest

from runtime import kernel

CODE = "4821 0937"


def enter(phone, code):
    return phone.send(phone.get("/boite").form("/boite/entrer"), code=code)


def test_the_box_is_behind_its_code(phone):
    assert "Édition" not in phone.get("/boite").said()


@pytest.mark.parametrize("code", [CODE, "48210937"])
def test_the_code_opens_and_shows_version_edition_and_space(phone, code):
    page = enter(phone, code)

    assert page.said("h1").startswith("La boîte")
    for word in ("Version du programme", "SN 2026.1", "Place libre"):
        assert word in page.said()


def test_a_wrong_code_says_so_and_then_waits(phone):
    assert "Ce n’est pas ce code." in enter(phone, "0000 0000").said()
    enter(phone, "0000 0001")
    page = enter(phone, "0000 0002")

    assert "Attendez" in page.said()
    assert page.all("meta", **{"http-equiv": "refresh"})


def test_the_technician_leaves_or_is_let_go_after_half_an_hour(phone, monkeypatch):
    page = enter(phone, CODE)
    assert phone.send(page.form("/enseignant/sortir")).path == "/"
    assert "Édition" not in phone.get("/boite").said()

    enter(phone, CODE)
    later = kernel.running() + timedelta(minutes=31)
    monkeypatch.setattr(kernel, "running", lambda: later)
    assert "Édition" not in phone.get("/boite").said()
