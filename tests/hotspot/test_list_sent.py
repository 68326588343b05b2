"""A class list comes through the real server; nothing else so large does."""

import re
import shutil

import pytest
from served import served

LIST = "/enseignant/classes/1/eleves/ajouter"


@pytest.fixture(scope="module")
def running(fissel, tmp_path_factory):
    folder = shutil.copytree(fissel / "box", tmp_path_factory.mktemp("lists") / "box")
    with served(folder) as box:
        yield box


def answer_to(running, address, size):
    """The status and the page for a form of this size, from a phone that nobody has signed in on."""
    head = f"POST {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    sent = f"{head}{kind}Content-Length: {size}\r\n\r\n".encode() + b"a" * size
    said = running.says(sent).decode(errors="replace")
    return int(re.match(r"HTTP/1\.\d (\d+)", said)[1]), said


@pytest.mark.parametrize("address", [LIST, "/enseignant/classes/nouvelle"])
def test_a_megabyte_comes_through_where_a_list_is_asked_for(running, address):
    status, _page = answer_to(running, address, 2**20)

    assert status == 303, "led to the door"


def test_a_megabyte_is_refused_elsewhere(running):
    status, page = answer_to(running, "/enseignant/entrer", 2**20)

    assert status == 413
    assert "C’est trop long" in page


def test_a_film_is_refused_as_a_file(running):
    head = f"POST {LIST} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000000\r\n\r\n"

    said = running.says(head.encode()).decode()

    assert " 413 " in said.splitlines()[0]
    assert "Ce fichier est trop lourd" in said
