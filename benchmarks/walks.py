"""What pupils do on their phones, one request after the other, as a browser without script asks."""

import gzip
import html
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

from benchmarks.phones import Answered, Asked, Phone, get, post

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SET_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
PARTS = re.compile(r'<link rel="(?:stylesheet|icon)" href="(/[^"]+)"|<(?:img|source)[^>]* src="(/[^"]+)"')
SUM = re.compile(r"(\d+)[^\d+]*\+[^\d]*?(\d+)")
CARD = re.compile(r'<input type="radio" name="answer"[^>]*>')
CARD_KEY = re.compile(r'value="([^"]+)"')
WRONG = "98765"  # no sum of the edition is as large

Opened = Generator[Asked, Answered, str]


@dataclass
class Browser:
    """One phone: its cookies, what it keeps, where it is."""

    cookies: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    address: str = "/"

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def open(self, path: str, label: str = "page") -> Opened:
        """Ask for a page and all that it shows; return its HTML."""
        answer = yield Asked(get(path, self.cookie).raw, label, only_counted=False)
        self._note(path, answer)
        page = _text(answer)
        for part in self._parts(page):
            self.kept.add(part)
            yield get(part, self.cookie, "part")
        return page

    def send(self, path: str, fields: dict[str, str], label: str = "form") -> Opened:
        """Send a form and open the page that it leads to."""
        answer = yield post(path, urlencode(fields), self.cookie, label)
        self._note(path, answer)
        found = LOCATION.search(answer.head)
        if found is None:
            raise RuntimeError(f"{path} leads nowhere: {answer.status}")
        return (yield from self.open(urljoin(path, found[1].decode())))

    def _note(self, path: str, answer: Answered) -> None:
        self.address = path
        for name, value in SET_COOKIE.findall(answer.head):
            self.cookies[name.decode()] = value.decode()

    def _parts(self, page: str) -> list[str]:
        found = [html.unescape(style or picture) for style, picture in PARTS.findall(page)]
        return [part for part in dict.fromkeys(found) if part not in self.kept]


@dataclass(frozen=True)
class Pupil:
    """A learner as the teacher's list shows her."""

    id: int
    class_id: int
    year: int
    pictures: tuple[str, ...]


@dataclass(frozen=True)
class OpenQuestion:
    """A question on the screen: where its form goes, what it carries, the right answer."""

    address: str
    fields: dict[str, str]
    right: str


def arrives(browser: Browser, pupil: Pupil) -> Phone:
    """Walk from the front page to the class, the face, the three pictures, and home."""
    yield from browser.open("/")
    yield from browser.open("/eleve/")
    yield from browser.open(f"/eleve/classe/{pupil.class_id}")
    address = f"/eleve/{pupil.id}/code"
    page = yield from browser.open(address)
    for picture in pupil.pictures:
        page = yield from browser.send(address, {**fields_of(page), "picture": picture})
    if browser.address != "/eleve/accueil":
        raise RuntimeError(f"pupil {pupil.id} stands before {browser.address}")


def begins(browser: Browser, grains: Sequence[str], questions: list[OpenQuestion]) -> Phone:
    """Open the first question of each of these sets, and note them."""
    page = yield from browser.open("/eleve/accueil")
    token = {"csrf": fields_of(page)["csrf"]}
    for grain in grains:
        page = yield from browser.send(f"/pratique/{grain}/commencer", token)
        questions.append(question_on(page, browser.address))


def answers(browser: Browser, questions: Sequence[OpenQuestion]) -> Phone:
    """Answer each question: wrong, look at what the page says, then right."""
    for question in questions:
        page = yield from browser.send(question.address, {**question.fields, "answer": WRONG}, "answer")
        again = {**fields_of(page), "answer": question.right}
        yield from browser.send(question.address, again, "answer")


def finishes(browser: Browser, grain: str) -> Phone:
    """Do a set to its end; where cards are to be chosen, try one after the other."""
    home = yield from browser.open("/eleve/accueil")
    page = yield from browser.send(f"/pratique/{grain}/commencer", {"csrf": fields_of(home)["csrf"]})
    while (address := browser.address).startswith("/pratique/question/"):
        cards = [one for one in CARD.findall(page) if "disabled" not in one]
        right = CARD_KEY.findall(cards[0])[0] if cards else question_on(page, address).right
        page = yield from browser.send(address, {**fields_of(page), "answer": right})
        if f'action="{address}/suite"' in page:
            page = yield from browser.send(f"{address}/suite", fields_of(page))


def question_on(page: str, address: str) -> OpenQuestion:
    """Return the question that a page asks: a sum, as all written ones of the made-up edition."""
    form = page[page.index(f'action="{address}"') :]
    asked = re.sub(r"<[^>]+>", "", form[form.index('id="ask"') :].split("</", 1)[0])
    found = SUM.search(asked)
    if found is None:
        raise RuntimeError(f"{address} asks no sum: {asked}")
    return OpenQuestion(address, fields_of(form), str(int(found[1]) + int(found[2])))


def fields_of(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms; of two with one name the last."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def _text(answer: Answered) -> str:
    body = gzip.decompress(answer.body) if answer.body.startswith(b"\x1f\x8b") else answer.body
    return body.decode(errors="replace")
