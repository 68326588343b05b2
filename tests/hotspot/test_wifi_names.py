"""A real dnsmasq with our drop-in: what it answers to a phone that asks for a name."""

import os
import socket
import struct
import subprocess
import time

import pytest
from wifi_given import PATH, needs_dnsmasq

from hotspot.machine.wifi.dnsmasq import drop_in

pytestmark = needs_dnsmasq
A, AAAA, HTTPS = 1, 28, 65  # kinds of questions
FINE, NO_SUCH_NAME = 0, 3  # answers' codes, RFC 1035


def asked(port, name, kind):
    """Return the code of the answer, and the addresses in it."""
    words = b"".join(bytes([len(word)]) + word.encode() for word in name.split("."))
    question = struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + words + b"\0" + struct.pack(">2H", kind, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.settimeout(1)
        phone.connect(("127.0.0.1", port))
        phone.send(question)
        answer = phone.recv(999)
    flags, _, count = struct.unpack(">3H", answer[2:8])
    return flags & 15, [socket.inet_ntoa(answer[-4:])] * count


def until_it_answers(port):
    for _ in range(100):
        try:
            asked(port, "ecole.lan", A)
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Where a dnsmasq that has read our file answers."""
    file = tmp_path_factory.mktemp("dnsmasq") / "10-hotspot.conf"
    file.write_text(drop_in(gives_time=True, option_114=True))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    words = ["dnsmasq", "--keep-in-foreground", f"--conf-file={file}", f"--port={number}", "--no-hosts"]
    words += ["--listen-address=127.0.0.1", "--bind-interfaces", "--pid-file=", "--user=", "--log-facility=-"]
    with subprocess.Popen(words, env={**os.environ, "PATH": PATH}, stderr=subprocess.DEVNULL) as program:
        try:
            until_it_answers(number)
            yield number
        finally:
            program.terminate()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("ecole.lan", "10.42.0.1"),
        ("connectivitycheck.gstatic.com", "198.51.100.1"),
        ("captive.apple.com", "198.51.100.1"),
        ("nimporte.quoi", "198.51.100.1"),
        ("dns.msftncsi.com", "131.107.255.255"),
    ],
)
def test_every_name_leads_to_the_box(port, name, address):
    assert asked(port, name, A) == (FINE, [address])


@pytest.mark.parametrize("kind", [AAAA, HTTPS])
@pytest.mark.parametrize("name", ["connectivitycheck.gstatic.com", "ecole.lan", "dns.msftncsi.com"])
def test_other_questions_are_answered_clean_and_empty(port, name, kind):
    assert asked(port, name, kind) == (FINE, [])


def test_firefox_is_told_to_ask_the_box(port):
    code, addresses = asked(port, "use-application-dns.net", A)

    assert (code, addresses) == (NO_SUCH_NAME, [])
