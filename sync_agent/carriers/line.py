"""What the line to a mirror has brought, where the settings name no interface.

Pupils' phones are on the box's other interfaces: what they send must neither pass for a mirror that is alive,
nor for one that sends too much.
"""

import socket
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil

from sync_agent.carriers.watchdog import received_bytes

RSYNC_PORT = 873
LOOPBACK = "lo"  # carries what all programs of the machine say to each other: no measure


def interface_towards(address: str) -> str:
    """Return by which interface a mirror as "rsync://mirror.example" is reached; "" when nobody can say."""
    try:
        asked = urlsplit(address)
        found = socket.getaddrinfo(asked.hostname, asked.port or RSYNC_PORT, type=socket.SOCK_DGRAM)
        family, _, _, _, place = found[0]
        with socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect(place)  # sends nothing, but the system chooses the way
            own = way.getsockname()[0]
    except (OSError, ValueError):  # ValueError: no address at all
        return ""
    for name, addresses in psutil.net_if_addrs().items():
        if name != LOOPBACK and own in (one.address.partition("%")[0] for one in addresses):
            return name
    return ""


@dataclass
class Line:
    """Counts what the interface towards a mirror has received; looked for once, at the first count."""

    address: str
    _interface: str | None = field(default=None, init=False)

    def received(self) -> int:
        """Return how many bytes have come since the start of the machine."""
        if self._interface is None:
            self._interface = interface_towards(self.address)
        return received_bytes(self._interface)
