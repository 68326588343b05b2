"""Teachers learn on their phone: closed to pupils, gone on with, a quiz, a certificate to print."""

from datetime import date

import pytest
from adults import adult, signed_in
from answering import right_answer, wrong_answer
from trained import FIRST, QUIZ, START, TRAINING, finish, with_training

from hotspot.pages.teachers import training
from hotspot.school import attempts
from hotspot.school.adult_tables import Certificate
from hotspot.school.tables import Learner, Question, Teacher
from hotspot.school.training import own_row

ROOM = "/enseignant/formation"
FOR_TEACHERS = [f"/parcours/{TRAINING}", f"/modules/{START}", f"/grains/{FIRST}", f"/grains/{QUIZ}"]


@pytest.fixture
def phone(phone, box):
    with_training(box.ministry)
    box.install()
    box.reopened()
    return phone


@pytest.fixture
def teachers_phone(phone):
    return signed_in(phone, "teacher", of=("CI",))


@pytest.fixture
def day_known(monkeypatch):
    monkeypatch.setattr(training, "day_here", lambda: date(2026, 12, 4))


def test_a_pupil_finds_what_is_for_teachers_closed(phone, awa):
    phone.sign_in(awa)

    assert {address: phone.get(address).status for address in FOR_TEACHERS} == dict.fromkeys(
        FOR_TEACHERS, 403
    )


def test_a_pupil_begins_no_quiz_of_teachers(phone, awa):
    phone.sign_in(awa)
    form = phone.get("/grains/region/maths/numbers/adding").form("/commencer")

    assert phone.send(form, f"/pratique/{QUIZ}/commencer").status == 403


def test_nobody_is_led_to_the_door_and_back(phone):
    for address in FOR_TEACHERS:
        answer = phone.client.get(address)
        assert (answer.status_code, answer.location.split("?")[0]) == (303, "/enseignant/entrer"), address


def test_no_list_of_pupils_shows_it(phone, awa):
    phone.sign_in(awa)

    for address in ("/catalogue?annee=toutes", "/recherche?q=sorgho", "/eleve/accueil", "/pratique/savoirs"):
        assert "sorgho" not in phone.get(address).said(), address


def test_a_teacher_reads_and_goes_on_where_she_was(teachers_phone):
    page = teachers_phone.get(ROOM)
    assert "0 étape faite sur 2" in page.said()
    assert f"/grains/{FIRST}" in page.links()

    page = teachers_phone.get(f"/grains/{FIRST}")
    page = teachers_phone.send(page.form("/fini"))
    assert page.path == f"/modules/{START}"

    page = teachers_phone.get(ROOM)
    assert "1 étape faite sur 2" in page.said()
    assert f"/grains/{QUIZ}" in page.links()


def test_she_stays_a_teacher_while_she_learns(teachers_phone, awa):
    page = teachers_phone.get(f"/grains/{FIRST}")
    page = teachers_phone.send(page.form("/fini"))

    assert "Mme Seyni" in page.html
    assert ROOM in page.links()
    assert Teacher.get(Teacher.name == "Mme Seyni").learner.school_class_id is None
    assert Learner.select().where(Learner.first_name == "Mme Seyni").count() == 0
    assert teachers_phone.get(f"/eleve/classe/{awa.school_class_id}").said().count("Seyni") == 0


def test_she_takes_an_exercise_of_pupils_without_losing_her_turn(teachers_phone):
    page = teachers_phone.get("/grains/region/maths/numbers/adding")
    page = teachers_phone.send(page.form("/commencer"))

    assert page.path.startswith("/pratique/question/")
    assert teachers_phone.get(ROOM).status == 200


def answered(phone, learner, right):
    page = phone.send(phone.get(f"/grains/{QUIZ}").form("/commencer"))
    for number in range(5):
        row = Question.select().where(Question.learner == learner).order_by(Question.id.desc()).get()
        question = attempts.asked(row.id, learner).question
        if number >= right:
            page = phone.send(page.form(page.path), **wrong_answer(question))
        page = phone.send(page.form(page.path), **right_answer(question))
        page = phone.send(page.form("/suite"))
    return page


def test_the_end_of_the_quiz_says_what_it_takes(teachers_phone):
    learner = own_row.learner_of(adult("teacher").id, "fr")

    page = answered(teachers_phone, learner, right=3)
    assert "3 bonnes réponses du premier coup sur 5. Il en faut 4." in page.said()
    assert "Refaire le quiz" in teachers_phone.get(ROOM).said() or "sorgho" in teachers_phone.get(ROOM).said()

    page = answered(teachers_phone, learner, right=4)
    assert "Le quiz est réussi." in page.said()
    assert ROOM in page.links()


def test_a_certificate_is_asked_for_and_printed(teachers_phone, day_known):
    finish(own_row.learner_of(adult("teacher").id, "fr"))

    page = teachers_phone.get(ROOM)
    page = teachers_phone.send(page.form("/certificats"))

    number = Certificate.get().number
    assert page.path == f"{ROOM}/certificats/{number}"
    for said in ("Mme Seyni", "École de Fissel", "Prendre en main le sorgho", "4 décembre 2026", number):
        assert said in page.said()
    assert f"{ROOM}/certificats/{number}" in teachers_phone.get(ROOM).links()


def test_a_certificate_asked_for_twice_is_the_same(teachers_phone, day_known):
    finish(own_row.learner_of(adult("teacher").id, "fr"))
    form = teachers_phone.get(ROOM).form("/certificats")

    first, second = teachers_phone.send(form), teachers_phone.send(form)

    assert first.path == second.path
    assert Certificate.select().count() == 1


def test_a_certificate_that_is_not_earned_is_not_given(teachers_phone, day_known):
    form = {**teachers_phone.get(f"{ROOM}").forms[0].fields, "parcours": TRAINING}

    page = teachers_phone.post(f"{ROOM}/certificats", form)
    assert page.path == ROOM

    finish(own_row.learner_of(adult("teacher").id, "fr"), right=3)
    page = teachers_phone.post(f"{ROOM}/certificats", form)
    assert "Il reste quelque chose à faire" in page.said()
    assert Certificate.select().count() == 0


def test_without_a_day_the_certificate_waits(teachers_phone, monkeypatch):
    monkeypatch.setattr(training, "day_here", lambda: None)
    finish(own_row.learner_of(adult("teacher").id, "fr"))

    page = teachers_phone.get(ROOM)

    assert "la boîte doit savoir quel jour on est" in page.said()
    assert not any(form.action.endswith("/certificats") for form in page.forms)


def test_a_certificate_is_one_s_own_and_the_head_s_to_see(phone, day_known):
    signed_in(phone, "teacher")
    finish(own_row.learner_of(adult("teacher").id, "fr"))
    address = phone.send(phone.get(ROOM).form("/certificats")).path

    assert signed_in(phone, "teacher", name="M. Sarr").get(address).status == 404
    assert signed_in(phone, "head").get(address).status == 200
    assert phone.get(f"{ROOM}/certificats/0000-0000-0000").status == 404


def test_a_box_whose_edition_has_nothing_for_teachers_says_so(app, box):
    from phone import Phone  # noqa: PLC0415 – the fixture of this name has an edition with something

    page = signed_in(Phone(app), "teacher").get(ROOM)

    assert "pas encore de parcours pour les enseignants" in page.said()
