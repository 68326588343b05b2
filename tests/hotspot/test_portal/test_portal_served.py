"""Phones at the real box's port: what joining takes, counted, not timed."""

import re
import threading
from http.client import HTTPConnection

import pytest
from handset import ANSWERS, WITH_THE_PORTAL, Handset
from served import served

PHONES = 30
REQUESTS_AT_MOST, BYTES_AT_MOST = 3, 6 * 1024
GSTATIC = b"Host: connectivitycheck.gstatic.com\r\n"
PROBES_AS_SENT = {
    "as usual": b"GET /generate_204 HTTP/1.1\r\n" + GSTATIC,
    "with a cookie of before": b"GET /generate_204 HTTP/1.1\r\nCookie: boite=e30.x.y\r\n" + GSTATIC,
    "only its head": b"HEAD /generate_204 HTTP/1.1\r\n" + GSTATIC,
    "as a form": b"POST /generate_204 HTTP/1.1\r\nContent-Length: 0\r\n" + GSTATIC,
    "what may be asked": b"OPTIONS /generate_204 HTTP/1.1\r\n" + GSTATIC,
    "as to a proxy": b"GET http://connectivitycheck.gstatic.com/generate_204 HTTP/1.1\r\n" + GSTATIC,
    "as to a proxy, without a host": b"GET http://gstatic.com/generate_204 HTTP/1.1\r\n",
    "as in 1996": b"GET /generate_204 HTTP/1.0\r\n",
    "at no host": b"GET /generate_204 HTTP/1.1\r\nHost:\r\n",
    "in capital letters, with a port": b"GET /generate_204 HTTP/1.1\r\nHost: WWW.GSTATIC.COM.:8080\r\n",
    "at a host of 10 kB": b"GET /generate_204 HTTP/1.1\r\nHost: " + b"a" * 10_000 + b"\r\n",
    "at a host that is no text": b"GET /generate_204 HTTP/1.1\r\nHost: \xff\xfe\r\n",
}
WRITES = ("INSERT", "REPLACE", "UPDATE", "DELETE", "BEGIN")


@pytest.fixture
def running(box):
    with served(box.settings.data_folder, **WITH_THE_PORTAL) as box_at_the_port:
        yield box_at_the_port


def test_from_the_address_to_the_signpost_it_is_three_requests_and_six_kilobytes(running):
    came = []

    def asks(path, host=f"127.0.0.1:{running.port}"):
        said = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
        )
        came.append(running.says(said.encode()))
        return came[-1].decode()

    location = re.search(r"\r\nLocation: http://127.0.0.1:\d+(\S+)\r\n", asks("/generate_204", "gstatic.com"))
    page = asks(location[1])
    for address in re.findall(r'(?:src|href)="(/[^"]*)"', page):
        asks(address)

    assert [answer[9:12] for answer in came] == [b"302", b"200", b"200"]
    assert len(came) <= REQUESTS_AT_MOST
    assert sum(map(len, came)) <= BYTES_AT_MOST  # uncompressed; phones take half of it


@pytest.mark.parametrize("is_known", [False, True])
def test_a_probe_is_answered_however_it_is_sent(running, is_known):
    end = b"Connection: close\r\n\r\n"
    own = f"POST /bienvenue HTTP/1.1\r\nContent-Length: 0\r\nHost: 127.0.0.1:{running.port}\r\n"
    if is_known:
        running.says(own.encode() + end)

    answers = {how: running.says(sent + end) for how, sent in PROBES_AS_SENT.items()}

    assert {how: answer[9:12] for how, answer in answers.items()} == dict.fromkeys(
        PROBES_AS_SENT, b"204" if is_known else b"302"
    )
    for answer in answers.values():
        assert b"\r\nCache-Control: no-store\r\n" in answer
        assert not re.search(rb"\r\n(Set-Cookie|ETag|Last-Modified|Expires):", answer)
        assert (b"/bienvenue\r\n" in answer) != is_known


def test_thirty_phones_with_all_probes_at_once_meet_no_error(running):
    wrong = []
    phones = [threading.Thread(target=joins, args=(running.port, one, wrong)) for one in range(PHONES)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()

    assert wrong == []
    assert running.journal.read_text() == ""


def joins(port, number, wrong):
    """Ask all probes, tap, ask all again; note what was not as it must be."""
    link = HTTPConnection("127.0.0.1", port, timeout=30, source_address=(f"127.0.1.{number + 1}", 0))

    def asks(host, path, method="GET"):
        link.request(method, path, headers={"Host": host})
        with link.getresponse() as answer:
            return answer.status, answer.read()

    own = f"127.0.0.1:{port}"
    wrong += [(host, path) for host, path, *_ in ANSWERS if asks(host, path)[0] != 302]
    wrong += [own] * (asks(own, "/bienvenue", "POST")[0] != 303)
    for host, path, status, body in ANSWERS:
        found, said = asks(host, path)
        wrong += [(host, path, found, said)] * (found != status or body not in (None, said))
    link.close()


def test_joining_costs_a_handful_of_queries_and_one_row(handset, statements):
    handset.asks("gstatic.com", "/generate_204")
    handset.asks("10.42.0.1", "/bienvenue")
    newcomer = Handset(handset.app, "10.42.0.9")
    statements.clear()

    newcomer.asks("gstatic.com", "/generate_204")
    assert statements == []
    newcomer.asks("10.42.0.1", "/bienvenue")
    assert len(statements) <= 2, statements
    assert not [sql for sql in statements if sql.startswith(WRITES)]
    statements.clear()
    newcomer.taps()
    assert [sql for sql in statements if sql.startswith(WRITES)] == statements
    assert len([sql for sql in statements if sql.startswith("INSERT")]) == 1
