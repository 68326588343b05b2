"""A box whose reports the ministry takes no more hears why, and says so with what to do."""

import shutil
import threading

from hub import Box, Hub

from exchange.messenger import read_last_word
from ministry.enrol.enrolling import strike_off
from sync_agent.assembly import agent_of
from sync_agent.settings import Settings
from sync_agent.telling import status_lines
from sync_agent.working import ask_once


def test_a_box_that_was_struck_off_is_told_by_a_stick_and_says_so_while_content_comes(tmp_path):
    hub = Hub(tmp_path)
    box = Box(tmp_path / "box", hub)
    (box.folder / "root.json").write_bytes((hub.repo / "metadata" / "1.root.json").read_bytes())
    stick = shutil.copytree(hub.repo, tmp_path / "media" / "CLE")
    hub.enrols(box)
    with hub.opened():
        strike_off("SN-0417", hub.now)
    hub.ingests(stick)
    box.lays("w1")

    settings = Settings(data_folder=box.folder, country="sn", keys_folder=tmp_path / "media", free_mb=0)
    ask_once(agent_of(settings, threading.Event(), with_neighbours=False))
    word = read_last_word(box.folder)
    told = "\n".join(status_lines(word, None, None, None))

    assert (word.shown, word.halt, word.reports_waiting) == ("1", "struck-off", 1)
    assert "✗ Les rapports ne partent plus : le ministère a radié cette boîte." in told
    assert "sync-agent identity request CODE" in told
