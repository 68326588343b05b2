"""The first day of a school, in a browser: the head opens it, five phones work, the box is saved and stopped.

What a real machine does beyond the hotspot is played by a root helper that writes down what it was asked; the
USB key is a folder.
"""

import json
import re
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue

import pytest
from gestures import answer, question_here, sign_in, wrong_fields
from schools import BIN, Pupil, free_port, is_served, run, serve, until
from signing import root_of

from hotspot.machine.wifi import kept

WAITS_SECONDS = 60  # the page goes out before the radio does
PASSWORD = "mil et mangue"
NAMES = ("Awa", "Moussa", "Fatou", "Fatou", "Yacouba", "Zeïnabou")
WORK = "module:region/maths/carry-and-borrow"


@dataclass
class Helper:
    """Where the box asks its root helper, and what it has asked."""

    socket: object
    asked: Queue


@pytest.fixture
def helper(tmp_path):
    asked = Queue()

    class Line(socketserver.StreamRequestHandler):
        def handle(self):
            line = self.rfile.readline()
            if line:  # else the box only looks whether somebody is there
                asked.put(json.loads(line)["verb"])
                self.wfile.write(b'{"done":true,"told":"Fait."}\n')

    with socketserver.ThreadingUnixStreamServer(str(tmp_path / "helper.sock"), Line) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Helper(tmp_path / "helper.sock", asked)
        server.shutdown()


@dataclass
class NewBox:
    """A box that nobody has claimed: its school, when it has one, and the code of its label."""

    school: object
    label: str


@contextmanager
def new_box(repo, folder, **settings):
    environment = {"HOTSPOT_DATA_FOLDER": str(folder)}
    run(BIN / "hotspot", "install", repo, "--country", "NE", "--root", root_of(repo), **environment)
    label = re.findall(r"\d{4} \d{4}", run(BIN / "hotspot", "label", **environment))[0]
    with serve(folder, free_port(), **settings) as school:
        yield NewBox(school, label)


def claim(phone, label):
    """The three screens, and the card; return its codes by their numbers."""
    phone.go("/")
    phone.write("[name=code]", label)
    phone.tap("main form button")
    phone.write("[name=name]", "École Sabon Gari")
    phone.write("[name=town]", "Tahoua")
    phone.tap("main form button")
    phone.write("[name=name]", "Mme Seyni")
    for field in ("password", "again"):
        phone.write(f"[name={field}]", PASSWORD)
    phone.tap("main form button")
    phone.tap("main form button")
    phone.tap("main form button")
    found = re.findall(r"(?<!\d)(\d{1,2})\s(\d{4} \d{4})", phone.text("main"))
    assert len(found) == 40
    phone.tap("main form button")
    return dict(found)


def write_card(phone, card):
    number = re.search(r"n°\s(\d+)", phone.text("main"))[1]
    phone.write("[name=card_code]", card[number])


def make_class(phone):
    phone.go("/enseignant/classes/nouvelle")
    phone.write("[name=name]", "CE1 A")
    phone.choose("[name=year]", "3")
    phone.write("[name=names]", "\n".join(f"{place}. {name}" for place, name in enumerate(NAMES, 1)))
    phone.tap("main form button")
    phone.write("[name=name-2]", "Fatou D.")
    phone.write("[name=name-3]", "Fatou S.")
    phone.tap("button[name=confirm]")


def pupils_of(school):
    rows = school.rows("SELECT id, first_name, school_class_id, pictures FROM learner ORDER BY number")
    return [
        Pupil(row["id"], row["first_name"], row["school_class_id"], "CE1 A", tuple(row["pictures"].split()))
        for row in rows
    ]


def understand_nothing(phone, school):
    """Practise until the skill rests, as a child who guesses with care."""
    phone.go("/pratique/")
    phone.tap("form[action='/pratique/commencer'] button")
    for _ in range(40):
        if phone.path.endswith("/exemple"):
            phone.tap("main .actions .button")
        if "/question/" not in phone.path:
            phone.go("/pratique/")
            phone.tap("form[action='/pratique/commencer'] button")
            continue
        while not phone.has("form[action$='/suite']"):
            phone.tap(".ask-hint")
        if school.rows("SELECT 1 FROM stuck_notice"):
            return
        phone.tap("main form.actions .button")
    raise AssertionError("nothing rests")


def test_the_first_day_of_a_school(published, pick_up, tmp_path, helper):
    keys = tmp_path / "keys"
    (keys / "CLE-ECOLE").mkdir(parents=True)
    settings = {"HOTSPOT_KEYS_FOLDER": str(keys), "HOTSPOT_HELPER_SOCKET": str(helper.socket)}
    with new_box(published("NE"), tmp_path / "one", **settings) as box:
        head = pick_up(box.school, scripts=False)
        card = claim(head, box.label)

        make_class(head)
        head.go("/enseignant/classes/1/cartes")
        assert all(f"Fatou {letter}." in head.text("main") for letter in "DS")

        head.go(f"/enseignant/classes/1/travail/donner?quoi={WORK}")
        head.tap("main form[method=post] button")
        assert "1 travail" in head.text("h1")

        _five_phones_work(box.school, pick_up)
        _see_who_is_stuck(head, box.school)

        _save(head)
        _set_wifi(head, card, tmp_path / "one")
        assert helper.asked.get(timeout=WAITS_SECONDS) == "apply-wifi"
        _stop(head)
        assert helper.asked.get(timeout=WAITS_SECONDS) == "power-off"
    with new_box(published("NE"), tmp_path / "two", **settings) as other:
        newcomer = pick_up(other.school, scripts=False)
        card = claim(newcomer, other.label)
        _restore(newcomer, other.school, card)
        names = {row["first_name"] for row in other.school.rows("SELECT first_name FROM learner")}
        assert names == {"Awa", "Moussa", "Fatou D.", "Fatou S.", "Yacouba", "Zeïnabou"}
        assert other.school.rows("SELECT 1 FROM attempt")


def _five_phones_work(school, pick_up):
    for place, pupil in enumerate(pupils_of(school)[:5]):
        phone = pick_up(school, scripts=place % 2 == 0)
        sign_in(phone, pupil)
        if place == 4:
            understand_nothing(phone, school)
            continue
        phone.tap("a[href^='/eleve/travail/']")
        assert "/modules/region/maths/carry-and-borrow" in phone.path
        phone.go("/pratique/")
        phone.tap("form[action='/pratique/commencer'] button")
        question = question_here(phone, school)
        answer(phone, wrong_fields(question), question.type)


def _see_who_is_stuck(head, school):
    stuck = pupils_of(school)[4].first_name
    head.go("/enseignant/classes/1")
    assert "5 ont travaillé aujourd’hui" in head.text("h1") + head.text("main")
    assert stuck in head.text(".needs")
    head.go("/enseignant/classes/1/travail")
    assert "4" in head.text("main")
    head.go("/enseignant/classes/1")
    head.tap(".needs form button")
    assert stuck not in (head.text(".needs") if head.has(".needs") else "")


def _save(head):
    head.go("/boite/sauvegarde")
    head.tap("form[action='/boite/sauvegarde'] button")
    _until(head, "/boite/sauvegarde", "L’école est sauvegardée")


def _set_wifi(head, card, folder):
    head.go("/boite/wifi")
    head.write("[name=nom]", "Ecole-Sabon-Gari")
    head.tap("main form button")
    write_card(head, card)
    head.tap("main form button")
    assert kept.read(folder / "wifi.json").name == "Ecole-Sabon-Gari"


def _stop(head):
    head.go("/boite/arret")
    head.tap("button[value=eteindre]")
    assert "lampe verte" in head.text("main")


def _restore(head, school, card):
    head.go("/boite/sauvegarde")
    head.tap("form[action$='/lire'] button")
    _until(head, "/boite/sauvegarde/reprise", "6")
    write_card(head, card)
    head.tap("main form button.danger")
    until(lambda: school.rows("SELECT 1 FROM school_class") and is_served(school))
    head.go("/enseignant/entrer")
    head.write("[name=name]", "mme seyni")
    head.write("[name=password]", PASSWORD)
    head.tap("main form button")
    assert "CE1 A" in head.text("main")


def _until(head, path, words):
    """Look again, as the page does by itself, until it says these words."""
    for _ in range(300):
        if words in head.text("main"):
            return
        head.go(path)
    raise AssertionError(head.text("main"))
