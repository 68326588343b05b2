"""Where the machine can be reached on the networks it is on."""

import ipaddress
import socket

import psutil

LOOPBACK = "lo"  # bears 198.51.100.1 on a box, for every foreign name


def network_addresses() -> list[str]:
    """Return its IPv4 addresses on local networks, as a phone would type them; none when it is on none."""
    return sorted(address for addresses in _by_interface().values() for address in addresses)


def networks() -> dict[str, list[str]]:
    """Return interface → addresses of the local networks to announce on: running, with multicast."""
    running = {
        name for name, stats in psutil.net_if_stats().items() if stats.isup and "multicast" in stats.flags
    }
    return {name: addresses for name, addresses in _by_interface().items() if name in running}


def _by_interface() -> dict[str, list[str]]:
    found = {
        name: sorted(own.address for own in owned if own.family == socket.AF_INET and _is_local(own.address))
        for name, owned in psutil.net_if_addrs().items()
        if name != LOOPBACK
    }
    return {name: addresses for name, addresses in found.items() if addresses}


def _is_local(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return address.is_private and not address.is_loopback and not address.is_link_local
