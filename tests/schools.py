"""A demonstration school as `make run` makes it, really served; and what a test may know of it."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from signing import root_of

from exchange.documents import Bulletin, Country, Module, Register, Skill
from exchange.store import Store
from hotspot.content.documents import exercise_from, words_from
from learning.exercises import draw
from ministry.publish.edition import countries_in

HOUSE = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
STARTS_WITHIN_S = 30
PASSPHRASE = "mil mangue baobab"


@dataclass(frozen=True)
class Pupil:
    id: int
    first_name: str
    class_id: int
    class_name: str
    pictures: tuple[str, ...]


@dataclass
class School:
    """A running box: its address, its folder."""

    address: str
    folder: Path
    server: subprocess.Popen

    def rows(self, query, *values):
        with sqlite3.connect(f"file:{self.folder}/school.db?mode=ro", uri=True) as database:
            database.row_factory = sqlite3.Row
            return database.execute(query, values).fetchall()

    def pupils(self, year=None):
        """The learners of a class of that year, in the order of the wall."""
        query = """
            SELECT learner.id, first_name, school_class_id, name, pictures, year
            FROM learner JOIN school_class ON school_class.id = learner.school_class_id ORDER BY first_name
        """
        return [
            Pupil(
                row["id"],
                row["first_name"],
                row["school_class_id"],
                row["name"],
                tuple(row["pictures"].split()),
            )
            for row in self.rows(query)
            if year in (None, row["year"])
        ]

    def question(self, question_id):
        """The question drawn again from its seed, with the key to it."""
        (row,) = self.rows("SELECT * FROM question WHERE id = ?", question_id)
        store = self.folder / "store"
        names = (row["skill_document"], row["country_document"], row["exercise"])
        exercise = exercise_from(store, *names)
        words = words_from(store, row["country_document"])
        return draw(exercise, words, row["language"], row["band"], row["seed"])

    def attempts(self, question_id):
        query = "SELECT verdict FROM attempt WHERE question_id = ? ORDER BY try_number"
        return [row["verdict"] for row in self.rows(query, question_id)]

    def technician_code(self):
        return (self.folder / "codes.txt").read_text("utf-8").split("\n")[0].strip()

    def grains(self, kind):
        """Ids of the published grains of a kind."""
        return self.catalogue("SELECT id FROM grain_row WHERE kind = ? ORDER BY id", kind)

    def catalogue(self, query, *values):
        with sqlite3.connect(f"file:{self.folder}/catalogue.db?mode=ro", uri=True) as database:
            return [row[0] for row in database.execute(query, values)]


def run(*command, **environment):
    done = subprocess.run(
        command, check=False, env={**os.environ, **environment}, capture_output=True, text=True, cwd=HOUSE
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def publish(country, repo):
    """Publish a country, or "all", signed by keys that are made beside the tree: `<repo>-keys`."""
    keys = repo.with_name(f"{repo.name}-keys")
    codes = countries_in(HOUSE / "catalogue") if country == "all" else [country]
    signing = {"MINISTRY_KEYS_PASSPHRASE": PASSPHRASE}
    run(BIN / "ministry", "keys", "new", keys, *(f"--country={code}" for code in codes), **signing)
    run(BIN / "ministry", "publish", "--country", country, "--to", repo, "--keys", keys, **signing)


def prepare(country, repo, folder):
    """Make a demonstration school of that country in a folder."""
    environment = {"HOTSPOT_DATA_FOLDER": str(folder)}
    run(BIN / "hotspot", "install", repo, "--country", country, "--root", root_of(repo), **environment)
    run(BIN / "hotspot", "demonstration", **environment)


@contextmanager
def open_school(country, repo, folder, port, **settings):
    """A school of that country, prepared and served; closed at the end."""
    prepare(country, repo, folder)
    with serve(folder, port, **settings) as school:
        yield school


@contextmanager
def serve(folder, port, **settings):
    """The box of a folder, served; closed at the end."""
    environment = {"HOTSPOT_DATA_FOLDER": str(folder), "HOTSPOT_PORT": str(port), **settings}
    log = (folder / "log.txt").open("w")
    server = subprocess.Popen(
        [BIN / "hotspot", "serve"], env={**os.environ, **environment}, stdout=log, stderr=log
    )
    school = School(f"http://127.0.0.1:{port}", folder, server)
    try:
        _wait_for(school, server)
        yield school
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait_for(school, server):
    until(lambda: server.poll() is not None or is_served(school))
    if server.poll() is not None:
        raise AssertionError((school.folder / "log.txt").read_text("utf-8"))


def until(condition):
    """Wait until something is so."""
    ends = time.monotonic() + STARTS_WITHIN_S
    while not condition():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def is_served(school):
    try:
        urllib.request.urlopen(school.address + "/sante", timeout=5).close()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def documents(repo, kind):
    """Every document of a kind in a published tree."""
    form = {"skill": Skill, "module": Module, "country": Country, "register": Register, "news": Bulletin}[
        kind
    ]
    found = []
    for path in sorted((repo / "docs").rglob("*")):
        if path.is_file() and f'"document":"{kind}"'.encode() in path.read_bytes():
            found.append(msgspec.json.decode(Store(repo).read_document(path.name), type=form))
    return found
