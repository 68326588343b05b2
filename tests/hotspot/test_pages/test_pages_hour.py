"""The hour of the box: asked of phones, set by the technician, shown on the box's own page."""

from datetime import UTC, datetime, timedelta

import pytest

from hotspot.pages import hour
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts, signing_in
from hotspot.school.tables import Learner
from runtime import clock, kernel
from runtime.clock import BUILT, HORIZON, Clock
from runtime.floor import Source

CODE = "4821 0937"
SET = "region/maths/numbers/adding"
TRUTH = BUILT + timedelta(days=9, hours=8, minutes=15)
ASKS = {"data-hour": "/heure"}


@pytest.fixture(autouse=True)
def hour_of_box(monkeypatch):
    """The clock of a box that was just made, and has run for five seconds."""
    made, running = Clock(kernel), kernel.running
    monkeypatch.setattr(kernel, "running", lambda: running() + timedelta(seconds=5))
    for name in (
        "now",
        "displayed",
        "seconds_since",
        "can_be",
        "told",
        "wants_voice",
        "hear_voice",
        "write_down",
    ):
        monkeypatch.setattr(clock, name, getattr(made, name))
    return made


@pytest.fixture
def at_the_box(phone):
    """A technician's phone at /boite."""
    phone.send(phone.get("/boite").form("/boite/entrer"), code=CODE)
    return phone


def row_of(page):
    return page.said().split("Heure de la boîte")[1][:120]


def set_hour(phone, typed):
    return phone.send(phone.get("/boite").form("/boite/heure"), hour=typed)


def says(phone, said, address="10.42.0.1"):
    with phone.client.session_transaction() as kept:
        token = kept[TOKEN]
    data = {TOKEN: token, "now": said}
    return phone.client.post("/heure", data=data, environ_overrides={"REMOTE_ADDR": address}).status_code


def milliseconds(time):
    return str(int(time.timestamp() * 1000))


def test_a_box_that_nobody_has_told_the_hour_says_what_to_do(at_the_box):
    page = at_the_box.get("/boite")

    assert "Personne n’a encore dit l’heure à la boîte." in row_of(page)
    assert page.form("/boite/heure").fields["hour"] == [BUILT.astimezone().strftime("%Y-%m-%dT%H:%M")]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-01T08:15",
        "2026-12-01 08:15",
        " 01/12/2026 08:15 ",
        "1.12.2026 8h15",
        "1/12/2026 à 8 h 15",
        "٢٠٢٦-١٢-٠١ ٠٨:١٥",
    ],
)
def test_the_technician_sets_the_hour_as_it_is_usually_written(at_the_box, hour_of_box, typed):
    page = set_hour(at_the_box, typed)

    assert "01/12/2026 08:15" in page.said()
    assert "Réglée par un adulte" in row_of(page)
    assert abs(hour_of_box.displayed().time - datetime(2026, 12, 1, 8, 15).astimezone()) < timedelta(
        minutes=1
    )
    assert hour_of_box.now() < BUILT + timedelta(minutes=5), "no row moves"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("demain", "n’a pas compris"),
        ("31/02/2027 08:15", "n’a pas compris"),
        ("12/31/2026 08:15 PM", "n’a pas compris"),
        ("9" * 40, "n’a pas compris"),
        ("9999999999-1-1 1:1", "n’a pas compris"),
        ("22/11/2016 08:15", "trop ancienne"),
        ("0001-01-01T00:00", "n’a pas compris"),
        ("22/11/2099 08:15", "trop loin"),
        ("9999-12-31T23:59", "trop loin"),
    ],
)
def test_an_hour_that_cannot_be_is_told_and_can_be_mended(at_the_box, typed, told):
    page = set_hour(at_the_box, typed)

    assert told in page.said()
    assert page.form("/boite/heure").fields["hour"] == [typed]
    assert page.all("input", id="hour", **{"aria-invalid": "true"})
    assert told not in at_the_box.get("/boite").said()


def test_only_the_technician_sets_the_hour(phone, hour_of_box):
    page = phone.get("/boite")
    token = page.form("/boite/entrer").fields[TOKEN]

    refused = phone.post("/boite/heure", {TOKEN: token, "hour": "2026-12-01 08:15"})

    assert (refused.path, hour_of_box.displayed().source) == ("/boite/entrer", Source.NOBODY)


def test_a_form_that_is_not_the_boxs_own_sets_no_hour(at_the_box, hour_of_box):
    stolen = at_the_box.client.post("/boite/heure", data={"hour": "2026-12-01 08:15"})

    assert (stolen.status_code, hour_of_box.displayed().source) == (400, Source.NOBODY)


def test_nothing_is_asked_where_the_network_has_told_the_hour(at_the_box, hour_of_box, awa):
    hour_of_box.told(Source.NETWORK, TRUTH)

    page = at_the_box.get("/boite")

    assert "Donnée par le réseau." in row_of(page)
    assert not any(form.action == "/boite/heure" for form in page.forms)
    assert not at_the_box.sign_in(awa).all("script", **ASKS)


def test_a_phone_is_asked_until_it_has_spoken(awas_phone, hour_of_box):
    assert awas_phone.get("/eleve/accueil").all("script", **ASKS)

    assert says(awas_phone, milliseconds(TRUTH), "127.0.0.1") == 204

    assert not awas_phone.get("/eleve/accueil").all("script", **ASKS)


def test_three_phones_give_the_hour_and_one_phone_thrice_does_not(awas_phone, hour_of_box):
    for _ in range(3):
        says(awas_phone, milliseconds(TRUTH))
    assert hour_of_box.displayed().source is Source.NOBODY

    for number in (2, 3):
        says(awas_phone, milliseconds(TRUTH), f"10.42.0.{number}")

    assert abs(hour_of_box.displayed().time - TRUTH) < timedelta(minutes=1)
    assert not awas_phone.get("/eleve/accueil").all("script", **ASKS)


@pytest.mark.parametrize("said", ["", "-1", "1e999", "0", "9" * 14, "9" * 5000, "NaN", "２", "\0"])
def test_what_no_phone_says_counts_for_nothing(awas_phone, hour_of_box, said):
    for number in range(4):
        assert says(awas_phone, said, f"10.42.0.{number}") == 204

    assert hour_of_box.displayed().source is Source.NOBODY


def test_a_lie_of_three_phones_is_in_no_row(awas_phone, hour_of_box, awa):
    for number in range(3):
        says(awas_phone, milliseconds(HORIZON - timedelta(days=1)), f"10.42.0.{number}")
    assert hour_of_box.displayed().source is Source.PHONES

    asked = attempts.begin(awa, SET, "fr")

    assert asked.row.asked_at < BUILT + timedelta(days=30)
    assert awas_phone.get("/eleve/accueil").path == "/eleve/accueil"


def test_a_child_stays_signed_in_when_the_network_brings_the_hour(at_the_box, awa, hour_of_box, monkeypatch):
    at_the_box.sign_in(awa)
    later = kernel.running() + timedelta(minutes=2)
    monkeypatch.setattr(kernel, "running", lambda: later)

    hour_of_box.told(Source.NETWORK, TRUTH)

    assert at_the_box.get("/eleve/accueil").path == "/eleve/accueil"


def test_a_guest_who_practises_is_not_erased_when_the_network_brings_the_hour(box, hour_of_box, monkeypatch):
    for name in ("now", "ago"):
        monkeypatch.setattr(signing_in, name, getattr(hour_of_box, name))
    guest = signing_in.new_guest("fr")

    hour_of_box.told(Source.NETWORK, TRUTH)
    signing_in.new_guest("fr")

    assert Learner.get_or_none(Learner.id == guest.id) is not None


def test_the_technician_stays_at_the_box_when_the_network_brings_the_hour(at_the_box, hour_of_box):
    hour_of_box.told(Source.NETWORK, TRUTH)

    assert "Heure de la boîte" in at_the_box.get("/boite").said()


def test_answers_are_dated_by_the_hour_that_is_shown(phone, hour_of_box):
    hour_of_box.told(Source.ADULT, TRUTH)

    assert phone.get("/").response.headers["Date"].startswith("Tue, 01 Dec 2026 08:15")


def test_the_hour_is_read_in_the_zone_of_the_machine():
    assert hour.read_hour("2026-12-01 08:15") == datetime(2026, 12, 1, 8, 15).astimezone(UTC)
    assert hour.written(datetime(2026, 12, 1, 8, 15).astimezone(UTC)) == "01/12/2026 08:15"
