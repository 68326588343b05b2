"""Pupils who answer over HTTP while the box goes down and comes up again, and remember what it promised.

A pupil sends the same form again until the box has said that it is kept, as a phone does.
"""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).parent
SET = "region/maths/numbers/adding"
TRIES = 3
COMES_UP_WITHIN_S = 30
ANSWERS_WITHIN_S = 60


class Box:
    """A box that is started, stopped and killed from outside."""

    def __init__(self, folder, log, synchronous=()):
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = found.getsockname()[1]
        self.log, self.pid = log, 0
        own = {
            "HOTSPOT_DATA_FOLDER": folder,
            "HOTSPOT_PORT": self.port,
            "HOTSPOT_HOST": "127.0.0.1",
            "LOG": log,
        }
        self.starter = subprocess.Popen(
            [sys.executable, HERE / "serve_again.py", *synchronous],
            env={**os.environ, **{name: str(value) for name, value in own.items()}},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self):
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()
        self.pid = int(self.starter.stdout.readline())

    def comes_up(self):
        until = time.monotonic() + COMES_UP_WITHIN_S
        while time.monotonic() < until:
            with closing(socket.socket()) as door:
                if door.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        raise AssertionError(self.log.read_text("utf-8"))

    def tell(self, number):
        os.kill(self.pid, number)


@contextmanager
def box_to_kill(folder, log, *synchronous):
    """A box under test; nothing of it is left at the end."""
    box = Box(folder, log, synchronous)
    try:
        yield box
    finally:
        if box.pid:
            box.tell(signal.SIGKILL)
        box.starter.stdin.close()
        box.starter.wait()
        box.starter.stdout.close()


class Pupil(threading.Thread):
    """One pupil with a phone."""

    def __init__(self, port, learner_id, pictures):
        super().__init__()
        self.port, self.learner_id, self.pictures = port, learner_id, pictures
        self.promised = {}  # (question, try) → what was answered
        self.sent = {}  # the same, promised or not
        self.refused = []
        self.cookie, self.token = "", ""
        self.stop = threading.Event()

    def run(self):
        self._sign_in()
        place = self._post(f"/pratique/{SET}/commencer")
        while not self.stop.is_set() and place is not None:
            found = re.match(r"/pratique/question/(\d+)", place)
            if not found:
                place = self._post(f"/pratique/{SET}/commencer")
                continue
            place = self._answer_thrice(int(found[1]))

    def _answer_thrice(self, question):
        for number in range(1, TRIES + 1):
            given = str(100_000 + question * 10 + number)
            self.sent[question, number] = given
            if self._post(f"/pratique/question/{question}", answer=given, **{"try": number}) is None:
                return None
            self.promised[question, number] = given
        return self._post(f"/pratique/question/{question}/suite")

    def _sign_in(self):
        path = f"/eleve/{self.learner_id}/code"
        for place, picture in enumerate(self.pictures):
            page = self._get(path)
            if page is None:
                return
            self.token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
            self._post(path, picture=picture, place=place)

    def _get(self, path):
        return self._until_answered("GET", path, None)[1]

    def _post(self, path, **fields):
        """Return where the box leads to; None when the pupil has been told to stop."""
        return self._until_answered("POST", path, urlencode({"csrf": self.token, **fields}))[0]

    def _until_answered(self, method, path, body):
        while not self.stop.is_set():
            try:
                return self._ask(method, path, body)
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)
        return None, None

    def _ask(self, method, path, body):
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as phone:
            phone.request(method, path, body, self._headers())
            answer = phone.getresponse()
            page = answer.read().decode()
        if answer.status >= 400:
            self.refused.append((method, path, answer.status))
            raise OSError(answer.status)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = cookie.split(";")[0]
        return answer.headers["Location"] or "", page

    def _headers(self):
        return {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}


@contextmanager
def pupils_at_work(port, folder):
    """Every learner of the box answers all the time."""
    with closing(sqlite3.connect(folder / "school.db")) as school:
        learners = school.execute("SELECT id, pictures FROM learner").fetchall()
    pupils = [Pupil(port, learner_id, pictures.split()) for learner_id, pictures in learners]
    for pupil in pupils:
        pupil.start()
    try:
        yield pupils
    finally:
        for pupil in pupils:
            pupil.stop.set()
        for pupil in pupils:
            pupil.join()


def promised_by(pupils):
    return {place: given for pupil in pupils for place, given in list(pupil.promised.items())}


def kept_in(file):
    """(question, try) → answer, each as often as it is there."""
    with closing(sqlite3.connect(file)) as school:
        rows = school.execute("SELECT question_id, try_number, answer FROM attempt").fetchall()
    return [((question, number), json.loads(given)["answer"][0]) for question, number, given in rows]


def more_promised(pupils, number):
    """Wait until the box has promised so many answers more."""
    wanted, until = len(promised_by(pupils)) + number, time.monotonic() + ANSWERS_WITHIN_S
    while len(promised_by(pupils)) < wanted:
        assert time.monotonic() < until, "the box does not answer"
        time.sleep(0.002)
