"""The real server, seen from its port: what it refuses, and what it tells the journal."""

import http.client
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

SERVE = "from hotspot.cli import hotspot; hotspot(['serve'])"


@pytest.fixture
def server(box):
    """A box that answers one phone at a time: its port and its process."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    own = {
        "DATA_FOLDER": str(box.settings.data_folder),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "THREADS": "1",
    }
    environment = {**os.environ, **{f"HOTSPOT_{name}": value for name, value in own.items()}}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        running.stdout.readline()
        yield port, running
        running.kill()


def status_of(port, address):
    phone = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    phone.request("GET", address)
    status = phone.getresponse().status
    phone.close()
    return status


def test_phones_that_wait_their_turn_are_no_news(server):
    port, running = server

    with ThreadPoolExecutor(30) as phones:
        answers = set(phones.map(status_of, [port] * 60, ["/catalogue"] * 60))
    running.terminate()

    assert answers == {200}
    assert running.communicate()[1] == ""


def test_an_address_without_end_is_refused_before_any_page_repeats_it(server):
    port, _running = server

    assert status_of(port, "/catalogue?k=" + "x" * 17_000) == 431
    assert status_of(port, "/catalogue?k=" + "x" * 9_000) == 200
