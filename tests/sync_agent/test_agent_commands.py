"""The messenger's commands, each as its own program, told in French and without jargon."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import psutil
import pytest
from mirror import Line, Mirror
from publisher import TODAY, Publisher

from exchange.activation import active_file, read_ready
from exchange.documents import Edition, encode
from exchange.messenger import LastWord, SourceWord, read_last_word
from sync_agent.telling import status_lines

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    """A ministry that signs today: the programs below have the machine's own time."""
    made = Publisher(tmp_path_factory.mktemp("ministry"))
    made.today = max(TODAY, datetime.now(UTC))
    made.publishes()
    return made


@pytest.fixture
def type_(publisher, tmp_path):
    """Type a command on a box that was given the first root."""
    (tmp_path / "root.json").write_bytes(publisher.anchor)

    def type_(line, start=subprocess.run, **settings):
        given = {"data_folder": tmp_path, "country": "SN", "keys_folder": tmp_path / "media", "free_mb": 0}
        environment = {f"SYNC_AGENT_{name.upper()}": str(value) for name, value in (given | settings).items()}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "encoding": "utf-8"}
        return start(
            [sys.executable, "-m", "sync_agent", *line.split()],
            cwd=HOUSE,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            **pipes,
        )

    return type_


@pytest.fixture
def serve(type_):
    """Start the service; it ends with the test, and so does what it leaves."""
    services = []

    def serve(**settings):
        services.append(type_("run", subprocess.Popen, **settings))
        return services[-1]

    yield serve
    for one in services:
        left = psutil.Process(one.pid).children(recursive=True) if one.poll() is None else []
        one.kill()
        one.communicate()
        for program in left:
            with suppress(psutil.NoSuchProcess):
                program.kill()


@pytest.fixture
def slow_mirror(publisher, tmp_path):
    """The address of a mirror that gives little, then nothing."""
    mirror = Mirror(publisher.repo, tmp_path)
    line = Line(mirror.port, stall_after=60_000)
    yield f"rsync://127.0.0.1:{line.port}"
    line.close()
    mirror.close()


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def rsyncs_of(program):
    found = []
    for one in psutil.Process(program.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # ended just now
            found += [one] if one.name() == "rsync" else []
    return found


def test_once_takes_all_that_comes_and_tells(type_, publisher):
    done = type_("once", sources=publisher.repo)

    assert done.returncode == 0
    assert "Édition prête : 1. La boîte l'affiche dans la minute." in done.stdout
    assert "clé USB repo : rien de nouveau" in done.stdout


def test_status_says_what_pupils_see_and_what_is_ready_for_them(type_, publisher, tmp_path):
    type_("once", sources=publisher.repo)
    ready = read_ready(tmp_path / "store")
    active_file(tmp_path / "store").write_bytes(encode(msgspec.structs.replace(ready, edition="0")))
    before, after = (
        type_("status").stdout,
        "".join(status_lines(read_last_word(tmp_path), ready, ready, None)),
    )

    assert "Édition affichée : 0." in before
    assert "Édition prête : 1." in before
    assert "Édition affichée : 1." in after
    assert "prête" not in after


def test_once_fails_and_says_what_to_do_when_not_all_of_it_is_here(type_, publisher, tmp_path):
    type_("plan", sources=publisher.repo)

    done = type_("once")

    assert done.returncode == 1
    assert "Erreur : Tout n'est pas là. Relancez plus tard" in done.stdout
    assert "l'agent attend qu'une source réponde" in done.stdout


def test_plan_tells_what_would_come_and_what_it_costs_and_brings_lists_only(type_, publisher, tmp_path):
    done = type_("plan", sources=publisher.repo, month_mb=5)

    assert "textes : 6, 5,4 ko" in done.stdout
    assert "images et documents : 3, 6,0 ko" in done.stdout
    assert "sons et vidéos : 3, 740 ko" in done.stdout
    assert re.search(r"la ligne porterait 9\d\d ko ; par clé USB ou boîte voisine, rien", done.stdout)
    assert "Reste ce mois : 5,0 Mo." in done.stdout
    assert not (tmp_path / "store" / "blobs").exists()


def test_when_all_is_here_there_is_nothing_to_plan(type_, publisher):
    type_("once", sources=publisher.repo)

    assert type_("plan", sources=publisher.repo).stdout == "Rien à recevoir.\n"


def test_a_service_that_is_asked_to_end_ends_its_rsync_too(serve, slow_mirror, tmp_path):
    service = serve(sources=slow_mirror)
    until(lambda: read_last_word(tmp_path).doing == "fetching" and rsyncs_of(service))
    (session, *_) = rsyncs_of(service)

    service.terminate()
    told, _ = service.communicate(timeout=10)

    assert service.returncode == 0
    assert not session.is_running()
    assert read_last_word(tmp_path).doing == "stopped"
    assert "Traceback" not in told


def test_of_a_service_that_was_killed_status_says_that_it_stands_still(serve, type_, slow_mirror, tmp_path):
    service = serve(sources=slow_mirror)
    until(lambda: read_last_word(tmp_path).doing == "fetching")
    working, twice = type_("status").stdout, type_("once", sources=slow_mirror)
    os.kill(service.pid, signal.SIGKILL)
    service.wait()

    assert "l'agent reçoit" in working
    assert twice.returncode == 1
    assert "L'agent travaille déjà" in twice.stdout
    assert "l'agent est arrêté" in type_("status").stdout


def test_a_correction_that_keeps_its_number_is_told_as_something_new():
    shown, ready = (Edition("sn", "1", {"region/maths/1": letter * 64}) for letter in "bc")

    told = status_lines(LastWord(at="2026-11-22T08:00:00+00:00"), shown, ready, None)

    assert "Édition prête : 1, corrigée. La boîte l'affiche dans la minute." in told


def test_one_file_that_is_left_is_told_in_the_singular_and_who_was_not_asked_without_a_date():
    at, asked = "2026-11-22T08:00:00+00:00", SourceWord("CLE", "stick", "", "never")

    told = status_lines(
        LastWord(at, coming="2", left_files=1, left_bytes=1, sources=(asked,)), None, None, None
    )

    assert "Édition qui arrive : 2. Reste : 1 fichier, 1 octet." in told
    assert told[-1] == "clé USB CLE : pas encore demandé"


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "soon"])
def test_a_time_that_no_clock_shows_is_told_as_it_stands(at):
    assert at in status_lines(LastWord(at=at), None, None, None)[0]
