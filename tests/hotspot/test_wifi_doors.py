"""Our nft table, in three network namespaces: a phone, the box, and the internet behind its mobile link."""

import os
import secrets
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest
from wifi_given import PATH

from hotspot.machine.wifi.firewall import table

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root makes network namespaces"),
    pytest.mark.skipif(shutil.which("nft", path=PATH) is None, reason="missing: apt-get install nftables"),
    pytest.mark.skipif(shutil.which("ip", path=PATH) is None, reason="missing: apt-get install iproute2"),
]
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


def run(*words, given=None):
    return subprocess.run(
        words, input=given, check=True, capture_output=True, text=True, env={**os.environ, "PATH": PATH}
    ).stdout


class Hall:
    """The three namespaces, by random names."""

    def __init__(self):
        self.names = {role: f"{role}{secrets.token_hex(4)}" for role in ("phone", "box", "net")}

    def within(self, role, *words, given=None):
        return run("ip", "netns", "exec", self.names[role], *words, given=given)

    def asks(self, who, kind, address, port):
        said, seconds = self.within(who, sys.executable, "-c", ASK, kind, address, str(port)).split()
        return said, float(seconds)

    def datagrams(self, who):
        """How many UDP packets have come in, to open doors and to closed ones."""
        lines = [line.split() for line in self.within(who, "cat", "/proc/net/snmp").splitlines()]
        return [line[1:3] for line in lines if line[0] == "Udp:"][1]

    def joined(self, one, other, near, far):
        run(
            *["ip", "link", "add", near[0], "netns", self.names[one], "type", "veth"],
            *["peer", "name", far[0], "netns", self.names[other]],
        )
        for role, (card, address) in ((one, near), (other, far)):
            run("ip", "-n", self.names[role], "address", "add", address, "dev", card)
            run("ip", "-n", self.names[role], "link", "set", card, "up")


@contextmanager
def answering(hall, role):
    """Let a program answer on all ports of the namespace."""
    words = ["ip", "netns", "exec", hall.names[role], sys.executable, "-c", ANSWER, *map(str, PORTS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ, "PATH": PATH}) as program:
        assert program.stdout.readline() == b"ready\n"
        try:
            yield
        finally:
            program.terminate()


@pytest.fixture(scope="module")
def hall():
    """A phone on the box's Wi-Fi; the box routes to the internet as NetworkManager lets it."""
    here = Hall()
    with ExitStack() as undo:
        for name in here.names.values():
            run("ip", "netns", "add", name)
            undo.callback(run, "ip", "netns", "del", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
        here.joined("phone", "box", ("eth0", "10.42.0.50/24"), ("wlan0", "10.42.0.1/24"))
        here.joined("box", "net", ("usb0", "203.0.113.2/24"), ("eth0", "203.0.113.1/24"))
        run("ip", "-n", here.names["box"], "address", "add", "198.51.100.1/32", "dev", "lo")
        run("ip", "-n", here.names["phone"], "route", "add", "default", "via", "10.42.0.1")
        run("ip", "-n", here.names["net"], "route", "add", "10.42.0.0/24", "via", "203.0.113.2")
        here.within("box", "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        undo.enter_context(answering(here, "box"))
        undo.enter_context(answering(here, "net"))
        assert here.asks("phone", "tcp", "203.0.113.1", 80)[0] == "here"  # without our table it is routed
        here.within("box", "nft", "--file", "-", given=table("wlan0", 80))
        here.within("box", "nft", "--file", "-", given=table("wlan0", 80))  # twice is once
        yield here


@pytest.mark.parametrize(("kind", "port", "said"), ON_THE_BOX)
def test_a_phone_finds_the_few_doors_of_the_box_and_no_other(hall, kind, port, said):
    assert hall.asks("phone", kind, "10.42.0.1", port)[0] == said


def test_a_foreign_name_leads_to_the_box(hall):
    assert hall.asks("phone", "tcp", "198.51.100.1", 80)[0] == "here"


@pytest.mark.parametrize("address", ["10.42.0.1", "198.51.100.1", "203.0.113.1"])
def test_https_is_refused_at_once(hall, address):
    said, seconds = hall.asks("phone", "tcp", address, 443)

    assert said == "ConnectionRefusedError"
    assert seconds < 0.1


@pytest.mark.parametrize(("kind", "port"), [("tcp", 80), ("tcp", 22), ("udp", 53), ("udp", 123)])
def test_a_phone_is_never_routed_to_the_mobile_link(hall, kind, port):
    assert hall.asks("phone", kind, "203.0.113.1", port)[0] == "TimeoutError"


def test_not_one_packet_of_a_phone_is_spent_on_the_mobile_link(hall):
    before = hall.datagrams("net")
    hall.asks("phone", "udp", "203.0.113.1", 22)

    assert hall.datagrams("net") == before


def test_the_box_itself_reaches_the_internet_and_answers_from_it(hall):
    assert hall.asks("box", "tcp", "203.0.113.1", 443)[0] == "here"
    assert hall.asks("net", "tcp", "203.0.113.2", 22)[0] == "here"


def test_nobody_reaches_a_phone_from_outside(hall):
    before = hall.datagrams("phone")

    assert hall.asks("net", "udp", "10.42.0.50", 22)[0] == "TimeoutError"
    assert hall.datagrams("phone") == before
