"""What the box says of itself to each adult, and what each may do about it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from adults import signed_in
from hypothesis import given
from hypothesis import strategies as st
from phone import Phone

from hotspot.app import create_app
from hotspot.content import installer
from hotspot.machine import health, voltage, week
from hotspot.machine.week import EVERY, MOST, Look
from hotspot.pages.box import box_charts
from hotspot.pages.language import LANGUAGES
from hotspot.school import copies
from runtime import clock
from runtime.clock import BUILT
from runtime.floor import Source

COMMANDS = ("hotspot ", "sudo", "systemctl", "rm ")


@pytest.fixture
def measured(monkeypatch):
    """Let this machine measure something: measured(temperature=81)."""
    read = health.health_of

    def say(**readings):
        monkeypatch.setattr(health, "health_of", lambda folder: replace(read(folder), **readings))

    return say


@pytest.fixture
def alone(box, tmp_path, templates_made_ready):
    """A phone at a box without a helper, as a demonstration is."""
    app = create_app(replace(box.settings, helper_socket=tmp_path / "none"))
    for code, spoken in app.spoken.items():
        spoken.bytecode_cache = templates_made_ready[code]
    return Phone(app)


def given_a_week(settings, monkeypatch, looks):
    monkeypatch.setitem(week._weeks, settings.data_folder, looks)


def looks_of(values, was_low=False):
    now = clock.now().timestamp()
    return [
        Look(now - (len(values) - 1 - number) * EVERY.total_seconds(), 23_000, 700, value, None, was_low)
        for number, value in enumerate(values)
    ]


def rows_of(page):
    """Name → state of each row, in the order of the page."""
    found = re.findall(r"<li(?: class=\"(bad|warn)\")?><svg class=\"light.*?<b>([^<]*)</b>", page.html, re.S)
    return {name: state or "good" for state, name in found}


def test_what_needs_a_person_stands_first_and_is_counted_in_the_title(phone, measured):
    measured(temperature=81.5, free_memory_mb=30)

    page = signed_in(phone, "technician").get("/boite")

    states = list(rows_of(page).values())
    assert states == sorted(states, key=("bad", "warn", "good").index)
    to_do = sum(state != "good" for state in states)
    assert page.said("h1").replace("\xa0", " ") == f"La boîte a besoin de vous : {to_do} choses à faire"
    assert rows_of(page)["Température"] == "bad"
    assert "Redémarrez-la après la classe." in page.said()
    assert "/boite/arret" in page.links()


def test_what_this_machine_does_not_measure_is_left_out(phone, measured):
    measured(temperature=None)

    names = rows_of(signed_in(phone, "head").get("/boite"))

    assert not {"Température", "Courant", "Téléphones connectés"} & set(names)
    assert {"Heure de la boîte", "Édition", "Place libre", "Mémoire libre", "Coupures de courant"} < set(
        names
    )


@pytest.mark.parametrize(
    ("lows", "state", "told"),
    [
        ((False, False), "good", "stable"),
        ((False, True), "warn", "Il a été trop faible 3 fois cette semaine."),
        ((True, False), "bad", "Le courant est trop faible"),
    ],
)
def test_a_weak_supply_is_told(phone, box, monkeypatch, lows, state, told):
    is_low, was_low = lows
    monkeypatch.setattr(voltage, "is_low", lambda: is_low)
    given_a_week(box.settings, monkeypatch, looks_of([50.0] * 3, was_low))

    page = signed_in(phone, "head").get("/boite")

    assert rows_of(page)["Courant"] == state
    assert told in page.said()


@pytest.mark.parametrize(
    ("role", "reads_commands"), [("teacher", False), ("head", False), ("technician", True)]
)
def test_only_a_technician_reads_commands_and_each_reads_what_to_do(
    phone, box, measured, monkeypatch, role, reads_commands
):
    settings = replace(box.settings, free_mb_to_write=10**9)
    measured(free_disk_mb=10)
    copies.make_copy(box.settings)
    monkeypatch.setattr(clock.BOX, "_displayed_began", clock.BOX._began + timedelta(days=9))
    phone.client.application.config["settings"] = settings

    page = signed_in(phone, role).get("/boite")

    assert (rows_of(page)["Place libre"], rows_of(page)["Dernière copie de l’école"]) == ("bad", "warn")
    assert "Appelez votre technicien." in page.said()
    assert "Copiez-la maintenant." in page.said()
    assert any(word in page.said() for word in COMMANDS) is reads_commands


def test_a_teacher_reads_all_and_touches_nothing(phone):
    page = signed_in(phone, "teacher").get("/boite")

    assert [form.action for form in page.forms] == ["/enseignant/sortir"]
    assert not {"/boite/arret", "/boite/journal", "/boite/wifi", "/boite/sauvegarde"} & set(page.links())
    assert "/boite/affiche" in page.links()


def test_the_edition_tells_its_packs_and_since_when_it_is_here(phone, box):
    page = signed_in(phone, "head").get("/boite")
    at = installer.installed_at(box.settings)

    said = page.said().replace("\xa0", " ")
    assert f"Dans la boîte depuis le {at.astimezone():%d/%m/%Y}" in said
    assert "4 paquets de leçons." in said
    assert "Paquet sn/country" in said


def test_the_school_is_copied_at_a_touch(phone, box):
    head = signed_in(phone, "head")

    page = head.send(head.get("/boite").form("/boite/copie"))

    assert "L’école est copiée." in page.said()
    assert len(copies.copies(box.settings)) == 1
    assert "L’école est copiée." not in head.get("/boite").said()


def test_a_card_without_room_for_a_copy_says_so(phone, box):
    head = signed_in(phone, "head")
    form = head.get("/boite").form("/boite/copie")
    phone.client.application.config["settings"] = replace(box.settings, free_mb_to_write=10**9)

    assert "trop pleine pour une copie" in head.send(form).said()
    assert copies.copies(box.settings) == []


def test_the_hour_of_the_phone_in_the_hand_is_taken(phone, monkeypatch):
    told = []
    monkeypatch.setattr(clock, "told", lambda source, time: told.append((source, time)))
    form = signed_in(phone, "head").get("/boite").form("/boite/heure/telephone")

    phone.send(form, now=str(int((BUILT + timedelta(days=3, seconds=7.25)).timestamp() * 1000)))
    wrong = [phone.send(form, now=said).said() for said in ("0", "", "NaN", "9" * 15)]

    assert told == [(Source.ADULT, BUILT + timedelta(days=3, seconds=7.25))]
    assert "trop ancienne" in wrong[0]
    assert all("n’a pas compris cette heure" in said for said in wrong[1:])


def test_without_script_nobody_is_offered_a_phones_hour(phone):
    page = signed_in(phone, "head").get("/boite")

    assert "hidden" in next(one for one in page.all("form") if "data-phone-now" in one)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_week_is_drawn_with_a_sentence_for_each_curve(phone, box, monkeypatch, language):
    given_a_week(box.settings, monkeypatch, looks_of([50.0] * 500 + [70.0] * 500))
    signed_in(phone, "head").get(f"/langue/{language}")

    page = phone.get("/boite")

    curves = page.all("svg", **{"class": "curve"})
    assert len(curves) == 3, "no phones are counted here"
    assert all(len(curve["aria-label"]) > 40 and "70" in curves[1]["aria-label"] for curve in curves)
    assert page.wire_bytes < 20_000


def test_on_the_first_day_a_sentence_stands_in_place_of_the_curves(phone):
    assert "après une heure de marche" in signed_in(phone, "head").get("/boite").said()


@given(st.lists(st.one_of(st.none(), st.floats(-40, 120), st.just(0.0)), max_size=MOST), st.booleans())
def test_whatever_was_measured_the_curve_stays_in_its_frame(values, has_limit):
    dots = box_charts._dots(looks_of(values), lambda look: look.celsius, max)
    chart = box_charts._chart("x", dots, 80 * has_limit, str)

    assert (chart is None) is (len(dots) < 2)
    assert all(0 <= step < box_charts.STEPS for step in dots)
    heights = [int(y) for y in re.findall(r"[ML]\d+ (-?\d+)", box_charts._line(dots, 120))]
    assert len(heights) == len(dots)
    assert all(0 <= y <= box_charts.HEIGHT for y in heights)


def test_figures_for_machines_name_nobody(phone):
    told = phone.client.get("/sante").text

    assert not any(name in told for name in ("Awa", "Moussa", "Fatou", "Fissel"))


@pytest.mark.parametrize(("role", "has_command"), [("head", False), ("technician", True)])
def test_where_no_helper_runs_each_page_says_the_next_step(alone, role, has_command):
    signed_in(alone, role)

    for page, told in (
        (
            alone.send(alone.get("/boite/arret").form("/boite/arret"), quoi="eteindre"),
            "ne peut pas s’arrêter d’ici",
        ),
        (alone.get("/boite/journal"), "d’ici"),
    ):
        assert told in page.said()
        assert "appelez votre technicien" in page.said().lower()
        assert ("systemctl" in page.said()) is has_command
    assert alone.client.get("/boite/journal.txt").location == "/boite/journal"


@pytest.mark.parametrize("path", ["/boite/arret", "/boite/journal", "/boite/journal.txt"])
def test_a_teacher_neither_stops_the_box_nor_reads_its_journal(alone, path):
    signed_in(alone, "teacher")

    assert alone.client.get(path).status_code == 403
    assert "/boite/arret" not in alone.get("/boite").links()
    assert "La direction ou le technicien" in alone.get("/boite").said()
