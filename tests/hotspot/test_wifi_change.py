"""A Wi-Fi changed from a page is put on trial by the real root helper; refused, the former is set again."""

from dataclasses import replace

import msgspec
import pytest
from root_box import root_box

from hotspot.machine import wifi_change
from hotspot.machine.asking_root import HelperAway, Refused
from hotspot.machine.wifi import kept
from hotspot.settings import Settings


@pytest.fixture
def box(monkeypatch):
    """A box whose helper runs, with a Wi-Fi that is set."""
    monkeypatch.setattr(wifi_change, "ANSWER_SECONDS", 0)
    with root_box() as made:
        made.set_wifi("Ancien")
        made.start()
        yield made


def changed(box, name="Nouveau"):
    here = Settings(data_folder=box.data, helper_socket=box.socket)
    before = kept.read(here.wifi_file)
    change = wifi_change.begin(here, before, msgspec.structs.replace(before, name=name))
    change.thread.join()
    return here, change


def test_a_change_is_on_trial_and_is_kept_by_who_is_back(box):
    here, change = changed(box)

    assert change.is_on_trial
    assert "ssid=Nouveau" in box.keyfile.read_text()
    assert box.undo.exists()
    wifi_change.confirm(here)
    assert not box.undo.exists()
    assert wifi_change.last(here) is None
    with pytest.raises(Refused):
        wifi_change.confirm(here)


def test_a_change_that_does_not_start_is_told_and_the_former_is_set_again(box):
    box.broken.touch()

    here, change = changed(box)

    assert (change.state, change.is_on_trial) == ("refused", False)
    assert "no radio" in change.told
    assert kept.read(here.wifi_file).name == "Ancien"


def test_a_helper_that_has_gone_meanwhile_is_told_and_the_setting_stays(box):
    box.kill()

    here, change = changed(box)

    assert change.state == "away"
    assert kept.read(here.wifi_file).name == "Nouveau"
    assert not wifi_change.has_helper(here)
    with pytest.raises(HelperAway):
        wifi_change.confirm(here)


LEASE = "1795340000 02:00:00:00:00:01 10.42.0.7 phone *\n"


@pytest.mark.parametrize(
    ("came", "name", "state"), [("", "Ancien", "undone"), (LEASE, "Nouveau", "on trial")]
)
def test_when_nobody_came_the_former_is_set_again(box, tmp_path, came, name, state):
    here, change = changed(box)
    here = replace(here, leases_file=tmp_path / "leases")
    here.leases_file.write_text(came)

    wifi_change.end_trial(here, change)

    assert (kept.read(here.wifi_file).name, change.state) == (name, state)


def test_what_was_kept_stays_though_no_phone_has_a_new_address(box):
    here, change = changed(box)
    wifi_change.confirm(here)

    wifi_change.end_trial(here, change)

    assert kept.read(here.wifi_file).name == "Nouveau"
