"""How phones get to what is measured: a pupil by her pictures, a guest to a question, and their answers."""

import http.client
import re
import sqlite3
import urllib.parse
from pathlib import Path

from benchmarks.load import PHONES, Ask

FORM = "application/x-www-form-urlencoded"


def pupil_at_home(port: int, school_file: Path) -> str:
    """Return the cookie of a pupil who has touched her three pictures."""
    school = sqlite3.connect(f"file:{school_file}?mode=ro", uri=True)
    learner, pictures = school.execute("SELECT id, pictures FROM learner WHERE pictures <> ''").fetchone()
    school.close()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    address, cookie = f"/eleve/{learner}/code", ""
    for place, picture in enumerate(pictures.split()):
        headers, body = _get(connection, address, cookie)
        cookie = _cookie(headers) or cookie
        fields = {"csrf": _token(body), "place": str(place), "picture": picture}
        cookie = _cookie(_post(connection, address, fields, cookie).headers) or cookie
    return cookie


def guest_at_a_question(port: int) -> tuple[str, str]:
    """Return a guest's cookie and the address of their first question."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    sets = _get(connection, "/catalogue?genre=exercises")[1]
    grain = re.search(r'href="(/grains/[^"]+)"', sets)
    assert grain is not None, "no set of exercises"
    headers, start = _get(connection, grain[1])
    action = re.search(r'action="(/pratique/[^"]+/commencer)"', start)
    assert action is not None
    answer = _post(connection, action[1], {"csrf": _token(start)}, _cookie(headers))
    return _cookie(answer.headers), answer.headers["Location"]


def answers(port: int) -> Ask:
    """Return how phones answer: each is a guest with a question open; only the answers are measured.

    The same try sent again is answered from what was kept, so each phone moves on to its next try.
    """
    phones = {}
    for number in range(PHONES):
        cookie, address = guest_at_a_question(port)
        body = _get(http.client.HTTPConnection("127.0.0.1", port), address, cookie)[1]
        phones[number] = (cookie, address, _token(body))

    def ask(connection: http.client.HTTPConnection, turn: int) -> bytes:
        cookie, address, token = phones[turn // 1000]
        _post(connection, address, {"csrf": token, "try": str(turn % 1000 + 1), "answer": "98765"}, cookie)
        return b""

    return ask


def bare_answer() -> Ask:
    """Return how a phone sends the reference an answer."""

    def ask(connection: http.client.HTTPConnection, _turn: int) -> bytes:
        connection.request("POST", "/answer", "answer=12", {"Content-Type": FORM})
        return connection.getresponse().read()

    return ask


def _get(
    connection: http.client.HTTPConnection, path: str, cookie: str = ""
) -> tuple[http.client.HTTPMessage, str]:
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.headers, answer.read().decode()


def _post(
    connection: http.client.HTTPConnection, path: str, fields: dict[str, str], cookie: str
) -> http.client.HTTPResponse:
    headers = {"Content-Type": FORM, "Cookie": cookie}
    connection.request("POST", path, urllib.parse.urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def _cookie(headers: http.client.HTTPMessage) -> str:
    return headers.get("Set-Cookie", "").split(";")[0]


def _token(body: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', body)
    assert found is not None, body[:300]
    return found[1]
