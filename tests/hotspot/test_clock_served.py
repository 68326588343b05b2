"""A real box while its system clock jumps between 1970 and 2099: order stays, and nobody is kept out."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from answering import right_answer
from schools import free_port

from hotspot.pages.safety import TOKEN
from hotspot.school import attempts
from hotspot.school.tables import Attempt
from runtime import floor
from runtime.clock import BUILT

SET = "region/maths/numbers/adding"
CODE = "4821 0937"
TODAY = "2026-11-30T08:15:00+00:00"
DAYS = (
    "1970-01-01T00:00:09+00:00",
    "2099-12-31T23:59:00+00:00",
    TODAY,
    "2099-01-01T00:00:00+00:00",
    "1970-01-01T00:00:00+00:00",
)
PAGES = (
    "/",
    "/catalogue",
    "/recherche?q=nombre",
    "/eleve/",
    "/eleve/accueil",
    "/eleve/fait",
    "/boite/entrer",
    "/sante",
)


class Phone:
    """A phone that keeps its cookies."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path, fields=None):
        """Return path and text of the page that comes at the end; any error of the box fails."""
        sent = urllib.parse.urlencode(fields, doseq=True).encode() if fields else None
        with self.opener.open(self.address + path, sent, timeout=20) as answer:
            self.date = answer.headers["Date"]
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()

    def post(self, page, path, **fields):
        token = re.search(f'name="{TOKEN}" value="([^"]+)"', self.get(page)[1])[1]
        return self.get(path, {TOKEN: token, **fields})

    def sign_in(self, learner):
        for place, name in enumerate(learner.pictures.split()):
            door = f"/eleve/{learner.id}/code"
            arrived = self.post(door, door, picture=name, place=place)
        return arrived[0]

    def answers_rightly(self, learner):
        asked = attempts.begin(learner, SET, "fr")
        page = f"/pratique/question/{asked.id}"
        tries = len(attempts.attempts_at(asked.id))
        self.post(page, page, **{"try": tries + 1}, **right_answer(asked.question))


@pytest.fixture
def day(tmp_path):
    """The file with the system's time of day."""
    return tmp_path / "day"


@pytest.fixture
def port():
    return free_port()


def set_clock(day, text):
    """Set the system clock at one blow."""
    beside = day.with_suffix(".new")
    beside.write_text(text)
    beside.replace(day)


@contextmanager
def served(box, port, day):
    own = {
        "HOTSPOT_DATA_FOLDER": str(box.settings.data_folder),
        "HOTSPOT_PORT": str(port),
        "HOTSPOT_HOST": "127.0.0.1",
    }
    script = Path(__file__).with_name("serve_in_time.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(day)],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        try:
            assert any(b"http://" in line for line in running.stdout)
            yield running
        finally:
            running.kill()
            running.communicate()


def rows():
    return list(Attempt.select().order_by(Attempt.running_number))


def times_are_in_order():
    times = [row.made_at for row in rows()]
    return times == sorted(times)


def test_answers_keep_their_order_while_the_clock_jumps(box, port, day, awa):
    set_clock(day, DAYS[0])
    phone = Phone(port)
    with served(box, port, day):
        assert phone.sign_in(awa) == "/eleve/accueil"
        for time_of_day in DAYS:
            set_clock(day, time_of_day)
            phone.answers_rightly(awa)
            arrived = [phone.get(page)[0] for page in PAGES]
            assert arrived == [urllib.parse.urlsplit(page).path for page in PAGES], "the cookie is good"
            assert parsedate_to_datetime(phone.date).year == BUILT.year, (
                "so phones keep what they have fetched"
            )

    assert len(rows()) == len(DAYS)
    assert times_are_in_order()
    assert len({row.boot_id for row in rows()}) == 1


def test_nobody_is_kept_out_by_a_clock_that_jumps(box, port, day, awa):
    set_clock(day, TODAY)
    technician = Phone(port)
    with served(box, port, day):
        for time_of_day in DAYS:
            set_clock(day, time_of_day)
            technician.post("/boite", "/boite/entrer", code="0000 0000")
            _, page = technician.post("/boite", "/boite/entrer", code=CODE)
            assert "Heure de la boîte" in page
            technician.post("/boite", "/enseignant/sortir")

            child = Phone(port)
            assert child.sign_in(awa) == "/eleve/accueil"


def test_rows_stay_in_order_over_kills_and_the_arrival_of_the_network(box, port, day, awa):
    set_clock(day, DAYS[1])
    phone = Phone(port)
    for time_of_day in (DAYS[1], f"{TODAY} network", DAYS[0], "2099-01-01T00:00:00+00:00 network", TODAY):
        with served(box, port, day):
            set_clock(day, time_of_day)
            if time_of_day.startswith(TODAY) and "network" in time_of_day:
                wait_for_network(box)
            if phone.get("/eleve/accueil")[0] != "/eleve/accueil":
                assert phone.sign_in(awa) == "/eleve/accueil"
            phone.answers_rightly(awa)

    made = [row.made_at for row in rows()]
    assert made == sorted(made)
    assert made[0] < BUILT.replace(day=29) < datetime.fromisoformat(TODAY) <= made[1]
    assert made[-1].year == BUILT.year, "neither 1970 nor 2099 is in any row"


def wait_for_network(box):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        left = floor.read(box.settings.clock_file)
        if left and left.source is floor.Source.NETWORK:
            return
        time.sleep(0.02)
    pytest.fail("the network's time was not taken in")
