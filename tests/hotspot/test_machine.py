"""The machine: its health, the key of its cookies, where it is reached."""

import ipaddress
import stat

from hotspot.machine.addresses import network_addresses
from hotspot.machine.health import health_of
from hotspot.machine.secret import cookie_key


def test_the_key_is_made_once_and_is_for_this_program_alone(tmp_path):
    file = tmp_path / "secret"

    first, second = cookie_key(file), cookie_key(file)

    assert first == second
    assert len(first) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_boxes_have_two_keys(tmp_path):
    assert cookie_key(tmp_path / "one") != cookie_key(tmp_path / "two")


def test_readings_are_those_of_the_disk_that_the_box_is_on(tmp_path):
    health = health_of(tmp_path)

    assert 0 < health.free_disk_mb <= health.total_disk_mb
    assert 0 < health.free_memory_mb <= health.total_memory_mb
    assert health.temperature is None or -20 < health.temperature < 120
    assert health.up_minutes >= 0


def test_only_addresses_of_local_networks_are_shown():
    assert all(ipaddress.ip_address(address).is_private for address in network_addresses())
    assert "127.0.0.1" not in network_addresses()
