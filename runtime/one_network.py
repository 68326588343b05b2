"""Multicast DNS on one network by itself: a box is on several, and each is a world of its own."""

import socket

from zeroconf import IPVersion
from zeroconf.asyncio import AsyncZeroconf

IP_MULTICAST_ALL = 49  # linux/in.h; Python 3.11 does not name it


def network_of(address: str) -> AsyncZeroconf:
    """Return the network on which this machine has an IPv4 address. Raises OSError."""
    return AsyncZeroconf(interfaces=[address], ip_version=IPVersion.V4Only)


async def listen_alone(network: AsyncZeroconf) -> None:
    """Begin to listen on this network alone; Linux would give us what is said on the others too."""
    await network.zeroconf.async_wait_for_start()
    for reader in network.zeroconf.engine.readers:
        reader.sock.setsockopt(socket.IPPROTO_IP, IP_MULTICAST_ALL, 0)
