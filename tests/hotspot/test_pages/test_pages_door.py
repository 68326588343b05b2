"""Adults come in by name and password; the head sees to who may what, and nobody locks the school up."""

import threading
from dataclasses import replace

import pytest
from adults import PASSWORD, adult, card_code, signed_in
from phone import Phone

from hotspot.app import create_app
from hotspot.content import catalogue
from hotspot.school import keeper, school_calendar, tutor_days
from hotspot.school.adults import accounts, card, label, turns
from hotspot.school.opening import close_school
from hotspot.school.tables import SignInFailure, SkillState
from hotspot.school.tutor import tutoring

OTHER = "une autre petite phrase"
STAFF = "/enseignant/ecole/adultes"


@pytest.fixture
def sow(box):
    """A head with a password."""
    return accounts.add_teacher("Mme Sow", "head", PASSWORD)


def test_the_head_comes_in_on_a_full_card_too(box, sow):
    full = replace(box.settings, free_mb_to_write=10**9)
    phone = Phone(create_app(full))

    assert enter(phone, "Mme Sow", PASSWORD).path == "/enseignant/"


def enter(phone, name, password):
    page = phone.get("/enseignant/entrer")
    return phone.send(page.form("/entrer"), name=name, password=password)


@pytest.mark.parametrize("name", ["Mme Sow", "Personne"])
def test_whoever_tries_passwords_waits_whether_or_not_the_name_is_known(phone, sow, name):
    for _ in range(3):
        enter(phone, name, "au hasard")

    assert "Attendez 30 secondes" in enter(phone, name, PASSWORD).said("main")


def test_another_password_ends_the_turns_on_all_other_phones(app, phone, sow):
    overheard = turns.begin(sow)
    enter(phone, "Mme Sow", PASSWORD)

    page = phone.get("/enseignant/mot-de-passe")
    page = phone.send(page.form("/mot-de-passe"), before=PASSWORD, password=OTHER, again=OTHER)

    assert "est changé" in page.said("main")
    assert turns.adult_of(overheard) is None
    assert accounts.is_password(accounts.teacher_called("Mme Sow"), OTHER)


def test_the_password_before_is_asked(phone, sow):
    signed_in(phone, name="Mme Sow")

    page = phone.get("/enseignant/mot-de-passe")
    page = phone.send(page.form("/mot-de-passe"), before="au hasard", password=OTHER, again=OTHER)

    assert "Ce n’est pas votre mot de passe" in page.said("main")


def test_the_recovery_code_gives_the_head_another_password_each_time(app, box, sow):
    made = label.new_label(box.settings)
    for password in (OTHER, PASSWORD):
        phone = Phone(app)
        page = phone.get("/enseignant/secours")
        typed = {"name": "mme sow", "code": made.recovery, "password": password, "again": password}
        page = phone.send(page.form("/secours"), **typed)
        assert page.path == "/enseignant/"
        assert accounts.is_password(accounts.teacher_called("Mme Sow"), password)


def test_the_recovery_code_of_another_label_opens_nothing(phone, box, sow):
    before = label.new_label(box.settings)
    label.new_label(box.settings)

    page = phone.get("/enseignant/secours")
    typed = {"name": "Mme Sow", "code": before.recovery, "password": OTHER, "again": OTHER}
    page = phone.send(page.form("/secours"), **typed)

    assert "Ce n’est pas le code de secours" in page.said("main")


def test_the_recovery_code_makes_one_card_and_then_no_more(phone, box):
    signed_in(phone)
    card_code(box)
    made = label.new_label(box.settings)

    page = phone.send(phone.get("/enseignant/ecole/carte").form("/secours"), code=made.recovery)

    assert "Votre carte de codes" in page.said("h1")
    assert not any(form.action.endswith("/secours") for form in phone.get("/enseignant/ecole/carte").forms)


def test_a_recovery_code_that_was_typed_at_the_door_makes_no_card(phone, box, sow):
    made = label.new_label(box.settings)
    label.try_recovery(box.settings, made.recovery, "")
    before = card_code(box)
    page = signed_in(phone, name="Mme Sow").get("/enseignant/ecole")
    token = {"csrf": page.form("/sortir").fields["csrf"][0]}

    phone.post("/enseignant/ecole/carte/secours", {**token, "code": made.recovery})

    assert card.use(box.settings, before, "") == "right", "still the old card"


def test_the_recovery_code_sent_twice_at_once_makes_one_card(app, box):
    made, turn, shown = label.new_label(box.settings), turns.begin(adult("head")), []
    both = threading.Barrier(2)

    def send():
        phone = app.test_client()
        with phone.session_transaction() as session:
            session.update(turn=turn, csrf="a")
        both.wait()
        page = phone.post("/enseignant/ecole/carte/secours", data={"csrf": "a", "code": made.recovery})
        shown.append("Votre carte de codes" in page.text)
        close_school()
        catalogue.close_catalogue()

    phones = [threading.Thread(target=send) for _ in range(2)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()

    assert sorted(shown) == [False, True]


def test_the_head_makes_an_account_gives_classes_and_a_new_password(phone):
    page = signed_in(phone).get(STAFF)
    page = phone.send(page.form(STAFF), name="Mme Fall")
    password = page.all("bdi", **{"class": "number"})
    fall = accounts.teacher_called("Mme Fall")
    assert password
    assert fall.role == "teacher"

    page = phone.get(f"{STAFF}/{fall.id}")
    page = phone.send(page.form("/classes"), **{"class": page.form("/classes").choices["class"][:1]})
    assert len(accounts.class_numbers_of(fall.id)) == 1

    phone.send(page.form("/mot-de-passe"))
    assert accounts.teacher_called("Mme Fall").password_hash != fall.password_hash


def test_the_last_head_stays(phone, box):
    signed_in(phone)
    me = adult("head")
    for form in ("role", "supprimer"):
        page = phone.get(f"{STAFF}/{me.id}/{form}")
        page = phone.send(page.form(form), role="teacher", card_code=card_code(box))
        assert "plus de direction" in page.said("main")

    assert accounts.teacher(me.id).role == "head"


def test_who_is_deleted_is_out_at_once(app, phone, box):
    gone = signed_in(Phone(app), "teacher")
    signed_in(phone)
    page = phone.get(f"{STAFF}/{adult('teacher').id}/supprimer")

    phone.send(page.form("/supprimer"), card_code=card_code(box))

    assert gone.get("/enseignant/").path == "/enseignant/entrer"


def test_the_head_is_told_when_few_codes_are_left(phone, box):
    signed_in(phone)
    while card.left(box.settings) > card.FEW or not card.left(box.settings):
        card.use(box.settings, card_code(box), "")

    assert "Il reste 8 codes sur la carte. Faites-en une nouvelle" in phone.get("/enseignant/ecole").said(
        "main"
    )


def test_a_changed_calendar_is_the_tutors_and_its_rows_follow(phone, box, awa):
    tutoring.rebuild(awa.id)
    page = signed_in(phone).get("/enseignant/ecole/calendrier")
    before = tutoring.here().made_with
    days = {"first_day": "1", "first_month": "2", "last_day": "", "last_month": "2"}

    phone.post("/enseignant/ecole/calendrier", {**page.form("/calendrier").fields, **days})

    holidays = school_calendar.read(tutor_days.own_holidays())
    assert [(one.first, one.last) for one in holidays] == [((2, 1), (2, 1))]
    keeper.rebuild_when_outdated(box.settings)
    assert {row.made_with for row in SkillState.select()} == {tutoring.here().made_with} != {before}


def test_failures_at_one_door_are_not_counted_at_the_next(phone, sow):
    enter(phone, "Mme Sow", "au hasard")

    enter(phone, "Mme Sow", PASSWORD)

    assert SignInFailure.select().count() == 0
