"""What the figures stand on: an edition that is always the same, phones that notice every wrong answer."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.box import without_errors
from benchmarks.phones import drive, get
from benchmarks.resources import exercise_sets, lay_down, root_of
from hotspot.content.installer import install
from hotspot.settings import Settings


class Page(BaseHTTPRequestHandler):
    """Answers /page with ten bytes, all else with an error."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200 if self.path == "/page" else 500)
        self.send_header("Content-Length", "10")
        self.end_headers()
        self.wfile.write(b"0123456789")

    def log_message(self, *_words):
        pass


@contextmanager
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port
        running.shutdown()


def phone(*paths):
    for path in paths:
        yield get(path)


def test_the_same_number_gives_the_same_edition(tmp_path):
    packs = [sorted((lay_down(50, tmp_path / name) / "packs").iterdir()) for name in ("one", "two")]

    assert [one.name for one in packs[0]] == [one.name for one in packs[1]]


def test_a_box_takes_the_edition(tmp_path):
    repo = lay_down(50, tmp_path / "repo")

    installed = install(repo, Settings(data_folder=tmp_path / "box"), root=root_of(repo))

    assert installed.modules == len(exercise_sets(50)) == 10


def test_phones_count_what_came():
    with server() as port:
        run = drive(port, [phone("/page", "/page"), phone("/page")])

    assert run.requests == 3
    assert not run.errors
    assert run.wait_ms(99) > 0


def test_what_was_measured_on_errors_is_refused():
    with server() as port:
        run = drive(port, [phone("/page", "/lost")])

    assert run.errors == ["GET /lost HTTP/1.1: 500"]
    with pytest.raises(RuntimeError, match="1 errors"):
        without_errors(run)
