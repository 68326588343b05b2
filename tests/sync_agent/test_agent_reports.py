"""The messenger takes reports along with whatever it asks for content."""

import shutil
import threading
from dataclasses import replace
from datetime import datetime

import pytest
from hub import Box, Hub

from exchange.messenger import Wishes, read_last_word
from sync_agent.assembly import agent_of
from sync_agent.settings import Settings
from sync_agent.working import ask_once


@pytest.fixture
def hub(tmp_path):
    return Hub(tmp_path)


@pytest.fixture
def box(hub, tmp_path):
    made = Box(tmp_path / "box", hub)
    (made.folder / "root.json").write_bytes((hub.repo / "metadata" / "1.root.json").read_bytes())
    return made


@pytest.fixture
def stick(hub, tmp_path):
    return shutil.copytree(hub.repo, tmp_path / "media" / "CLE")


@pytest.fixture
def agent(box, tmp_path):
    settings = Settings(data_folder=box.folder, country="sn", keys_folder=tmp_path / "media", free_mb=0)
    return agent_of(settings, threading.Event(), with_neighbours=False)


def word(box):
    return read_last_word(box.folder)


def test_a_stick_takes_reports_up_and_brings_receipts_down(agent, box, hub, stick):
    hub.enrols(box)
    box.lays("w1")
    box.lays("w2")
    ask_once(agent)
    waiting = word(box)

    hub.ingests(stick)
    agent.settings.retry_file.touch()
    ask_once(agent)

    assert (waiting.box, waiting.reports_waiting, waiting.receipt_at) == ("SN-0417", 2, "")
    assert waiting.reports_bytes > 200
    assert len(hub.counted()) == 2
    assert (word(box).reports_waiting, word(box).receipt_at) == (0, hub.now.isoformat())


def test_a_box_that_is_not_enrolled_keeps_its_reports_and_takes_content(agent, box, stick):
    box.lays("w1")

    ask_once(agent)

    assert (word(box).shown, word(box).box, word(box).reports_waiting) == ("1", "", 1)
    assert not (stick / "outbox").exists()


def test_reports_that_had_to_wait_for_the_night_go_before_content(agent, box, hub):
    hub.enrols(box)
    shutil.copytree(box.folder / "trust", agent.settings.trust_folder)
    box.lays("w0")
    box.outbox.seal_next()
    box.lays("w1")
    nowhere = replace(agent.settings, sources="rsync://127.0.0.1:9", hours=hours_without_now())
    one = agent_of(nowhere, threading.Event(), with_neighbours=False)
    by_day = one.do_next(), one.do_next(), len(box.waiting())

    one.spending.settings = replace(nowhere, hours="")
    one.spending.wish(Wishes(month_mb=900))  # what waits is looked at again

    assert by_day == (True, False, 1)
    assert one.do_next()
    assert len(box.waiting()) == 2


def test_no_modem_is_woken_when_nothing_may_go_over_the_line(agent, box, tmp_path):
    woken = tmp_path / "woken"
    wakes = replace(agent.settings, sources="rsync://127.0.0.1:9", wake_command=f"touch {woken}")

    agent_of(replace(wakes, hours=hours_without_now()), threading.Event(), with_neighbours=False).do_next()
    by_day = woken.exists()
    agent_of(wakes, threading.Event(), with_neighbours=False).do_next()

    assert (by_day, woken.exists()) == (False, True)


def hours_without_now():
    """The hours of a day but for this one and its neighbours."""
    hour = datetime.now().astimezone().hour
    return f"{(hour + 2) % 24}-{(hour - 1) % 24}"


def test_content_still_comes_from_a_stick_that_takes_no_reports(agent, box, hub, stick):
    hub.enrols(box)
    box.lays("w1")
    (stick / "outbox").write_text("a file in the way")

    ask_once(agent)

    assert (word(box).shown, word(box).reports_waiting) == ("1", 1)
    assert word(box).sources[0].word == "nothing-new"
