"""Which interface is looked at, where the settings name none."""

import socket

import psutil
import pytest

from sync_agent.carriers.line import interface_towards


def own_addresses():
    for name, addresses in psutil.net_if_addrs().items():
        yield from ((name, one.address) for one in addresses if one.family == socket.AF_INET)


def test_the_way_to_a_mirror_leads_over_one_interface():
    for name, address in own_addresses():
        found = interface_towards(f"rsync://{address}")
        assert found == ("" if name == "lo" else name)
    assert interface_towards("rsync://127.0.0.1:8873") == ""


@pytest.mark.parametrize("address", ["rsync://no.such.mirror.invalid", "rsync://[::ffff"])
def test_a_mirror_that_nobody_knows_has_no_way(address):
    assert interface_towards(address) == ""
