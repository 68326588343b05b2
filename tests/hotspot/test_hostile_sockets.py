"""What no browser sends, sent to the real box: it answers or hangs up, and goes on."""

import gzip
import shutil
import socket

import pytest
from served import HANG_SECONDS, served

COOKIE = b"Cookie: boite=e30.x.y\r\n"
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"POST /eleve/sortir HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = FORM + b"Transfer-Encoding: chunked\r\n"

# What is sent, and the codes that may come back; 0: the connection just ends.
ATTACKS = {
    "nothing at all": (b"", {0}),
    "only empty lines": (b"\r\n" * 4000, {0, 400, 431}),
    "zeros": (b"\0" * 5000 + b"\r\n\r\n", {400}),
    "a call of another world": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xa5" * 500, {0}),
    "a line without an end": (b"GET /" + b"a" * 60_000, {431}),
    "a head cut short": (HEAD + b"X: y", {0}),
    "lines ended as on Unix": (b"GET / HTTP/1.1\nHost: x\n\n", {0}),
    "a bare return within a line": (HEAD + b"X: a\rb\r\n" + END, {400}),
    "a line that is no header": (HEAD + b"no header\r\n" + END, {400}),
    "a space before the colon": (HEAD + b"Content-Length : 3\r\n" + END, {400}),
    "a folded header": (HEAD + b"X: a\r\n b\r\n" + END, {200, 400}),
    "ten thousand headers": (HEAD + b"a: b\r\n" * 10_000 + END, {431}),
    "five hundred headers": (HEAD + b"a: b\r\n" * 500 + END, {200}),
    "a header of 20 kB": (HEAD + b"X: " + b"y" * 20_000 + b"\r\n" + END, {431}),
    "cookies of 15 kB": (HEAD + b"Cookie: " + b"a=b; " * 3000 + b"\r\n" + END, {200}),
    "a cookie of zeros": (HEAD + b"Cookie: boite=\0\0\0\r\n" + END, {200, 400}),
    "a cookie that is no text": (HEAD + b"Cookie: boite=\xff\xfe\xc0\xaf; \xed\xa0\x80=1\r\n" + END, {200}),
    "two hosts": (HEAD + b"Host: y\r\n" + END, {200, 400}),
    "no host": (b"GET / HTTP/1.1\r\n" + END, {200, 400}),
    "a host that is no name": (b"GET / HTTP/1.1\r\nHost: [::1\xff\r\n" + END, {200, 400}),
    "no version": (b"GET /\r\n\r\n", {200, 400}),
    "version 0.9": (b"GET / HTTP/0.9\r\n\r\n", {200, 400}),
    "version 2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}),
    "version 9.9": (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", {200, 400}),
    "a method in small letters": (b"get / HTTP/1.1\r\nHost: x\r\n" + END, {400}),
    "a method of 9 kB": (b"A" * 9000 + b" / HTTP/1.1\r\nHost: x\r\n" + END, {400, 405}),
    "a proxy's method": (b"CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n" + END, {400, 404, 405}),
    "an address for a proxy": (b"GET http://evil/catalogue HTTP/1.1\r\nHost: x\r\n" + END, {200}),
    "an address that is none": (b"GET http://[::1/ HTTP/1.1\r\nHost: x\r\n" + END, {400}),
    "an address of stars": (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n" + END, {200, 400, 404}),
    "an address without a slash": (b"GET catalogue HTTP/1.1\r\nHost: x\r\n" + END, {200, 400, 404}),
    "zero in the address": (b"GET /\0/%00 HTTP/1.1\r\nHost: x\r\n" + END, {400, 404}),
    "no text in the address": (
        b"GET /\xff\xfe/%ff%fe?q=\xff&%ff=%ff HTTP/1.1\r\nHost: x\r\n" + END,
        {400, 404},
    ),
    "no text in the search": (
        b"GET /recherche?q=\xff%ff%00&annee=\xed%ed%a0%80 HTTP/1.1\r\nHost: x\r\n" + END,
        {200, 400},
    ),
    "up and up": (b"GET /static/0/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n" + END, {404}),
    "up and up, quoted": (b"GET /media/%2e%2e/%2e%2e%2fschool.db HTTP/1.1\r\nHost: x\r\n" + END, {404}),
    "slashes": (b"GET " + b"/" * 9000 + b" HTTP/1.1\r\nHost: x\r\n" + END, {200, 308, 404}),
    "a body with a question": (HEAD + b"Content-Length: 5\r\n" + END + b"hello", {200}),
    "a length that is none": (FORM + b"Content-Length: -5\r\n" + END, {400}),
    "a length of letters": (FORM + b"Content-Length: abc\r\n" + END, {400}),
    "two lengths": (FORM + b"Content-Length: 5\r\nContent-Length: 6\r\n" + END + b"hello", {400}),
    "a length without end": (FORM + b"Content-Length: " + b"9" * 6000 + b"\r\n" + END, {400}),
    "less than promised": (FORM + b"Content-Length: 500\r\n" + END + b"a=b", {0}),
    "more than promised": (FORM + b"Content-Length: 3\r\n\r\na=bGARBAGE\r\n\r\n", {400}),
    "200 kB": (FORM + b"Content-Length: 200000\r\n" + END + b"a" * 200_000, {400, 413}),
    "a gigabyte promised": (FORM + b"Content-Length: 1000000000\r\n" + END, {413}),
    "megabytes sent": (FORM + b"Content-Length: 8000000\r\n" + END + b"a" * 8_000_000, {0, 413}),
    "a hundred thousand fields": (FORM + b"Content-Length: 60000\r\n" + END + b"a=&" * 20_000, {400, 413}),
    "a length and pieces": (CHUNKED + b"Content-Length: 3\r\n" + END + b"0\r\n\r\n", {400}),
    "pieces": (CHUNKED + END + b"3\r\na=b\r\n0\r\n\r\n", {400}),
    "a piece that lies": (CHUNKED + END + b"1\r\nabcdef\r\n0\r\n\r\n", {400}),
    "a piece of nonsense": (CHUNKED + END + b"zz\r\n\r\n", {400}),
    "a piece below zero": (CHUNKED + END + b"-1\r\n\r\n", {400}),
    "a piece without end": (CHUNKED + END + b"f" * 3000 + b"\r\n", {0, 400, 413}),
    "a piece of a gigabyte": (CHUNKED + END + b"3b9aca00\r\n" + b"a" * 600_000, {0, 413}),
    "a line of a piece without end": (CHUNKED + END + b"1;" + b"x" * 400_000, {0, 400, 413}),
    "many small pieces": (CHUNKED + END + b"1\r\na\r\n" * 60_000, {0, 413}),
    "an end without an end": (CHUNKED + END + b"0\r\n" + b"a: b\r\n" * 60_000, {0, 413}),
    "another coding": (FORM + b"Transfer-Encoding: gzip, chunked\r\n" + END, {501}),
    "a packed bomb": (
        FORM
        + b"Content-Encoding: gzip\r\nContent-Length: 1036\r\n"
        + END
        + gzip.compress(bytes(1 << 20))[:1036],
        {400},
    ),
    "a hundred questions at once": (HEAD + b"\r\n" + (HEAD + b"\r\n") * 100, {200}),
    "a question hidden in a form": (
        FORM + b"Content-Length: 0\r\n\r\nGET /boite HTTP/1.1\r\nHost: x\r\n" + END,
        {400},
    ),
    "please wait": (FORM + b"Expect: 100-continue\r\nContent-Length: 3\r\n" + END + b"a=b", {100, 400}),
    "wait for a gigabyte": (
        FORM + b"Expect: 100-continue\r\nContent-Length: 1000000000\r\n" + END,
        {100, 413},
    ),
    "let us change the language": (
        HEAD + b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n" + END,
        {200},
    ),
    "a form of no kind": (
        b"POST /eleve/sortir HTTP/1.1\r\nHost: x\r\nContent-Type: \xff\r\nContent-Length: 2\r\n"
        + END
        + b"\xff\0",
        {400},
    ),
    "parts without end": (
        b"POST /eleve/sortir HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        + b"Content-Length: 52500\r\n"
        + END
        + b"--x\r\n\r\n" * 7500,
        {400, 413},
    ),
}


@pytest.fixture(scope="module")
def box_at_the_port(fissel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(fissel / "box", folder, dirs_exist_ok=True)
    with served(folder, THREADS="2") as running:
        yield running


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_answered_or_hung_up_on(box_at_the_port, name):
    sent, codes = ATTACKS[name]

    answer = box_at_the_port.says(sent, ends=True)

    code = int(answer.split(b" ", 2)[1]) if answer else 0
    assert code in codes, answer[:500]
    assert b"Traceback" not in answer
    assert box_at_the_port.is_well()


def test_a_hundred_unfinished_questions_keep_nobody_out(box_at_the_port):
    unfinished = [
        socket.create_connection(("127.0.0.1", box_at_the_port.port), HANG_SECONDS) for _ in range(100)
    ]
    for one in unfinished:
        one.sendall(FORM + b"Content-Length: 100\r\n\r\na=")
    try:
        assert box_at_the_port.is_well()
    finally:
        for one in unfinished:
            one.close()


def test_no_attack_leaves_a_word_in_the_journal(box_at_the_port):
    box_at_the_port.says(HEAD + END)

    assert box_at_the_port.journal.read_text() == ""
