"""The Wi-Fi put on trial, by command or from a page, with the real helper and NetworkManager, on a cable."""

import sys
from pathlib import Path

import pytest
from joining_phones import AAAA, Phone
from places import Place, waits_until, why_no_place
from schools import BIN, prepare
from yard import BOX, FOREIGN

SYSTEM = Path(__file__).with_name("network_manager.sh")
UNDO = "/var/lib/hotspot-helper/undo.json"
LEASES = "/var/lib/NetworkManager/dnsmasq-eth0.leases"
# What the page does once a code of the card was given; the thread is waited for.
CHANGE = """
import os
import msgspec
from hotspot.machine import wifi_change
from hotspot.machine.wifi import kept
from hotspot.settings import hotspot_settings
settings = hotspot_settings(None, os.environ)
before = kept.read(settings.wifi_file)
wanted = msgspec.structs.replace(before, name="Fissel 2")
wifi_change.check(settings, wanted)
change = wifi_change.begin(settings, before, wanted)
change.thread.join()
print(change.state, change.told)
"""
WHY_NOT = why_no_place("nft", "dnsmasq", "busybox", "NetworkManager", "nmcli", "dbus-daemon", "unshare")
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


class Machine:
    """A box that runs NetworkManager and the root helper; a phone at the end of its cable."""

    def __init__(self, folder, box):
        self.folder, self.box = folder, box
        self.data, self.helper = folder / "box", None

    def environment(self):
        return {
            "HOTSPOT_DATA_FOLDER": str(self.data),
            "HOTSPOT_LEASES_FILE": LEASES,
            "HOTSPOT_HELPER_SOCKET": str(self.folder / "helper.sock"),
            "HOTSPOT_ORIGIN": f"http://{BOX}",
            "HOTSPOT_PORT": "80",
            "HOTSPOT_HOST": "0.0.0.0",
        }

    def inside(self, *words):
        """Run a program among the box's own system folders."""
        return self.box.run("nsenter", "-t", self.helper.pid, "-m", *words, **self.environment())

    def hotspot(self, *words):
        return self.inside(BIN / "hotspot", *words)

    def tables(self):
        return set(self.inside("nft", "list", "tables").splitlines())

    def has_trial(self):
        return "undo.json" in self.inside("find", "/var/lib/hotspot-helper")

    def five_minutes_pass(self):
        """Let the trial of the Wi-Fi be over."""
        self.inside("sed", "-i", 's/"until_seconds":[0-9.]*/"until_seconds":0/', UNDO)


@pytest.fixture
def machine(published, tmp_path):
    prepare("SN", published("SN"), tmp_path / "box")
    with Place("box") as box:
        made = Machine(tmp_path, box)
        words = ["unshare", "--mount", "sh", SYSTEM, tmp_path, BIN / "hotspot", "helper"]
        with box.running(*words, log=tmp_path / "helper.txt", **made.environment()) as made.helper:
            yield made


@pytest.fixture
def phone(machine):
    with Phone(machine.box, "eth0", machine.folder) as made:
        yield made


def test_a_wifi_is_tried_and_kept_once_a_phone_has_come(machine, phone):
    machine.hotspot("wifi", "set", "--name", "École de Fissel", "--country", "SN", "--cable", "--option-114")

    machine.hotspot("wifi", "apply")
    lease = phone.joins()

    assert (lease["router"], lease["dns"]) == (BOX, BOX)
    assert bytes.fromhex(lease["opt114"]).decode() == "http://ecole.lan/captive-portal/api"
    assert phone.names("captive.apple.com").addresses == (FOREIGN,)
    assert phone.names("captive.apple.com", AAAA).code == 0
    assert "hotspot-ecole" in machine.inside("nmcli", "-t", "-f", "NAME", "connection", "show", "--active")
    assert phone.knocks(BOX, 443)[0] == "ConnectionRefusedError"
    assert machine.tables() >= {"table inet hotspot", "table ip nm-shared-eth0"}
    waits_until(lambda: not machine.has_trial(), machine.folder / "helper.txt")


def test_a_wifi_is_undone_when_nobody_comes(machine, phone):
    machine.hotspot("wifi", "set", "--name", "École de Fissel", "--country", "SN", "--cable")
    machine.hotspot("wifi", "apply")
    assert machine.has_trial()
    assert "hotspot-ecole" in machine.inside("nmcli", "-t", "-f", "NAME", "connection", "show", "--active")

    machine.five_minutes_pass()

    waits_until(lambda: not machine.has_trial(), machine.folder / "helper.txt")
    assert "hotspot-ecole" not in machine.inside("nmcli", "-t", "-f", "NAME", "connection", "show")
    assert "table inet hotspot" not in machine.tables()


def test_a_change_from_a_page_is_kept_once_a_phone_has_come(machine, phone):
    machine.hotspot("wifi", "set", "--name", "École de Fissel", "--country", "SN", "--cable")

    told = machine.inside(sys.executable, "-c", CHANGE)

    assert told.startswith("on trial")
    assert phone.joins()["router"] == BOX
    waits_until(lambda: not machine.has_trial(), machine.folder / "helper.txt")
    assert "Fissel 2" in machine.hotspot("wifi", "show")
