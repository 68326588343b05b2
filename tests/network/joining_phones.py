"""Phones: a real DHCP client gets them an address, and they ask names of the server that it tells."""

import http.client
import socket
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from places import HANG_SECONDS, Place

A, AAAA, HTTPS = 1, 28, 65
ONE_QUESTION = struct.pack(">6H", 0x0715, 0x0100, 1, 0, 0, 0)  # recursion desired, as phones ask
UDHCPC = (
    "busybox",
    "udhcpc",
    "-n",
    "-q",
    "-i",
    "eth0",
    "-t",
    "10",
    "-T",
    "1",
    "-O",
    "ntpsrv",
    "-O",
    "114",
    "-s",
)
CLIENT = Path(__file__).with_name("dhcp.sh")


@dataclass(frozen=True)
class Heard:
    """What a server answered to one request."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    seconds: float

    @property
    def location(self):
        return self.headers.get("Location", "")


@dataclass(frozen=True)
class Named:
    """What the resolver answered: its code, 0 for no error, and the addresses."""

    code: int
    addresses: tuple[str, ...]
    is_authentic: bool  # it repeats the question and its number


class Phone(Place):
    """A phone with one radio, `eth0`, whose air is a cable to a card of the box."""

    def __init__(self, box, card, folder):
        super().__init__("phone")
        self._lease = folder / f"{self.name}.lease"
        self.cable_to(box, "eth0", card)

    def joins(self):
        """Return what DHCP has given."""
        self.run(*UDHCPC, CLIENT, LEASE=str(self._lease))
        self.asks_names_of(self.lease["dns"])
        return self.lease

    @property
    def lease(self):
        return dict(line.split("=", 1) for line in self._lease.read_text().splitlines())

    @property
    def mac(self):
        return self.run("cat", "/sys/class/net/eth0/address").strip()

    def address_of(self, name):
        """Return where a name leads; a number is its own address."""
        if name.replace(".", "").isdigit():
            return name
        return self.names(name).addresses[0]

    def names(self, name, kind=A):
        return self.does(ask_name, self.lease["dns"], name, kind)

    def asks(self, host, path, method="GET", **headers):
        """Return what the server of that name answers, as this phone finds it."""
        return self.does(ask_page, self.address_of(host), host, path, method, headers)

    def knocks(self, address, port):
        """Return how a connection ends, and after how many seconds."""
        return self.does(knock, address, port)


def ask_name(server, name, kind):
    """Ask as a phone does, by a question written by hand."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    asked = labels + b"\0" + struct.pack(">2H", kind, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.settimeout(HANG_SECONDS)
        phone.sendto(ONE_QUESTION + asked, (server, 53))
        answer = phone.recv(4096)
    number, flags, _questions, count = struct.unpack(">4H", answer[:8])
    records = answer[12 + len(asked) :]
    addresses = []
    for _ in range(count):
        _name, kind_of_it, _class, _seconds, size = struct.unpack(">3HIH", records[:12])
        if kind_of_it == A:
            addresses.append(socket.inet_ntoa(records[12 : 12 + size]))
        records = records[12 + size :]
    return Named(flags & 15, tuple(addresses), number == 0x0715 and answer[12:].startswith(asked))


def ask_page(address, host, path, method, headers):
    began = time.monotonic()
    connection = http.client.HTTPConnection(address, 80, timeout=HANG_SECONDS)
    try:
        connection.request(method, path, headers={"Host": host, "Content-Length": "0", **headers})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    return Heard(answer.status, answer.headers, body, time.monotonic() - began)


def knock(address, port):
    began = time.monotonic()
    with socket.socket() as door:
        door.settimeout(3)
        try:
            door.connect((address, port))
            how = "open"
        except OSError as error:
            how = type(error).__name__
    return how, time.monotonic() - began
