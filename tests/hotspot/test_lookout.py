"""The box notices by itself what the messenger has brought, while it serves."""

import threading
import time
import urllib.request

import msgspec
import pytest
from served import served
from small_edition import NUMBERS

from hotspot.content import activation, catalogue
from hotspot.pages.addresses import grain_address
from hotspot.school.lookout import Lookout

LOOKS_OFTEN = """
from hotspot.cli import hotspot
from hotspot.school import keeper, lookout
keeper.LOOK_FOR_LESSONS_SECONDS = lookout.LEAST_PAUSE_SECONDS = 0.1
hotspot(["serve"])
"""
WITHIN_SECONDS = 20


def page(port, address):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=WITHIN_SECONDS) as answer:
        assert answer.status == 200
        return answer.read().decode()


def until(condition):
    ends = time.monotonic() + WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def test_pupils_go_on_while_the_box_shows_what_has_come_and_its_video_later(box):
    address = grain_address(f"{NUMBERS}/count")
    stop, failed = threading.Event(), []

    def pupil(port):
        while not stop.is_set():
            try:
                page(port, address)
            except OSError as error:
                failed.append(error)

    with served(box.settings.data_folder, LOOKS_OFTEN) as running:
        pupils = [threading.Thread(target=pupil, args=[running.port]) for _ in range(3)]
        for one in pupils:
            one.start()
        module = box.ministry.modules[NUMBERS]
        sound = box.ministry.blob(b"ID3 new" + b"\0" * 999, "audio/mpeg", "new.mp3")
        lesson = msgspec.structs.replace(module.grains[0], sound={"fr": sound})
        grains = (lesson, *module.grains[1:])
        box.ministry.modules[NUMBERS] = msgspec.structs.replace(module, grains=grains)
        box.ministry.retitled("2026.2", "Compter")
        box.brings()
        until(lambda: "Compter" in page(running.port, address))
        assert sound.sha256 not in page(running.port, address)
        box.brings(media=True)
        until(lambda: sound.sha256 in page(running.port, address))
        stop.set()
        for one in pupils:
            one.join()

    assert failed == []
    assert "Traceback" not in running.journal.read_text()


@pytest.fixture
def lookout(box):
    return Lookout(box.settings)


def test_a_look_at_nothing_new_reads_one_date(box, lookout, monkeypatch):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    assert lookout.has_shown_more() is True

    monkeypatch.setattr(activation, "activate", None)  # called, it would fail
    assert lookout.has_shown_more() is False


def test_what_was_refused_is_told_in_the_journal_and_tried_again_later(box, lookout, monkeypatch, caplog):
    box.ministry.strangers.append(b"{}")
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert [lookout.has_shown_more() for _ in range(3)] == [False] * 3
    assert caplog.text.count("forme inconnue") == 1
    lookout._again_at = 0
    lookout.has_shown_more()
    assert caplog.text.count("forme inconnue") == 2


def test_something_else_laid_ready_is_tried_at_once(box, lookout):
    box.ministry.strangers.append(b"{}")
    box.brings()
    assert lookout.has_shown_more() is False
    box.ministry.strangers.clear()
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert lookout.has_shown_more() is True

    box.reopened()
    assert catalogue.edition() == "2026.2"


def test_the_catalogue_is_not_built_for_each_film_that_comes(empty_box):
    empty_box.brings()
    lookout = Lookout(empty_box.settings)
    assert lookout.has_shown_more() is True
    assert lookout.has_shown_more() is False
    empty_box.brings(media=True)

    assert lookout.has_shown_more() is False
    lookout._build_at = 0
    assert lookout.has_shown_more() is True
