"""Our nft table between a phone, the box, and the internet behind its mobile link."""

import sys
from contextlib import ExitStack

import pytest
from places import Place, waits_until, why_no_place

from hotspot.machine.wifi.firewall import table

WHY_NOT = why_no_place("nft")
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
# Answers whoever comes, by TCP and UDP, on the ports given.
ANSWER = """
import select, socket, sys
doors = []
for port in map(int, sys.argv[1:]):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        door = socket.socket(socket.AF_INET, kind)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("0.0.0.0", port))
        if kind == socket.SOCK_STREAM:
            door.listen()
        doors.append(door)
print("ready", flush=True)
while True:
    for door in select.select(doors, [], [])[0]:
        if door.type == socket.SOCK_STREAM:
            one, _ = door.accept()
            one.sendall(b"here")
            one.close()
        else:
            _, whom = door.recvfrom(99)
            door.sendto(b"here", whom)
"""
# Asks one port, and says what came of it and after how long.
ASK = """
import socket, sys, time
kind, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
asked = socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
asked.settimeout(0.3)
began = time.monotonic()
try:
    asked.connect((address, port))
    asked.send(b"?")
    said = asked.recv(9).decode()
except OSError as error:
    said = type(error).__name__
print(said, time.monotonic() - began)
"""
PORTS = (22, 53, 67, 80, 123, 443, 853, 8080)
ON_THE_BOX = [
    *(("tcp", port, "here") for port in (53, 80)),
    *(("udp", port, "here") for port in (53, 67, 123)),
    *(("tcp", port, "ConnectionRefusedError") for port in (443, 853)),
    *(("udp", port, "ConnectionRefusedError") for port in (443, 853)),
    *(("tcp", port, "TimeoutError") for port in (22, 123, 8080)),
    *(("udp", port, "TimeoutError") for port in (22, 80)),
]


class Hall:
    """Three places: a phone on the Wi-Fi of a box that routes, as NetworkManager lets it, to the internet."""

    def __init__(self, stack, folder):
        self.phone, self.box, self.internet = [
            stack.enter_context(Place(role)) for role in ("phone", "box", "net")
        ]
        self.phone.cable_to(self.box, "eth0", "wlan0")
        self.box.cable_to(self.internet, "usb0", "eth0")
        self.phone.ip("address", "add", "10.42.0.50/24", "dev", "eth0")
        self.box.ip("address", "add", "10.42.0.1/24", "dev", "wlan0")
        self.box.ip("address", "add", "198.51.100.1/32", "dev", "lo")
        self.box.ip("address", "add", "203.0.113.2/24", "dev", "usb0")
        self.internet.ip("address", "add", "203.0.113.1/24", "dev", "eth0")
        self.phone.ip("route", "add", "default", "via", "10.42.0.1")
        self.internet.ip("route", "add", "10.42.0.0/24", "via", "203.0.113.2")
        self.box.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        for place in (self.box, self.internet):
            log = folder / place.name
            words = [sys.executable, "-c", ANSWER, *map(str, PORTS)]
            stack.enter_context(place.running(*words, log=log))
            waits_until(lambda log=log: "ready" in log.read_text())

    def asks(self, who, kind, address, port):
        said, seconds = who.run(sys.executable, "-c", ASK, kind, address, port).split()
        return said, float(seconds)


def datagrams(place):
    """How many UDP packets have come in, to open doors and to closed ones."""
    lines = [line.split() for line in place.run("cat", "/proc/net/snmp").splitlines()]
    return [line[1:3] for line in lines if line[0] == "Udp:"][1]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        here = Hall(stack, folder)
        assert here.asks(here.phone, "tcp", "203.0.113.1", 80)[0] == "here"  # without our table it is routed
        (folder / "table").write_text(table("wlan0", 80))
        here.box.run("nft", "--file", folder / "table")
        here.box.run("nft", "--file", folder / "table")  # twice is once
        yield here


@pytest.mark.parametrize(("kind", "port", "said"), ON_THE_BOX)
def test_a_phone_finds_the_few_doors_of_the_box_and_no_other(hall, kind, port, said):
    assert hall.asks(hall.phone, kind, "10.42.0.1", port)[0] == said


def test_a_foreign_name_leads_to_the_box(hall):
    assert hall.asks(hall.phone, "tcp", "198.51.100.1", 80)[0] == "here"


@pytest.mark.parametrize("address", ["10.42.0.1", "198.51.100.1", "203.0.113.1"])
def test_https_is_refused_at_once(hall, address):
    said, seconds = hall.asks(hall.phone, "tcp", address, 443)

    assert said == "ConnectionRefusedError"
    assert seconds < 0.1


@pytest.mark.parametrize(("kind", "port"), [("tcp", 80), ("tcp", 22), ("udp", 53), ("udp", 123)])
def test_a_phone_is_never_routed_to_the_mobile_link(hall, kind, port):
    assert hall.asks(hall.phone, kind, "203.0.113.1", port)[0] == "TimeoutError"


def test_not_one_packet_of_a_phone_is_spent_on_the_mobile_link(hall):
    before = datagrams(hall.internet)
    hall.asks(hall.phone, "udp", "203.0.113.1", 22)

    assert datagrams(hall.internet) == before


def test_the_box_itself_reaches_the_internet_and_answers_from_it(hall):
    assert hall.asks(hall.box, "tcp", "203.0.113.1", 443)[0] == "here"
    assert hall.asks(hall.internet, "tcp", "203.0.113.2", 22)[0] == "here"


def test_nobody_reaches_a_phone_from_outside(hall):
    before = datagrams(hall.phone)

    assert hall.asks(hall.internet, "udp", "10.42.0.50", 22)[0] == "TimeoutError"
    assert datagrams(hall.phone) == before
