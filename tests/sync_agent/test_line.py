"""Which interface is looked at, where the settings name none."""

import socket
import threading

import psutil
import pytest
from mirror import Mirror as Server
from publisher import TODAY, Publisher

from exchange.store import Store
from sync_agent.carriers.mirror import Mirror
from sync_agent.line import Line, interface_towards
from sync_agent.pull import Pull


def own_addresses():
    for name, addresses in psutil.net_if_addrs().items():
        yield from ((name, one.address) for one in addresses if one.family == socket.AF_INET)


def test_the_way_to_a_mirror_leads_over_one_interface():
    assert interface_towards("rsync://127.0.0.1:8873") == "lo"
    for _, address in own_addresses():
        assert interface_towards(f"rsync://{address}") in [
            name for name, one in own_addresses() if one == address
        ] + ["lo"]


@pytest.mark.parametrize("address", ["rsync://no.such.mirror.invalid", "rsync://[::ffff"])
def test_a_mirror_that_nobody_knows_has_no_way(address):
    assert interface_towards(address) == ""


def test_a_mirror_on_the_same_machine_is_heard(tmp_path):
    publisher = Publisher(tmp_path)
    publisher.publishes()
    server = Server(publisher.repo, tmp_path)
    line = Line(f"rsync://127.0.0.1:{server.port}")
    pull = Pull(Store(tmp_path / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)
    before = line.received()
    try:
        assert pull.do_next(Mirror(line.address, line.received, threading.Event(), silence_seconds=1))
    finally:
        server.close()

    assert line.received() > before + 3000
