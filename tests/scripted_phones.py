"""Sixty children on sixty phones: what they do, and what the box has told them it has kept."""

import http.client
import random
import re
import secrets
import socket
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from gestures import right_fields, wrong_fields

HANG_SECONDS = 30
PAUSE_SECONDS = (0.2, 1.2)  # children take longer: sixty of these are three hundred of them
PART_BYTES = 200_000  # of a film, as a player asks for it
SLOW_BYTES_PER_SECOND = 200_000  # 1.6 Mbit/s
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SET_COOKIE = re.compile(r"([^=;]+)=([^;]*)")
MEDIA = re.compile(r'(?:src|href)="(/media/[0-9a-f]{64}/[^"]+)"')
WORDS = (
    "énergie",
    "energie",
    "fractoin",
    "lire",
    "addition",
    "ق",
    "mot",
    "ɓ",
    "poule",
    "10",
    "?",
    "le la les",
)


class WrongAnswerError(AssertionError):
    """The box answered a child with an error."""


@dataclass
class Told:
    """What the box has said of one phone's answers, and how often it was asked."""

    kept: set[tuple[int, int]] = field(default_factory=set)  # question, number of the try
    requests: int = 0
    errors: list[str] = field(default_factory=list)


class Phone:
    """One browser: a kept connection, one cookie, the page it shows. It hurries where it never pauses."""

    pause_seconds = PAUSE_SECONDS

    def __init__(self, school, number):
        self.school, self.number = school, number
        self.host, port = school.address.removeprefix("http://").split(":")
        self.port = int(port)
        # On one machine each phone is an address of its own; in a network of its own it has one.
        self.own_address = f"127.0.1.{number + 1}" if self.host == "127.0.0.1" else ""
        self.dice = random.Random(number)
        self.cookie, self.page, self.path = "", "", "/"
        self.told = Told()
        self.connection = self._connection()

    def _connection(self):
        return http.client.HTTPConnection(
            self.host, self.port, timeout=HANG_SECONDS, source_address=(self.own_address, 0)
        )

    def ask(self, method, path, body=None, **headers):
        """Return status, headers and bytes; asked anew where a kept connection has ended, as browsers do."""
        headers = {"Cookie": self.cookie, "Accept-Language": "fr", **headers}
        for fresh in (False, True):
            try:
                self.connection.request(method, path, body, headers)
                answer = self.connection.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                if fresh:
                    raise
                self.connection.close()
            except TimeoutError as error:
                raise WrongAnswerError(f"{method} {path} {headers}: no answer") from error
        self.told.requests += 1
        if answer.status >= 400:
            raise WrongAnswerError(f"{method} {path}: {answer.status}")
        found = SET_COOKIE.match(answer.headers.get("Set-Cookie", ""))
        if found:
            self.cookie = f"{found[1]}={found[2]}"
        return answer.status, answer.headers, content

    def open(self, path):
        status, headers, content = self.ask("GET", path)
        while status in (302, 303):
            path = headers["Location"]
            status, headers, content = self.ask("GET", path)
        self.path, self.page = path, content.decode()
        time.sleep(self.dice.uniform(*self.pause_seconds))

    def send(self, path, fields, twice=False):
        """Send a form, perhaps as a browser does that heard no answer: twice."""
        body = urlencode(fields, doseq=True)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for _ in range(2 if twice else 1):
            status, headers, _content = self.ask("POST", path, body, **form)
        if status != 303:
            raise WrongAnswerError(f"POST {path}: {status}")
        self.open(headers["Location"])

    def hidden(self, action=""):
        start = self.page.index(f'action="{action}"') if action else self.page.index("<form method=")
        return {
            name: unescape(value) for name, value in HIDDEN.findall(self.page[start:].split("</form>")[0])
        }

    def links(self, start):
        return [unescape(one) for one in re.findall(rf'href="({start}[^"]*)"', self.page)]


def sign_in(phone, pupil):
    phone.open("/")
    phone.open("/eleve/")
    phone.open(f"/eleve/classe/{pupil.class_id}")
    code = f"/eleve/{pupil.id}/code"
    phone.open(f"{code}?encore=1")
    for name in pupil.pictures:
        phone.send(code, {**phone.hidden(), "picture": name})
    if phone.path != "/eleve/accueil":
        raise WrongAnswerError(f"{pupil.first_name} was not let in: {phone.path}")


def practise(phone, grain):
    """Four answers of a set, right and wrong, with hints; some are sent twice, some by the script."""
    phone.open(f"/grains/{grain}")
    begin = f"/pratique/{grain}/commencer"
    phone.send(begin, phone.hidden(begin))
    for _ in range(4):
        if not phone.path.startswith("/pratique/question/"):
            return
        number = int(phone.path.split("/")[3])
        address = f"/pratique/question/{number}"
        if f"{address}/suite" in phone.page:
            phone.send(f"{address}/suite", phone.hidden(f"{address}/suite"))
            continue
        if f"{address}/indice" in phone.page and phone.dice.random() < 0.2:
            phone.send(f"{address}/indice", phone.hidden(address))
        give(phone, number, phone.hidden(address))


def give(phone, number, hidden):
    question = phone.school.question(number)
    right = phone.dice.random() < 0.6
    fields = {**hidden, **(right_fields(question) if right else wrong_fields(question))}
    if phone.dice.random() < 0.3:
        by_script(phone, number, fields)
    else:
        phone.send(f"/pratique/question/{number}", fields, twice=phone.dice.random() < 0.2)
    phone.told.kept.add((number, int(hidden["try"])))


def by_script(phone, number, fields):
    """As keep.js sends an answer: with an id of its own, perhaps once more."""
    body = urlencode({**fields, "sent_as": secrets.token_urlsafe(16)}, doseq=True)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    for _ in range(phone.dice.choice((1, 2))):
        _status, _headers, content = phone.ask("POST", "/pratique/gardees", body, **form)
        if b'"kept"' not in content:
            raise WrongAnswerError(f"/pratique/gardees: {content[:200]}")
    phone.open(f"/pratique/question/{number}")


def look_around(phone, _grain):
    phone.open("/catalogue")
    for start in ("/grains/", "/modules/", "/catalogue"):
        found = phone.links(start)
        if found:
            phone.open(phone.dice.choice(found))


def search(phone, _grain):
    word = phone.dice.choice(WORDS)
    for end in range(1, len(word) + 1):
        phone.ask("GET", "/recherche/mots?" + urlencode({"q": word[:end]}))
    phone.open("/recherche?" + urlencode({"q": word}))


def watch(phone, film):
    """Ask for a film as a player does: its beginning, its end, then part after part."""
    _status, headers, _ = phone.ask("GET", film, Range="bytes=0-1")
    size = int(headers["Content-Range"].split("/")[1])
    for first in [max(0, size - 1000), *range(0, size, PART_BYTES)]:
        last = min(first + PART_BYTES, size) - 1
        status, _, content = phone.ask("GET", film, Range=f"bytes={first}-{last}")
        if status != 206 or len(content) != last - first + 1:
            raise WrongAnswerError(f"{film} {first}-{last}: {status}, {len(content)} bytes")


def watch_slowly(phone, film):
    with _asking_for(phone, film) as watching:
        until = time.monotonic() + 5
        while time.monotonic() < until and (piece := watching.recv(32_768)):
            time.sleep(len(piece) / SLOW_BYTES_PER_SECOND)


def vanish(phone, film):
    """Go out of reach in the middle of a film, and with a question half asked."""
    with _asking_for(phone, film) as watching:
        watching.recv(10_000)
    with socket.create_connection((phone.host, phone.port), HANG_SECONDS, (phone.own_address, 0)) as asking:
        asking.sendall(b"POST /eleve/sortir HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\ncsrf=")
    phone.connection.close()


def _asking_for(phone, film):
    watching = socket.socket()
    watching.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    watching.settimeout(HANG_SECONDS)
    watching.bind((phone.own_address, 0))
    watching.connect((phone.host, phone.port))
    watching.sendall(
        f"GET {film} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes=0-\r\n\r\n".encode()
    )
    return watching
