"""What is said on the local network was said by anybody: little of it is believed, and not much is heard."""

import asyncio
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from ipaddress import IPv4Interface

import pytest
from zeroconf import IPVersion, ServiceInfo, Zeroconf, _core

from exchange.store import Store
from sync_agent.carriers import neighbours
from sync_agent.carriers.lan import lan_of
from sync_agent.carriers.multicast import MOST_HEARD, SERVICE, Multicast
from sync_agent.carriers.neighbours import Neighbourhood, version_of
from sync_agent.settings import Settings

HERE = IPv4Interface("127.0.0.1/8")
GOOD = {"v": "1", "c": "sn", "h": "7"}
WRONG = {
    "another form": {"told": {**GOOD, "v": "2"}},
    "another country": {"told": {**GOOD, "c": "tn"}},
    "nothing": {"told": {}},
    "no number": {"told": {**GOOD, "h": "abc"}},
    "less than nothing": {"told": {**GOOD, "h": "-1"}},
    "a number without end": {"told": {**GOOD, "h": "9" * 200}},
    "digits of another script": {"told": {**GOOD, "h": "٣"}},
    "an address beyond": {"address": "203.0.113.1"},
    "a service of the system": {"port": 22},
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(_core, "_CHECK_TIME", 20)
    monkeypatch.setattr(_core, "_REGISTER_TIME", 20)
    monkeypatch.setattr("sync_agent.carriers.multicast.ASK_MS", 200)


def on_the_loopback():
    """To be made in a thread of its own: where tests drive a browser, the loop here is the browser’s."""
    return Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)


@contextmanager
def announced(**services):
    """Somebody on the network who announces what he likes."""
    with ThreadPoolExecutor(1) as apart, apart.submit(on_the_loopback).result() as somebody:
        for number, (name, what) in enumerate(services.items()):
            info = ServiceInfo(
                SERVICE,
                f"{name}.{SERVICE}",
                what.get("port", 8730),
                properties=what.get("told", GOOD),
                server=f"host-{number}.local.",
                parsed_addresses=[what.get("address", "127.0.0.2")],
            )
            somebody.register_service(info, cooperating_responders=True)
        yield


def heard(until):
    """What a box hears, once it is as `until` wants it."""

    async def listen():
        network = Multicast(HERE, "SN-0417", "sn", 8730)
        await network.open(lambda: None)
        try:
            limit = time.monotonic() + 10
            while not until(network, found := await network.heard()):
                assert time.monotonic() < limit, found
                await asyncio.sleep(0.05)
            return found
        finally:
            await network.close()

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, listen()).result()


def test_only_what_a_box_of_this_country_says_well_is_heard():
    here = secrets.token_hex(4)  # other tests may talk on the same loopback
    said = {f"{here} {wrong}": what for wrong, what in WRONG.items()}
    with announced(**said, **{f"{here}\u202e": {}}):
        heard_all = heard(
            lambda network, _: len([name for name in network._names if here in name]) > len(WRONG)
        )

    (found,) = [one for one in heard_all if here in one.name]
    assert (found.name, str(found.address), found.port, found.version) == (here, "127.0.0.2", 8730, 7)


def test_a_crowd_of_names_is_not_listened_to_beyond_some():
    here = secrets.token_hex(4)  # two who say the same name would wait for each other
    with announced(**{f"{here}-{number:04}": {} for number in range(MOST_HEARD + 5)}):
        found = heard(lambda network, found: len(found) == MOST_HEARD)

    assert len(found) == MOST_HEARD


def test_the_paid_interface_never_has_neighbours(tmp_path, monkeypatch):
    settings = Settings(data_folder=tmp_path, lan_interface="lo", link_interface="lo")
    monkeypatch.setattr(neighbours, "FIRST_SECONDS", 0)
    threads = threading.active_count()
    paid = Neighbourhood(settings, Store(tmp_path), "sn", "", threading.Event())

    assert paid.look() == []
    assert threading.active_count() == threads
    paid.close()
    assert not (tmp_path / "agent").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"signed":{"version":"x"}}', b'{"signed":7}']
)
def test_damaged_signatures_are_announced_as_none(tmp_path, content):
    (tmp_path / "timestamp.json").write_bytes(content)

    assert version_of(tmp_path / "timestamp.json") == version_of(tmp_path / "none") == 0


def test_an_interface_that_is_not_there_is_no_network():
    assert lan_of("nowhere0") is None
    assert lan_of("lo") == HERE
