"""The door of the box: many phones, slow ones, silent ones, and one that wants everything."""

import os
import select
import socket
import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from waitress import wasyncore

from hotspot.machine import connections, serving
from hotspot.machine.fairness import Turns

FILM = os.urandom(1 << 16) * 320  # 20 MiB: more than the sockets on both sides take
HANG_SECONDS = 20  # only ever reached when something hangs
ASK_FOR_FILM = b"GET /film HTTP/1.1\r\nHost: x\r\n\r\n"
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def film(tmp_path):
    (tmp_path / "film.mp4").write_bytes(FILM)
    return tmp_path / "film.mp4"


@pytest.fixture
def door(film):
    """A door that is open: two threads, a page and a film."""

    def page(environ, start_response):
        if environ["PATH_INFO"] != "/film":
            start_response("200 OK", [("Content-Length", "2")])
            return [b"ok"]
        start_response("200 OK", [("Content-Length", str(film.stat().st_size))])
        return environ["wsgi.file_wrapper"](film.open("rb", buffering=0))

    port = socket.create_server(("127.0.0.1", 0))
    door = serving.server_for(page, port, threads=2)
    running = threading.Thread(target=door.run)
    running.start()
    yield door
    at_the_door(door, lambda: close(door))
    running.join(HANG_SECONDS)
    door.task_dispatcher.shutdown()
    port.close()


def close(door):
    for connection in list(door.active_channels.values()):
        connection.handle_close()
    wasyncore.close_all(door._map, ignore_all=True)


def at_the_door(door, act):
    """Do something where the door itself runs, and wait for it."""
    done = threading.Event()

    def acted():
        act()
        done.set()

    door.trigger.pull_trigger(acted)
    assert done.wait(HANG_SECONDS)


def wait_too_long(door):
    """Let each connection stand still for longer than anyone waits."""
    at_the_door(door, lambda: door.let_go_of_silent(time.monotonic()))
    at_the_door(door, lambda: door.let_go_of_silent(time.monotonic() + 200))


@contextmanager
def phone(door, saying=b"", address="127.0.0.1"):
    with socket.socket() as connected:
        connected.settimeout(HANG_SECONDS)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)  # a film does not fit in
        connected.bind((address, 0))
        connected.connect(("127.0.0.1", int(door.effective_port)))
        connected.sendall(saying)
        yield connected


def heard(connected):
    """All that the box says until it ends the connection; a broken one counts as ended."""
    said = b""
    try:
        while piece := connected.recv(1 << 16):
            said += piece
    except ConnectionResetError:
        pass
    return said


def is_closed(connected):
    """Say whether the box has ended a connection on which it owes nothing."""
    return bool(select.select([connected], [], [], 0)[0])


def answered(connected):
    connected.sendall(ASK)
    return connected.recv(1 << 16).endswith(b"ok")


def open_films(film):
    """How often this process, the box being in it, holds the film open."""
    return [target_of(name) for name in os.listdir("/proc/self/fd")].count(str(film))


def target_of(name):
    try:
        return os.readlink(f"/proc/self/fd/{name}")
    except FileNotFoundError:
        return ""


def until(is_so):
    end = time.monotonic() + HANG_SECONDS
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)
    assert is_so()


def test_a_film_arrives_whole_and_its_file_is_closed(door, film):
    with phone(door, ASK_FOR_FILM.replace(b"Host", b"Connection: close\r\nHost")) as connected:
        assert heard(connected).partition(b"\r\n\r\n")[2] == FILM

    until(lambda: open_films(film) == 0)


def test_a_film_arrives_whole_where_the_kernel_cannot_send_files(door, monkeypatch):
    def cannot(*_):
        raise OSError(connections.errno.EINVAL, "this kernel cannot")

    monkeypatch.setattr(connections.os, "sendfile", cannot)
    with phone(door, ASK_FOR_FILM.replace(b"Host", b"Connection: close\r\nHost")) as connected:
        assert heard(connected).partition(b"\r\n\r\n")[2] == FILM


def test_a_phone_that_vanishes_frees_its_file(door, film):
    with phone(door, ASK_FOR_FILM) as connected:
        connected.recv(100)
        assert open_films(film) == 1

    until(lambda: open_films(film) == 0)


def test_a_phone_that_stops_reading_is_let_go(door, film):
    with phone(door, ASK_FOR_FILM) as stopped, phone(door) as other:
        stopped.recv(100)
        until(lambda: len(door.active_channels) == 2)
        until(lambda: all(not one.requests for one in list(door.active_channels.values())))
        wait_too_long(door)

        assert open_films(film) == 0
        assert len(heard(stopped)) < len(FILM)
        with phone(door) as next_one:
            assert answered(next_one)
        assert heard(other) == b""  # it had asked nothing


def test_a_phone_that_reads_slowly_is_not_let_go(door, film):
    with phone(door, ASK_FOR_FILM) as slow:
        begun = time.monotonic()
        for minute in range(8):
            at_the_door(door, lambda now=begun + minute * 60: door.let_go_of_silent(now))
            taken = 0
            while taken < len(FILM) // 20:
                taken += len(slow.recv(1 << 16))
        assert open_films(film) == 1


def heard_of_question(door):
    return sum(one.request.header_bytes_received for one in door.active_channels.values() if one.request)


def test_a_question_that_never_ends_is_let_go(door):
    with phone(door, b"GET / HTTP/1.1\r\nX: ") as trickling:
        until(lambda: heard_of_question(door) > 10)
        at_the_door(door, lambda: door.let_go_of_silent(time.monotonic()))
        trickling.sendall(b"a" * 100)  # another word does not buy another minute
        until(lambda: heard_of_question(door) > 100)
        at_the_door(door, lambda: door.let_go_of_silent(time.monotonic() + connections.ASKING_SECONDS + 1))

        assert heard(trickling) == b""


def test_a_film_that_became_shorter_ends_the_connection(door, film):
    with phone(door, ASK_FOR_FILM) as connected:
        connected.recv(100)
        os.truncate(film, 100_000)

        assert len(heard(connected)) < len(FILM)


def test_more_questions_before_the_answer_hold_no_thread(door):
    with phone(door, ASK_FOR_FILM * 5) as first, phone(door, ASK_FOR_FILM * 5) as second:
        assert b"Connection: close" in first.recv(1000)
        assert b"Connection: close" in second.recv(1000)
        with phone(door) as other:
            assert answered(other)


def test_who_holds_most_places_gives_one_up(door):
    door.places = 12
    crowd = [phone(door, address="127.0.0.2") for _ in range(12)]
    held = [one.__enter__() for one in crowd]
    assert all(answered(one) for one in held)

    with phone(door, address="127.0.0.3") as small:
        assert answered(small)
        assert answered(small)
        until(lambda: sum(map(is_closed, held)) == 1)
        assert answered(held[11])
    for one in crowd:
        one.__exit__(None, None, None)


def test_each_address_has_its_turn():
    turns = Turns()
    asked = "aaaabac"
    for number, address in enumerate(asked):
        turns.append(SimpleNamespace(addr=(address, number)))

    served = [turns.popleft().addr for _ in asked]

    assert "".join(address for address, _ in served) == "abcaaaa"
    assert [number for address, number in served if address == "a"] == [0, 1, 2, 3, 5]
    assert (len(turns), bool(turns)) == (0, False)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"rien\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", b"400"),
        (b"GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nContent-Length: 900000\r\n\r\n", b"413"),
        (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n", b"431"),
    ],
)
def test_what_is_no_request_gets_a_page_in_french(door, said, status):
    with phone(door, said) as connected:
        answer = heard(connected)

    assert answer.split(b" ")[1] == status
    assert b'lang="fr"' in answer
    assert "Retour au début".encode() in answer
    assert b"Content-Security-Policy" in answer
