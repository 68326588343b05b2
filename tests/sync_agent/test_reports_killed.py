"""Box and ministry are killed at any moment, sticks are lost: no report is lost, none counts twice."""

import os
import random
import shutil
import signal
import time
import traceback

import pytest
from hub import Box, Hub

from exchange.store import sha256_of
from sync_agent.carriers.folder import Folder

A_ROUND_SECONDS = 0.02  # of box, stick and ministry; kills come within one


class Way:
    """The whole way up and back, walked by a process that is killed again and again."""

    def __init__(self, folder, seed):
        self.hub, self.dice = Hub(folder), random.Random(seed)
        self.box, self.failed = Box(folder / "box", self.hub), folder / "failed"
        self.hub.enrols(self.box)
        self.stick, self.bodies = Folder(folder / "stick"), []
        self.stick.folder.mkdir()

    def once(self):
        self.box.pushes(self.stick)
        self.hub.ingests(self.stick.folder)

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
        time.sleep(self.dice.uniform(0, A_ROUND_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert not self.failed.exists(), self.failed.read_text()

    def has_a_new_body(self):
        self.bodies.append(f"body {len(self.bodies)}")
        self.box.lays(f"{len(self.bodies):06}", self.bodies[-1].encode())

    def loses(self, what):
        shutil.rmtree(self.stick.folder / what, ignore_errors=True)

    def to_the_end(self):
        for _ in range(3):
            self.once()
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
