"""The box notices by itself what the messenger has brought, while it serves."""

import threading
import time
import urllib.request

import msgspec
import pytest
from served import served
from small_edition import NUMBERS

from exchange.store import Store
from hotspot.content import catalogue
from hotspot.pages.addresses import grain_address
from hotspot.school import lookout
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
def look(box):
    """Let the box look once; return whether it has shown more."""
    lookout = Lookout(box.settings)

    def once(**later):
        for name, at in later.items():
            setattr(lookout, f"_{name}", at)
        return lookout.has_shown_more(is_over=lambda: False)

    return once


def test_what_was_looked_at_is_not_looked_at_again(box, look, monkeypatch):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    assert look() is True

    monkeypatch.setattr(lookout, "run_apart", None)  # called, it would fail
    assert look() is False


def test_what_was_refused_is_told_in_the_journal_and_tried_again_later(box, look, capfd):
    box.ministry.strangers.append(b"{}")
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert [look() for _ in range(3)] == [False] * 3
    assert capfd.readouterr().out.count("forme inconnue") == 1
    look(try_at=0)
    assert capfd.readouterr().out.count("forme inconnue") == 1


def test_something_else_laid_ready_is_tried_at_once(box, look):
    box.ministry.strangers.append(b"{}")
    box.brings()
    assert look() is False
    box.ministry.strangers.clear()
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert look() is True

    box.reopened()
    assert catalogue.edition() == "2026.2"


def test_the_catalogue_is_not_built_for_each_film_that_comes(box, look):
    box.ministry.blob(b"ID3 one", "audio/mpeg", "one.mp3")
    box.brings()
    assert look() is True
    Store(box.settings.store_folder).put("blobs", b"ID3 one")
    assert look() is False

    assert look(build_at=0) is True


def test_what_is_shown_apart_ends_with_the_box(box):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert Lookout(box.settings).has_shown_more(is_over=lambda: True) is False

    Lookout(box.settings).has_shown_more(
        is_over=lambda: False
    )  # on a busy machine the first was too quick to end
    assert b'"2026.2"' in (box.settings.store_folder / "edition.json").read_bytes()
