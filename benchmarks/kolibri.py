"""A Kolibri from its own package, with the same resources and thirty learners, for `make bench-peers`.

Everything stands in one folder: a virtual environment, Kolibri's home, the content. Nothing of the machine
is changed.
"""

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.bench import FILM_BYTES
from benchmarks.phones import PHONES, Asked, Phone, get, request_bytes
from benchmarks.processes import Started, free_port, run, start
from benchmarks.resources import GRAINS_A_MODULE, SHEET, content

VERSION = "0.19.5"
PORT, ZIP_PORT = free_port(), free_port()
SIGN_IN, LEARN = "/fr-fr/auth/", "/fr-fr/learn/"
AFTER_SIGN_IN = (
    LEARN,
    "/learn/api/state",
    "/api/content/channel/?available=true",
    "/api/content/contentnode/?parent__isnull=true&include_coach_content=false",
)
SEARCH = "/api/content/contentnode/?max_results=20&keywords="
HIT = '"content_id":'
FACILITY = {"learner_can_edit_password": False, "learner_can_login_with_no_password": True}
DEVICE = {"allow_guest_access": True}
SCRIPT = Path(__file__).with_name("kolibri_content.py")
PASSWORD = "only-for-the-bench"
ADDRESS = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Session:
    """A learner who is signed in, and the exercise that she has begun."""

    kolibri: str  # cookies
    csrf: str
    number: str  # of the exercise begun

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return f"kolibri={self.kolibri}; kolibri_csrftoken={self.csrf}"


def install(folder: Path, resources: int) -> None:
    """Make a Kolibri with a facility, learners and the same resources as the box, if it is not there yet.

    Raises:
        subprocess.CalledProcessError: the package cannot be had, or one of its commands failed.
    """
    if not (folder / "kolibri.json").exists():
        if not _bin(folder).exists():
            run(sys.executable, "-m", "venv", folder / "kolibri")
            run(folder / "kolibri" / "bin" / "pip", "install", "-q", f"kolibri=={VERSION}")
        _provision(folder)
        _write_content(folder, resources)
        with SCRIPT.open() as script:
            run(_bin(folder), "manage", "shell", environment=_settings(folder), stdin=script)


@contextmanager
def serving(folder: Path) -> Iterator[Started]:
    """Serve it in the foreground, as its service does."""
    command: list[object] = [_bin(folder), "start", "--foreground"]
    started = start(command, PORT, "/api/public/info/", _settings(folder), patience_seconds=180)
    try:
        yield started
    finally:
        started.stop()


def known(folder: Path) -> dict[str, Any]:
    """Return what kolibri_content.py wrote down: facility, film, exercise."""
    found: dict[str, Any] = json.loads((folder / "kolibri.json").read_text())
    return found


def signed_in(folder: Path) -> list[Session]:
    """Let thirty learners sign in and begin the exercise."""
    return [_session(number, known(folder)) for number in range(PHONES)]


def answers(folder: Path, sessions: list[Session], each: int) -> list[Phone]:
    """Return thirty phones that each answer so many questions, as Kolibri's own page sends them."""
    items = known(folder)["items"]
    return [_answers(session, list(islice(cycle(items), each))) for session in sessions]


def arrives(number: int, facility: str) -> Phone:
    """Sign in as a page does: the sign-in page, the facility, the session, the library. Files not counted."""
    yield get(SIGN_IN, expected=(200,))
    yield get("/api/auth/facility/")
    form = {"username": f"eleve{number:02}", "facility": facility, "password": ""}
    answer = yield _json("POST", "/api/auth/session/", form, "", "")
    cookie = b"; ".join(
        line.split(b": ", 1)[1].split(b";")[0]
        for line in answer.head.split(b"\r\n")
        if line.lower().startswith(b"set-cookie")
    ).decode()
    for path in AFTER_SIGN_IN:
        yield get(path, cookie)


def _answers(session: Session, items: list[str]) -> Phone:
    for item in items:
        given = {
            "item": item,
            "correct": 1,
            "complete": True,
            "time_spent": 3.0,
            "answer": {"attempts": [{"numeric-input 1": {"currentValue": "3"}}]},
            "simple_answer": "3",
            "error": False,
            "hinted": False,
        }
        form = {"progress_delta": 0.0, "time_spent_delta": 3.0, "interactions": [given]}
        path = f"/api/logger/trackprogress/{session.number}/"
        yield _json("PUT", path, form, session.cookie, session.csrf)


def _json(method: str, path: str, form: object, cookie: str, csrf: str) -> Asked:
    headers = f"Content-Type: application/json\r\nX-CSRFToken: {csrf}\r\n"
    raw = request_bytes(method, path, cookie, headers, json.dumps(form))
    return Asked(raw, "answer", (200, 201), only_counted=False)


def _session(number: int, about: dict[str, Any]) -> Session:
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(ADDRESS + SIGN_IN, timeout=60).read()

    def value(name: str) -> str:
        return next((cookie.value or "" for cookie in jar if cookie.name == name), "")

    def send(path: str, form: object) -> Any:
        headers = {"Content-Type": "application/json", "X-CSRFToken": value("kolibri_csrftoken")}
        asked = urllib.request.Request(ADDRESS + path, json.dumps(form).encode(), headers)
        return json.load(opener.open(asked, timeout=60))

    learner = {"username": f"eleve{number:02}", "facility": about["facility"], "password": ""}
    send("/api/auth/session/", learner)
    begun = {
        "node_id": about["node"],
        "content_id": about["content"],
        "channel_id": about["channel"],
        "kind": "exercise",
        "mastery_model": {"type": "m_of_n", "m": 5, "n": 5},
    }
    exercise = send("/api/logger/trackprogress/", begun)["session_id"]
    return Session(value("kolibri"), value("kolibri_csrftoken"), exercise)


def _provision(folder: Path) -> None:
    for name, settings in (("facility", FACILITY), ("device", DEVICE)):
        (folder / f"kolibri-{name}.json").write_text(json.dumps(settings))
    wanted = (
        *("--facility", "École", "--superusername", "admin", "--superuserpassword", PASSWORD),
        *("--preset", "nonformal", "--language_id", "fr-fr", "--noinput"),
        *("--facility_settings", folder / "kolibri-facility.json"),
        *("--device_settings", folder / "kolibri-device.json"),
    )
    run(_bin(folder), "manage", "provisiondevice", "--", *wanted, environment=_settings(folder))


def _write_content(folder: Path, resources: int) -> None:
    rows = [
        {
            "kind": grain.kind,
            "title": grain.title["fr"],
            "body": grain.html.get("fr", "")[3:-4],  # between <p> and </p>
            "minutes": grain.minutes,
            "subject": module.subject,
            "year": module.year,
        }
        for module, _skill in content(resources // GRAINS_A_MODULE)
        for grain in module.grains
    ]
    (folder / "resources.json").write_text(json.dumps(rows))
    (folder / "sheet.pdf").write_bytes(SHEET)
    (folder / "film.mp4").write_bytes(bytes(FILM_BYTES))


def _bin(folder: Path) -> Path:
    return folder / "kolibri" / "bin" / "kolibri"


def _settings(folder: Path) -> dict[str, str]:
    return {
        "BENCH_FOLDER": str(folder),
        "KOLIBRI_HOME": str(folder / "kolibri-home"),
        "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
        "KOLIBRI_HTTP_PORT": str(PORT),
        "KOLIBRI_ZIP_CONTENT_PORT": str(ZIP_PORT),
        "KOLIBRI_ZEROCONF_ENABLED": "False",
        "KOLIBRI_DISABLE_PING": "True",
    }
