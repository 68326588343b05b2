"""A new box is nobody's: its label's code and three screens make it a school's, all or nothing."""

import pytest
from adults import PASSWORD, adult
from phone import Phone

from hotspot.app import create_app
from hotspot.content import catalogue
from hotspot.school import claiming, classes, tutor_days
from hotspot.school.adults import accounts, card, label
from hotspot.school.opening import open_school

WRONG = "0000 0000"
SCHOOL = {"name": "École de Ngaye", "town": "Ngaye", "language": "fr"}
HEAD = {"name": "Mme Ndiaye", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def unclaimed(empty_box):
    """A box with lessons and a label, and no school."""
    empty_box.install()
    empty_box.label = label.new_label(empty_box.settings)
    open_school(empty_box.settings)
    catalogue.open_catalogue(empty_box.settings)
    return empty_box


@pytest.fixture
def new_phone(unclaimed, templates_made_ready):
    """Make a phone that nobody has used."""
    app = create_app(unclaimed.settings)
    for code, spoken in app.spoken.items():
        spoken.bytecode_cache = templates_made_ready[code]
    return lambda: Phone(app)


def show_label(phone, box):
    page = phone.get("/")
    return phone.send(page.form("/demarrage"), code=box.label.claim)


def go_to_calendar(phone, box):
    page = show_label(phone, box)
    page = phone.send(page.form("/ecole"), **SCHOOL)
    return phone.send(page.form("/direction"), **HEAD)


@pytest.mark.parametrize("path", ["/", "/eleve/", "/catalogue", "/boite", "/enseignant/", "/nulle-part"])
def test_every_page_of_a_new_box_leads_to_its_first_start(new_phone, path):
    assert new_phone().get(path).path == "/demarrage"


def test_machines_and_languages_are_served_before(new_phone):
    phone = new_phone()

    assert phone.client.get("/sante").status_code == 200
    assert phone.get("/langue/ar?suite=/demarrage").all("html", lang="ar")


def test_three_screens_make_a_school_whose_head_is_in(new_phone, unclaimed):
    phone = new_phone()

    page = go_to_calendar(phone, unclaimed)
    page = phone.send(page.form("/calendrier"))

    assert page.path == "/enseignant/ecole/carte"
    here = classes.school()
    assert (here.name, here.town, here.country, here.language) == ("École de Ngaye", "Ngaye", "sn", "fr")
    assert accounts.is_password(accounts.teacher_called("Mme Ndiaye"), PASSWORD)


def test_the_card_is_shown_until_it_is_on_paper_then_asks_for_a_code(new_phone, unclaimed):
    phone = new_phone()
    page = phone.send(go_to_calendar(phone, unclaimed).form("/calendrier"))

    shown = phone.send(page.form("/carte"))
    assert (
        len([one for one in shown.all("bdi") if one.get("class") == "number"]) == 41
    )  # and the technician's
    page = phone.send(shown.form("/gardee"))
    assert "La carte est prête" in page.said("main")

    page = phone.send(phone.get("/enseignant/ecole/carte").form("/carte"), card_code=WRONG)
    assert "Ce n’est pas un code de la carte" in page.said("main")
    assert card.left(unclaimed.settings) == 40


def test_the_claim_code_serves_once(new_phone, unclaimed):
    phone = new_phone()
    phone.send(go_to_calendar(phone, unclaimed).form("/calendrier"))

    assert not label.can_claim(unclaimed.settings)
    assert new_phone().get("/demarrage").path == "/"


def test_a_wrong_code_is_told_and_many_have_to_wait(new_phone):
    phone = new_phone()
    for _ in range(3):
        page = phone.get("/demarrage")
        page = phone.send(page.form("/demarrage"), code=WRONG)

    assert "Attendez" in page.said("main")


def test_without_the_label_no_screen_opens(new_phone):
    assert new_phone().get("/demarrage/direction").path == "/demarrage"


def test_a_new_label_closes_the_screens_to_who_held_the_old_one(new_phone, unclaimed):
    phone = new_phone()
    show_label(phone, unclaimed)

    label.new_label(unclaimed.settings)

    assert phone.get("/demarrage/ecole").path == "/demarrage"


def test_another_phone_goes_on_where_the_first_one_stopped(new_phone, unclaimed):
    go_to_calendar(new_phone(), unclaimed)

    assert classes.school() is None, "nothing half made"
    assert show_label(new_phone(), unclaimed).path == "/demarrage/calendrier"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"password": "court", "again": "court"}, "au moins 8 caractères"),
        ({"password": PASSWORD, "again": PASSWORD + "s"}, "ne sont pas les mêmes"),
    ],
)
def test_a_password_that_cannot_be_is_told_and_the_name_stays(new_phone, unclaimed, typed, told):
    phone = new_phone()
    page = phone.send(show_label(phone, unclaimed).form("/ecole"), **SCHOOL)

    page = phone.send(page.form("/direction"), name="Mme Ndiaye", **typed)

    assert told in page.said("main")
    assert page.form("/direction").fields["name"] == ["Mme Ndiaye"]
    assert claiming.draft(unclaimed.settings).head == ""


def test_a_day_that_does_not_exist_is_told_and_nothing_is_made(new_phone, unclaimed):
    phone = new_phone()
    page = go_to_calendar(phone, unclaimed)

    page = phone.post("/demarrage/calendrier", {**page.form("/calendrier").fields, **days(31, 4, 2, 5)})

    assert "1 ligne a un jour qui n’existe pas" in page.said("main")
    assert classes.school() is None


def test_the_tutor_follows_the_days_of_the_school(new_phone, unclaimed):
    phone = new_phone()
    page = go_to_calendar(phone, unclaimed)

    phone.post("/demarrage/calendrier", {**page.form("/calendrier").fields, **days(5, 4, 9, 4)})

    holidays = tutor_days.calendar().holidays
    assert [(one.first, one.last) for one in holidays][:1] == [((4, 5), (4, 9))]


def days(first_day, first_month, last_day, last_month):
    return {
        "first_day": str(first_day),
        "first_month": str(first_month),
        "last_day": str(last_day),
        "last_month": str(last_month),
    }


def test_a_name_that_is_left_of_a_lost_school_is_told(new_phone, unclaimed):
    adult("teacher", HEAD["name"])
    phone = new_phone()
    page = go_to_calendar(phone, unclaimed)

    page = phone.send(page.form("/calendrier"))

    assert "Quelqu’un a déjà ce nom" in page.said()
    assert classes.school() is None


def test_no_school_means_no_head_even_with_the_recovery_code(empty_box):
    made, phone = label.new_label(empty_box.settings), Phone(create_app(empty_box.settings))
    page = phone.get("/enseignant/secours")

    page = phone.send(page.form("/secours"), **{**HEAD, "code": made.recovery})

    assert "Personne ne dirige l’école sous ce nom." in page.said()
    assert accounts.teachers() == []
