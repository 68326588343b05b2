"""Boxes of one local network, each in a place of its own with the real agent, help each other."""

import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from places import Place, waits_until, why_no_place
from publisher import TODAY, Publisher

from exchange.messenger import read_last_word
from exchange.store import Store
from sync_agent.carriers.folder import Folder
from sync_agent.down.plan import packs_of
from sync_agent.down.pull import Pull

WHY_NOT = why_no_place()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
AGENT = Path(__file__).with_name("quick_agent.py")
PORT = 8730


class Box:
    """A box with a cable to its neighbours (eth0) and a paid link (usb0)."""

    def __init__(self, hall, number):
        self.hall, self.address = hall, f"192.168.5.{number}"
        self.place = hall.stack.enter_context(Place(f"box{number}"))
        self.place.cable_to(hall.switch, "eth0", f"port{number}")
        hall.switch.ip("link", "set", f"port{number}", "master", "br0")
        self.place.cable_to(hall.internet, "usb0", f"usb{number}")
        self.place.ip("address", "add", f"{self.address}/24", "dev", "eth0")
        self.place.ip("address", "add", f"203.0.113.{number}/24", "dev", "usb0")
        self.place.ip("route", "add", "default", "dev", "usb0")
        self.data, self.media = hall.folder / f"box{number}", hall.folder / f"media{number}"
        self.media.mkdir(parents=True)
        self.data.mkdir()
        (self.data / "root.json").write_bytes(hall.publisher.anchor)
        self.journal = hall.folder / f"journal{number}"

    def has_all(self):
        """Take the whole edition from a stick, before its agent begins."""
        while self.pull.do_next(Folder(self.hall.publisher.repo)):
            pass
        return self

    def begins(self):
        settings = {
            "data_folder": self.data,
            "country": "sn",
            "keys_folder": self.media,
            "link_interface": "usb0",
            "lan_interface": "eth0",
            "free_mb": 0,
        }
        environment = {f"SYNC_AGENT_{name.upper()}": str(value) for name, value in settings.items()}
        words = [sys.executable, AGENT, "run"]
        self.hall.stack.enter_context(self.place.running(*words, log=self.journal, **environment))
        return self

    @property
    def pull(self):
        return Pull(Store(self.data / "store"), "sn", self.hall.publisher.anchor, lambda: TODAY, free_mb=0)

    @property
    def films(self):
        return sorted((self.data / "store" / "blobs").glob("*/*"), key=lambda path: path.stat().st_size)

    def has(self, edition):
        word = read_last_word(self.data)
        return word.shown == edition and not word.coming

    def waits_for(self, edition):
        waits_until(lambda: self.has(edition), self.journal)

    def heard(self, other):
        """The last word of another box."""
        sources = read_last_word(self.data).sources
        return next((one.word for one in sources if other.address in one.name), None)

    def paid_packets(self):
        counted = self.place.run("cat", "/sys/class/net/usb0/statistics/tx_packets")
        return int(counted)

    def holds_all(self):
        store = self.pull.store
        return all(
            store.holds("blobs", blob.sha256)
            for pack in packs_of(store, self.pull.state.shown)
            for blob in pack.blobs
        )


class Hall:
    """Boxes on one switch, and the internet where every byte is paid."""

    def __init__(self, stack, folder):
        self.stack, self.folder = stack, folder
        self.publisher = Publisher(folder)
        self.publisher.publishes()
        self.switch, self.internet = [stack.enter_context(Place(role)) for role in ("switch", "net")]
        self.switch.ip("link", "add", "br0", "type", "bridge")
        self.switch.ip("link", "set", "br0", "up")

    def box(self, number):
        return Box(self, number)


@pytest.fixture
def hall(tmp_path):
    with ExitStack() as stack:
        yield Hall(stack, tmp_path)


def test_a_box_without_any_line_has_all_from_its_neighbour_and_nothing_is_paid(hall):
    giver, taker = hall.box(1).has_all().begins(), hall.box(2).begins()

    taker.waits_for("1")

    assert taker.holds_all()
    assert giver.paid_packets() == taker.paid_packets() == 0
    hall.internet.ip("address", "add", "203.0.113.9/24", "dev", "usb1")
    hall.internet.ip("route", "add", "192.168.5.1", "dev", "usb1")
    for address in ("203.0.113.1", "192.168.5.1"):  # nobody on the paid side is served
        asked = ["ip", "netns", "exec", hall.internet.name, "rsync", "--contimeout=2", "--timeout=2"]
        place = f"rsync://{address}:{PORT}/head/timestamp.json"
        assert subprocess.run([*asked, place], capture_output=True, check=False).returncode != 0


def test_a_neighbour_that_moves_is_found_again_with_what_a_stick_has_brought_it(hall):
    giver, taker = hall.box(1).has_all().begins(), hall.box(2).begins()
    taker.waits_for("1")
    hall.publisher.puts("region/maths/1", docs=2, svg=[2_500], mp4=[30_000])
    hall.publisher.publishes()

    giver.place.ip("address", "del", "192.168.5.1/24", "dev", "eth0")
    giver.place.ip("address", "add", "192.168.5.77/24", "dev", "eth0")
    shutil.copytree(hall.publisher.repo, giver.media / "CLE")
    giver.waits_for("2")
    taker.waits_for("2")

    assert taker.holds_all()


def test_a_neighbour_that_lies_is_left_for_another_that_does_not(hall):
    liar, taker = hall.box(1).has_all(), hall.box(2)
    film = liar.films[-1]
    content = bytearray(film.read_bytes())
    content[1000] ^= 1
    film.write_bytes(content)
    liar.begins()
    taker.begins()
    waits_until(lambda: taker.heard(liar) == "liar", taker.journal)
    assert not taker.has("1")

    hall.box(3).has_all().begins()
    taker.waits_for("1")

    assert taker.holds_all()


def test_a_neighbour_whose_cable_is_pulled_is_gone_on_with_when_it_is_back(hall):
    giver, taker = hall.box(1).has_all(), hall.box(2).begins()
    hall.switch.ip("link", "set", "port1", "down")
    giver.begins()
    waits_until((giver.data / "sync.json").exists, giver.journal)
    assert taker.heard(giver) is None

    hall.switch.ip("link", "set", "port1", "up")
    taker.waits_for("1")
