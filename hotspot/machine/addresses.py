"""Where the machine can be reached on the networks it is on."""

import ipaddress
import socket

import psutil


def network_addresses() -> list[str]:
    """Return its IPv4 addresses on local networks, as a phone would type them; none when it is on none."""
    found = [
        address.address
        for own in psutil.net_if_addrs().values()
        for address in own
        if address.family == socket.AF_INET
    ]
    return sorted(text for text in found if _is_local(text))


def _is_local(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return address.is_private and not address.is_loopback and not address.is_link_local
