"""The root helper watches the radio: a halted one is started again and counted, phones on it are counted."""

import json
import os
import time
from pathlib import Path

import pytest
from root_box import root_box, until
from wifi_given import needs_all

from hotspot.machine import radio_seen, radio_watch
from hotspot.machine.radio_watch import KEPT, RadioWatch, _KernelLog
from hotspot.settings import Settings

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may give the data folder to another account"),
    needs_all,
]
RESTART = [
    "nmcli --wait 10 connection down hotspot-ecole",
    "nmcli --wait 30 connection up hotspot-ecole",
]
CRASH = b"3,1234,99887766,-;ieee80211 phy0: brcmf_fw_crashed: Firmware has halted or crashed\n"
THREE_PHONES = """\
Station 02:00:00:00:00:01 (on wlan0)
\tinactive time:\t120 ms
\tauthorized:\tyes
Station 02:00:00:00:00:02 (on wlan0)
Station 02:00:00:00:00:03 (on wlan0)
"""
QUICK, PATIENT = (0.1, 0.1, 0.1), (60, 60, 60)  # seconds between restarts


@pytest.fixture
def box():
    with root_box() as made:
        made.set_wifi("Ancien")
        yield made


def given_an_access_point(box, waits=PATIENT, **wifi):
    box.set_wifi("Ancien", **wifi)
    box.start(waits)
    assert box.ask("apply-wifi")["done"]
    assert box.ask("confirm-wifi")["done"]
    until(lambda: seen(box))
    box.calls_file.unlink()


def seen(box):
    return json.loads(box.radio_file.read_bytes()) if box.radio_file.exists() else {}


def restarts(box):
    return seen(box).get("restarts", {}).get("count", 0)


def looks_some_more(box):
    """Wait for three more looks; each writes down what it has seen."""
    for _ in range(3):
        before = box.radio_file.stat().st_mtime_ns
        until(lambda before=before: box.radio_file.stat().st_mtime_ns != before)


def has_heard_all(box):
    """Say whether the helper has read its kernel's log to the end."""
    held = [one for one in Path(f"/proc/{box.helper.pid}/fd").iterdir() if one.resolve() == box.kernel_log]
    read = [Path(str(one).replace("/fd/", "/fdinfo/")).read_text().split()[1] for one in held]
    return read == [str(box.kernel_log.stat().st_size)]


def kernel_says(box, words):
    with box.kernel_log.open("ab") as log:
        log.write(words)


def test_phones_on_the_radio_are_counted_for_anyone_to_read(box):
    box.stations.write_text(THREE_PHONES)

    given_an_access_point(box)

    until(lambda: seen(box).get("stations") == 3)
    assert box.radio_file.stat().st_mode & 0o777 == 0o644
    assert restarts(box) == 0
    until(lambda: "iw dev wlan0 station dump" in box.all_calls())
    assert radio_seen.read(Settings(helper_socket=box.socket)).stations_now == 3


def test_a_halted_firmware_is_started_again_once(box):
    kernel_says(box, CRASH)  # before the helper was there: of an earlier time
    given_an_access_point(box, QUICK)
    assert restarts(box) == 0

    kernel_says(box, b"6,1,1,-;usb 1-1: new device\n" + CRASH)

    until(lambda: restarts(box) == 1)
    looks_some_more(box)
    assert box.calls() == RESTART
    assert "its firmware has halted" in box.journal.read_text()


def test_a_radio_that_is_gone_or_down_is_started_again(box):
    given_an_access_point(box, QUICK)
    (box.root / "sys/class/net/wlan0").rmdir()
    until(lambda: restarts(box) >= 1)
    (box.root / "sys/class/net/wlan0").mkdir()
    gone = restarts(box)
    assert "wlan0 is gone" in box.journal.read_text()

    box.state.write_text("\n")

    until(lambda: restarts(box) >= gone + 1)
    assert "NetworkManager does not run it" in box.journal.read_text()


def test_one_bad_look_is_not_enough(box, monkeypatch):
    monkeypatch.setattr(radio_watch, "LOOK_SECONDS", 0)
    box.keyfile.parent.mkdir(parents=True)
    box.keyfile.write_text("[connection]\ntype=wifi\n")
    watch = RadioWatch(Settings(data_folder=box.data, helper_socket=box.socket), box.root)

    for state in ("", "GENERAL.STATE:activated\n", "GENERAL.STATE:deactivating\n"):
        box.state.write_text(state)
        watch.look()
    assert box.calls() == []
    watch.look()

    assert box.calls() == RESTART


def test_a_radio_that_starts_is_left_alone(box):
    box.state.write_text("GENERAL.STATE:activating\n")

    given_an_access_point(box, QUICK)
    looks_some_more(box)

    assert box.calls() == []


def test_a_dead_radio_is_started_less_and_less_often(box):
    given_an_access_point(box, waits=(0.5, 60))
    (box.root / "sys/class/net/wlan0").rmdir()

    until(lambda: restarts(box) == 1)
    until(lambda: restarts(box) == 2)
    looks_some_more(box)

    assert restarts(box) == 2
    assert box.calls() == RESTART * 2


def test_the_count_outlives_the_helper_and_a_damaged_file_of_it(box):
    given_an_access_point(box)
    kernel_says(box, CRASH)
    until(lambda: restarts(box) == 1)
    last = seen(box)["restarts"]["last"]

    box.kill()
    box.radio_file.unlink()
    box.start(PATIENT)
    until(lambda: seen(box))
    assert seen(box)["restarts"] == {"count": 1, "last": last}

    box.kill()
    (box.root / KEPT).write_bytes(b"\xff")
    box.start(PATIENT)
    until(lambda: restarts(box) == 0)


def test_a_trial_is_not_disturbed(box):
    box.start(QUICK)
    box.ask("apply-wifi")
    until(lambda: seen(box))
    before = box.calls()

    kernel_says(box, CRASH)
    (box.root / "sys/class/net/wlan0").rmdir()
    looks_some_more(box)
    assert box.calls() == before
    (box.root / "sys/class/net/wlan0").mkdir()
    box.ask("confirm-wifi")
    looks_some_more(box)

    assert box.calls() == before
    assert restarts(box) == 0


def test_an_access_point_on_the_cable_has_no_radio_to_watch(box):
    box.start(QUICK)
    box.set_wifi("Ancien", cable=True)
    box.ask("apply-wifi")
    box.ask("confirm-wifi")
    for _ in range(3):  # that a look has heard it proves that the one before is over
        kernel_says(box, CRASH)
        until(lambda: has_heard_all(box))

    assert "down" not in " ".join(box.calls())
    assert seen(box) == {}


def test_the_kernels_own_log_is_read_without_waiting():
    if not Path("/dev/kmsg").exists():
        pytest.skip("no /dev/kmsg here")
    log = _KernelLog(Path("/dev/kmsg"))
    began = time.monotonic()

    assert not log.has_said(b"what no kernel has ever said")
    assert time.monotonic() - began < 1
