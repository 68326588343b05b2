"""A country in network namespaces: the ministry on the net, two schools, the air between them, a stick."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from places import Place
from schools import BIN, HOUSE, PASSPHRASE, prepare

from benchmarks.sync.link import BOX as BOX_ON_LINK
from benchmarks.sync.link import NET, Link, carrying
from benchmarks.sync.weather import Weather
from exchange.messenger import read_last_word

LESSON = "region/modules/maths/tens-and-ones/group-by-ten.fr.md"
PAGE = "/grains/region/maths/tens-and-ones/group-by-ten"
SOUND = "group-by-ten.fr.mp3"
BAD_LINK = Weather(1.5e6, 0.1, 0.03, up_s=0, down_s=3)
QUICK = (sys.executable, Path(__file__).with_name("quick.py"))
PORT = 8080
PATIENCE_SECONDS = 240  # a busy machine is no fault
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


def wait_until(true, *journals):
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        told = "\n".join(journal.read_text()[-4000:] for journal in journals if journal.exists())
        assert time.monotonic() < until, told
        time.sleep(0.1)


class Ministry:
    """Publishes from a copy of the catalogue; its files stand on the net."""

    def __init__(self, published, folder):
        self.repo, self.keys = folder / "repo", folder / "repo-keys"
        self.drop, self.catalogue = folder / "drop", folder / "catalogue"
        shutil.copytree(published, self.repo)
        shutil.copytree(published.with_name(f"{published.name}-keys"), self.keys)
        shutil.copytree(HOUSE / "catalogue", self.catalogue)
        self.drop.mkdir()

    def does(self, *words):
        """Run a command; return what it prints."""
        environment = {**os.environ, "MINISTRY_KEYS_PASSPHRASE": PASSPHRASE}
        done = subprocess.run(
            [BIN / "ministry", *map(str, words)], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def publishes(self, sentence):
        """Put one more sentence into a lesson, and more to hear."""
        lesson = self.catalogue / LESSON
        lesson.write_text(f"{lesson.read_text('utf-8')}\n{sentence}\n", "utf-8")
        sound = lesson.with_name(SOUND)
        sound.write_bytes(sound.read_bytes() * 4)
        words = ("--country", "SN", "--to", self.repo, "--keys", self.keys, "--catalogue", self.catalogue)
        self.does("publish", *words)

    def enrols(self, school):
        """Make a box known, as a technician does who carries its request and its certificate."""
        code = self.does("enrol", "code", school.name, "--school", school.name, "--drop", self.drop)
        school.messenger("identity", "request", code.split("\n")[0])
        request, certificate = school.data / "identity" / "request.json", school.data / "certificate"
        signing = ("--drop", self.drop, "--keys", self.keys)
        self.does("enrol", "sign", request, "--to", certificate, *signing)
        school.messenger("identity", "take", certificate)

    def counts(self, *more):
        """Take the reports that have arrived, and write receipts."""
        self.does("ingest", "--drop", self.drop, "--repo", self.repo, "--keys", self.keys, *more)

    def counted(self, name):
        """How many reports of a box it has."""
        return len(list((self.drop / "accepted" / name).glob("*.rpt")))


class School:
    """A box in a place of its own: the hotspot serves, the messenger works."""

    def __init__(self, name, data, stack, folder, **settings):
        self.name, self.data, self.keys, self._stack = name, data, folder / f"{name}-keys", stack
        self.journals = (folder / f"{name}-hotspot.txt", folder / f"{name}-messenger.txt")
        self.keys.mkdir()
        self.place = stack.enter_context(Place(name.lower()))
        given = {"data_folder": data, "country": "SN", "keys_folder": self.keys, "lan_interface": "lan0"}
        self.environment = {
            "HOTSPOT_DATA_FOLDER": str(data),
            "HOTSPOT_PORT": str(PORT),
            "HOTSPOT_KEYS_FOLDER": str(self.keys),
            "HOTSPOT_LOCAL_NAME": "off",
            **{f"SYNC_AGENT_{key.upper()}": str(value) for key, value in {**given, **settings}.items()},
        }
        self._cookies = {}

    def opens(self):
        """Start both programs."""
        hotspot, messenger = self.journals
        for words, log in ((("hotspot", "serve"), hotspot), (("sync-agent", "run"), messenger)):
            self._stack.enter_context(self.place.running(*QUICK, *words, log=log, **self.environment))
        wait_until(self._answers, *self.journals)

    def messenger(self, *words):
        return self.place.run(*QUICK, "sync-agent", *words, **self.environment)

    def reports(self, name, body):
        """Lay a report down, as the hotspot will."""
        (self.data / "outbox").mkdir(exist_ok=True)
        (self.data / "outbox" / f".{name}").write_text(body)
        (self.data / "outbox" / f".{name}").rename(self.data / "outbox" / f"{name}.json")

    @property
    def outbox(self):
        """What waits there."""
        return [
            path.name
            for path in (self.data / "outbox").iterdir()
            if path.suffix in (".json", ".rpt") and path.name != "floor.json"
        ]

    @property
    def last_word(self):
        return read_last_word(self.data)

    def page(self, path):
        """A page of the box, as a phone of the school is shown it."""
        return self._asks("GET", path)[1]

    def enters(self):
        """Sign the head in, who is a teacher too."""
        name, password = (self.data / "codes.txt").read_text("utf-8").splitlines()[1].split("\t")
        self.sends("/enseignant/entrer", "/enseignant/entrer", name=name, password=password)

    def sends(self, page, to, **fields):
        """Send the form of a page."""
        token = TOKEN.search(self.page(page))[1]
        status, _ = self._asks("POST", to, urlencode({"csrf": token, **fields}))
        assert status == http.HTTPStatus.SEE_OTHER

    def shows(self, sentence):
        """Wait until pupils read this in the lesson."""
        wait_until(lambda: sentence in self.page(PAGE), *self.journals)

    def has_whole(self):
        """Wait until nothing more is to come, and nobody is being asked."""
        wait_until(lambda: not self.last_word.coming and self.last_word.doing == "resting", *self.journals)

    def _answers(self):
        with suppress(OSError):
            return self._asks("GET", "/sante")[0] == http.HTTPStatus.OK
        return False

    def _asks(self, method, path, body=None):
        status, cookies, text = self.place.does(ask, method, path, body, dict(self._cookies))
        self._cookies.update(cookies)
        return status, text


def ask(method, path, body, cookies):
    """Ask the box of this place; return the status, the new cookies, the page."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = unescape(answer.read().decode())
    finally:
        line.close()
    given = [cookie.split(";")[0].partition("=") for cookie in answer.headers.get_all("Set-Cookie", [])]
    return answer.status, {name: value for name, _, value in given}, text


class Country:
    """All of it. `thies` has a bad link; `fissel` has none, but hears `thies`."""

    def __init__(self, published, folder, stack):
        self._stack, self.folder = stack, folder
        self.ministry = Ministry(published, folder)
        self.net = stack.enter_context(Place("net"))
        data = folder / "thies"
        prepare("SN", self.ministry.repo, data)
        shutil.copytree(data, folder / "fissel")
        self.thies = School(
            "SN-0417", data, stack, folder, sources=f"rsync://{NET}", link_interface="wan0", free_mb=0
        )
        self.fissel = School("SN-0418", folder / "fissel", stack, folder, link_interface="wan0", free_mb=0)
        self._air_between(self.thies, self.fissel)
        self._link = ExitStack()
        stack.callback(self._link.close)

    def _air_between(self, *schools):
        near, far = schools
        near.place.cable_to(far.place, "lan0", "lan0")
        for number, school in enumerate(schools, start=1):
            school.place.ip("address", "add", f"192.168.5.{number}/24", "dev", "lan0")

    def link_comes(self):
        """Lay the mobile link from Thiès to the ministry, where its files are served; give what cuts it."""
        link = Link(self.thies.place.name, self.net.name, self.folder / "link.json")
        cut = self._link.enter_context(carrying(link, BAD_LINK, (BOX_ON_LINK, NET)))
        serving = (BIN / "ministry", "serve-files", self.ministry.repo, "--drop", self.ministry.drop)
        self._link.enter_context(self.net.running(*serving, log=self.folder / "mirror.txt"))
        return cut

    def link_goes(self):
        self._link.close()

    def stick(self):
        """A technician's stick with the publisher's tree."""
        stick = self.folder / "stick"
        shutil.copytree(self.ministry.repo, stick / "imaginecole")
        return stick

    def plugs(self, stick):
        """Plug it in at Thiès: the whole of it is there at once."""
        stick.rename(self.thies.keys / "CLE-ROUGE")
        return self.thies.keys / "CLE-ROUGE"

    def pulls(self, stick):
        return stick.rename(self.folder / "stick")
