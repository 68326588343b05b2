"""Box and ministry are killed at any moment, sticks are lost: no report is lost, none counts twice."""

import os
import random
import shutil
import signal
import threading
import time
import traceback

import pytest
from hub import Box, Hub
from publishing_daemon import WHY_NOT, PublishingDaemon, dropped

from exchange.store import sha256_of
from sync_agent.carriers.folder import Folder
from sync_agent.carriers.mirror import Mirror
from sync_agent.up.identity import identity_in

A_ROUND_SECONDS = 0.012  # of box, stick and ministry; kills come within one


class Way:
    """The whole way up and back, walked by a process that is killed again and again."""

    longest_seconds = A_ROUND_SECONDS

    def __init__(self, folder, seed):
        self.hub, self.dice = Hub(folder), random.Random(seed)
        self.box, self.failed = Box(folder / "box", self.hub), folder / "failed"
        self.hub.enrols(self.box)
        self.carrier, self.bodies = Folder(folder / "stick"), []
        self.carrier.folder.mkdir()

    def once(self):
        self.box.pushes(self.carrier)
        self.hub.ingests(self.carrier.folder)

    def is_killed_on_it(self):
        child = os.fork()
        if not child:
            try:
                while True:
                    self.once()
            except BaseException:
                self.failed.write_text(traceback.format_exc())
            finally:
                os._exit(1)
        time.sleep(self.dice.uniform(0, self.longest_seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert not self.failed.exists(), self.failed.read_text()

    def has_a_new_body(self):
        self.bodies.append(f"body {len(self.bodies)}")
        self.box.lays(f"{len(self.bodies):06}", self.bodies[-1].encode())

    def loses(self, what):
        shutil.rmtree(self.carrier.folder / what, ignore_errors=True)

    def to_the_end(self):
        for _ in range(3):
            self.once()
        return self.hub.counted()


class WayByLine(Way):
    """The same by the real drop, whose daemon lives on; each killed process was the last of its day."""

    longest_seconds = 1.5

    def serves(self, folder):
        (self.hub.repo / "receipts").mkdir()
        return PublishingDaemon(self.hub.repo, self.hub.places, folder)

    def goes_by(self, daemon):
        password_file = identity_in(self.box.identity).password_file
        address = f"rsync://127.0.0.1:{daemon.port}"
        self.carrier = Mirror(address, lambda: 0, threading.Event(), password_file=password_file)

    def once(self):
        self.box.pushes(self.carrier)
        dropped(self.hub.places, "SN-0417")
        self.hub.ingests()

    def is_killed_on_it(self):
        super().is_killed_on_it()
        self.box.a_day_later()

    def loses(self, what):
        if what == "receipts":
            shutil.rmtree(self.hub.repo / "receipts")
            (self.hub.repo / "receipts").mkdir()

    def to_the_end(self):
        for _ in range(3):
            self.once()
            self.box.a_day_later()
        return self.hub.counted()


def walk(way, kills):
    for kill in range(kills):
        if kill % 3 == 0:
            way.has_a_new_body()
        if way.dice.random() < 0.05:
            way.loses(way.dice.choice(["outbox", "receipts"]))
        way.is_killed_on_it()


def is_exactly_once(way):
    assert way.to_the_end() == [sha256_of(body.encode()) for body in way.bodies]
    assert (way.box.waiting(), way.hub.aside(), way.hub.generation().forked) == ([], [], 0)
    assert len(list(way.hub.places.accepted("SN-0417").iterdir())) == len(way.bodies)


def test_no_report_is_lost_or_double_over_300_random_kills(tmp_path):
    way = Way(tmp_path, seed=7)

    walk(way, 300)

    is_exactly_once(way)


@pytest.mark.slow
def test_no_report_is_lost_or_double_over_10000_random_kills(tmp_path):
    way = Way(tmp_path, seed=time.time())

    walk(way, 10_000)

    is_exactly_once(way)


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
def test_no_report_is_lost_or_double_over_300_random_kills_by_the_line(tmp_path):
    way = WayByLine(tmp_path, seed=11)
    daemon = way.serves(tmp_path)
    way.goes_by(daemon)
    try:
        walk(way, 300)
        is_exactly_once(way)
    finally:
        daemon.close()
