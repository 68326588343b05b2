"""Where this box is on its local network."""

import socket
from ipaddress import IPv4Interface

import psutil


def lan_of(interface: str) -> IPv4Interface | None:
    """Return the address of a network interface, with its network; None when it is down or has none."""
    stats = psutil.net_if_stats().get(interface)
    if stats is None or not stats.isup:
        return None
    for own in psutil.net_if_addrs().get(interface, ()):
        if own.family == socket.AF_INET and own.netmask:
            return IPv4Interface(f"{own.address}/{own.netmask}")
    return None
