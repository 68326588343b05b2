"""What is known is not sent again, and how long a silent line is waited for."""

import threading

import pytest
from mirror import Line, Mirror
from publisher import TODAY, Publisher

from exchange.store import Store, sha256_of
from runtime.settings import WrongSetting
from sync_agent.carriers import mirror as mirrors
from sync_agent.down.pull import Pull
from sync_agent.settings import sync_agent_settings
from sync_agent.sources import Around


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes()
    return made


@pytest.fixture
def served(publisher, tmp_path):
    made = Mirror(publisher.repo, tmp_path)
    yield made
    made.close()


@pytest.fixture
def pull(publisher, tmp_path):
    return Pull(Store(tmp_path / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)


def over(line):
    address = f"rsync://127.0.0.1:{line.port}"
    return mirrors.Mirror(address, lambda: line.down, threading.Event())


def all_of_it(pull, served):
    """Fetch over a new line; return it."""
    line = Line(served.port)
    while pull.do_next(over(line)):
        pass
    line.close()
    return line


def test_of_a_pack_that_changed_only_the_change_travels(publisher, served, pull):
    publisher.puts("region/maths/1", svg=[100] * 60)
    publisher.publishes()
    all_of_it(pull, served)
    before = publisher.packs["region/maths/1"]
    publisher.packs["region/maths/1"] = before.replace(b"file.svg", b"five.svg", 1)
    Store(publisher.repo).put("packs", publisher.packs["region/maths/1"])
    edition = publisher.publishes()

    line = all_of_it(pull, served)

    assert pull.state.shown == edition
    assert Store(pull.store.folder).has("packs", sha256_of(publisher.packs["region/maths/1"]))
    assert line.payload("packs") < len(before) / 5


def test_a_2g_line_is_given_the_silence_of_the_settings(tmp_path):
    told = {"SYNC_AGENT_SOURCES": "rsync://mirror.example", "SYNC_AGENT_SILENCE_SECONDS": "20"}
    settings = sync_agent_settings(None, told)

    (source,) = Around(settings, "sn", threading.Event()).sources()

    assert source.carrier.silence_seconds == 20
    with pytest.raises(WrongSetting, match="silence_seconds"):
        sync_agent_settings(None, {"SYNC_AGENT_SILENCE_SECONDS": "0"})
