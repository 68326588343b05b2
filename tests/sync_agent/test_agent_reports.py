"""The messenger takes reports along with whatever it asks for content."""

import shutil
import threading

import pytest
from hub import Box, Hub

from exchange.messenger import read_last_word
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


def test_content_still_comes_from_a_stick_that_takes_no_reports(agent, box, hub, stick):
    hub.enrols(box)
    box.lays("w1")
    (stick / "outbox").write_text("a file in the way")

    ask_once(agent)

    assert (word(box).shown, word(box).reports_waiting) == ("1", 1)
    assert word(box).sources[0].word == "nothing-new"
