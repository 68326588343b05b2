"""A modem that sleeps is woken as the technician has written, or the line waits."""

import threading

import pytest

from sync_agent.modem import ModemAsleep, is_awake, wake

NEVER = threading.Event()


@pytest.fixture
def interfaces(tmp_path):
    (tmp_path / "net" / "wwan0").mkdir(parents=True)
    (tmp_path / "net" / "wwan0" / "operstate").write_text("down\n")
    return tmp_path / "net"


def wakes(command, interfaces, patience_seconds=1):
    wake(command, "wwan0", NEVER, patience_seconds, interfaces)


def test_the_command_brings_the_interface_up(interfaces):
    assert not is_awake("wwan0", interfaces)

    wakes(f"sh -c 'echo up > {interfaces}/wwan0/operstate'", interfaces)

    assert is_awake("wwan0", interfaces)


def test_a_modem_that_is_awake_is_left_alone(interfaces):
    (interfaces / "wwan0" / "operstate").write_text("unknown\n")  # ppp says so

    wakes("false", interfaces)


@pytest.mark.parametrize("command", ["false", "no-such-command", "true", "sleep 5", "unclosed 'quote"])
def test_a_modem_that_does_not_wake_is_told_soon(interfaces, command):
    with pytest.raises(ModemAsleep):
        wakes(command, interfaces, 0.1)


def test_without_a_command_nothing_is_done(interfaces):
    wakes("", interfaces)


def test_a_modem_that_was_pulled_is_asleep(interfaces):
    assert not is_awake("usb9", interfaces)
    assert is_awake("", interfaces)
