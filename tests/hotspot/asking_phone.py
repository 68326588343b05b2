"""A phone: asking_phone.py ADDRESS. Reads questions on standard input, answers each with one line.

name HOST    the addresses that multicast DNS gives for it now
schools      what a browse of _http._tcp knows now: school, host, port and path of each
"""

import socket
import struct
import sys
import time

from zeroconf import DNSIncoming, IPVersion, ServiceBrowser, ServiceInfo, Zeroconf

WAIT_SECONDS = 0.3
SERVICE = "_http._tcp.local."
ONE_QUESTION = struct.pack(">6H", 0, 0, 1, 0, 0, 0)
A, IN_TO_US_ALONE = 1, 0x8001


def addresses_of(host: str) -> list[str]:
    """Ask as a phone does, by a question written by hand."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in host.split("."))
    found = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as phone:
        phone.sendto(
            ONE_QUESTION + labels + b"\0" + struct.pack(">2H", A, IN_TO_US_ALONE), ("224.0.0.251", 5353)
        )
        until = time.monotonic() + WAIT_SECONDS
        while (left := until - time.monotonic()) > 0:
            phone.settimeout(left)
            try:
                answers = DNSIncoming(phone.recv(9000)).answers()
            except TimeoutError:
                break
            found |= {
                socket.inet_ntoa(one.address) for one in answers if one.type == A and one.name == f"{host}."
            }
    return sorted(found)


def school_at(phone: Zeroconf, name: str) -> str:
    info = ServiceInfo(SERVICE, name)
    info.load_from_cache(phone)
    path = info.properties.get(b"path", b"").decode()
    return f"{name.removesuffix(f'.{SERVICE}')} = {info.server}:{info.port}{path}"


def main() -> None:
    names: set[str] = set()
    with Zeroconf(interfaces=[sys.argv[1]], ip_version=IPVersion.V4Only) as phone:

        def changed(zeroconf: Zeroconf, service_type: str, name: str, state_change: object) -> None:
            names.discard(name) if state_change.name == "Removed" else names.add(name)

        browser = ServiceBrowser(phone, SERVICE, [changed])
        for line in sys.stdin:
            asked, *host = line.split()
            found = addresses_of(host[0]) if asked == "name" else [school_at(phone, name) for name in names]
            print(*sorted(found), sep=", ", flush=True)
        browser.cancel()


if __name__ == "__main__":
    main()
