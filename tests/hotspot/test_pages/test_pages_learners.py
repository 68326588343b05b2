"""The learner's way in, and home."""

from datetime import timedelta

import pytest
from phone import Phone

from hotspot.content.catalogue import grain
from hotspot.pages import visitor
from hotspot.school.codes import PICTURES
from hotspot.school.progress import mark_done
from runtime import kernel

COUNT = "region/maths/numbers/count"


def other_pictures(learner):
    return [name for name in PICTURES if name not in learner.pictures.split()][:3]


def touch(phone, learner, names):
    page = phone.get(f"/eleve/{learner.id}/code")
    for name in names:
        page = phone.send(page.form("/code"), picture=name)
    return page


def test_a_pupil_finds_class_face_and_home(phone, awa):
    classes = phone.get("/eleve/")
    wall = phone.get(next(link for link in classes.links() if "/classe/" in link))
    assert "Awa" in wall.said()

    home = phone.sign_in(awa)

    assert home.path == "/eleve/accueil"
    assert home.said("h1") == "Bonjour Awa\u00a0!"
    assert "/parcours/sn/maths-1" in home.links()
    assert f"/grains/{COUNT}" in home.links()


def test_a_wrong_code_says_so_kindly(phone, awa):
    page = touch(phone, awa, other_pictures(awa))

    assert page.path == f"/eleve/{awa.id}/code"
    assert "Ce ne sont pas tes images" in page.said()
    assert phone.get("/eleve/accueil").path.startswith("/eleve/")
    assert "Bonjour" not in phone.get("/eleve/accueil").said()


def test_whoever_tries_many_codes_waits_and_the_page_comes_back_by_itself(phone, awa):
    for _ in range(3):
        page = touch(phone, awa, other_pictures(awa))

    assert "Attends" in page.said()
    assert int(page.all("meta", **{"http-equiv": "refresh"})[0]["content"]) > 0
    assert not [form for form in page.forms if form.action.endswith("/code")]


def test_touched_pictures_fill_their_places_and_can_be_taken_back(phone, awa):
    page = phone.get(f"/eleve/{awa.id}/code")
    page = phone.send(page.form("/code"), picture="drum")
    assert len(page.all("li", **{"class": "filled"})) == 1

    again = phone.get(f"/eleve/{awa.id}/code?encore=1")

    assert not again.all("li", **{"class": "filled"})


def test_a_tap_that_arrives_twice_counts_once(phone, awa):
    form = phone.get(f"/eleve/{awa.id}/code").form("/code")
    phone.send(form, picture="drum")

    page = phone.send(form, picture="drum")

    assert len(page.all("li", **{"class": "filled"})) == 1


def test_pictures_touched_for_one_child_are_not_the_next_childs(phone, awa, moussa):
    phone.send(phone.get(f"/eleve/{awa.id}/code").form("/code"), picture="drum")

    assert not phone.get(f"/eleve/{moussa.id}/code").all("li", **{"class": "filled"})


def test_one_tap_gives_the_phone_to_the_next_child(awas_phone, awa, moussa):
    page = awas_phone.get("/eleve/accueil")

    wall = awas_phone.send(page.form("/eleve/sortir"))

    assert "qui es-tu" in wall.said("h1")
    assert awas_phone.sign_in(moussa).said("h1") == "Bonjour Moussa\u00a0!"


def test_a_phone_left_for_half_an_hour_goes_back_to_the_wall(awas_phone, monkeypatch):
    later = kernel.running() + timedelta(seconds=visitor.IDLE_SECONDS + 1)
    monkeypatch.setattr(kernel, "running", lambda: later)

    assert "qui es-tu" in awas_phone.get("/eleve/accueil").said("h1")


def test_a_phone_in_use_stays_with_its_child(awas_phone, monkeypatch):
    start = kernel.running()
    for minutes in (20, 40, 60):
        monkeypatch.setattr(kernel, "running", lambda minutes=minutes: start + timedelta(minutes=minutes))
        page = awas_phone.get("/eleve/accueil")

    assert page.path == "/eleve/accueil"


def test_home_goes_on_where_the_child_stopped(awas_phone, awa):
    assert "Commencer" in awas_phone.get("/eleve/accueil").said()
    mark_done(awa, COUNT)

    page = awas_phone.get("/eleve/accueil")

    assert "Continuer" in page.said()
    assert "/grains/region/maths/numbers/all-types" in page.links()
    assert "Tu as fini 1 leçon." in page.said()


def test_what_was_done_is_there_to_be_seen(awas_phone, awa):
    assert "Rien encore" in awas_phone.get("/eleve/fait").said()
    mark_done(awa, COUNT)

    assert f"/grains/{COUNT}" in awas_phone.get("/eleve/fait").links()
    assert grain(COUNT) is not None


@pytest.mark.parametrize("path", ["/eleve/accueil", "/eleve/fait", "/pratique/question/1"])
def test_without_a_name_one_is_asked_for_it(phone, path):
    assert phone.get(path).said("h1") == "Touche ta classe"


def test_a_learner_who_is_gone_is_nobody(awas_phone, awa):
    awa.delete_instance()

    assert "qui es-tu" in awas_phone.get("/eleve/accueil").said("h1")


def test_the_pad_of_a_class_is_mixed_once_and_whole(app, awa, moussa):
    pads = [
        [button["value"] for button in Phone(app).get(f"/eleve/{one.id}/code").form("/code").buttons]
        for one in (awa, moussa)
    ]

    assert pads[0] == pads[1]
    assert sorted(pads[0]) == sorted(PICTURES)
