"""Multicast DNS on one network: announces this box to its neighbours, and hears of theirs (RFC 6762, 6763).

Whatever comes from there was said by anybody. An address outside the network is not asked: it would lead over
the line that costs money.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface

from zeroconf import IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo

from runtime.one_network import listen_alone, network_of

SERVICE = "_imaginecole._tcp.local."
FORM = "1"  # of what is announced
MOST_HEARD = 32  # names; a flood of more is not listened to
MOST_VERSION_DIGITS = 10
FIRST_PORT, LAST_PORT = 1024, 65_535
NAME_LETTERS = 40
ASK_MS = 1000


@dataclass(frozen=True)
class Heard:
    """A box that says what it has."""

    name: str
    address: IPv4Address
    port: int
    version: int  # of its timestamp


class Multicast:
    """One network, where this box is announced under a name. `changed` is called when a neighbour is."""

    def __init__(self, lan: IPv4Interface, name: str, country: str, port: int) -> None:
        self.lan = lan
        self._name, self._country, self._port = name, country, port
        self._names: set[str] = set()
        self._announced: AsyncServiceInfo | None = None
        self._zeroconf = network_of(str(lan.ip))

    async def open(self, changed: Callable[[], None]) -> None:
        """Begin to listen on this network alone."""
        await listen_alone(self._zeroconf)

        def hear(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
            self._hear(name, state_change)
            changed()

        AsyncServiceBrowser(self._zeroconf.zeroconf, SERVICE, handlers=[hear])

    async def announce(self, version: int) -> None:
        """Tell the network how new this box is. Raises zeroconf.Error, OSError."""
        info = AsyncServiceInfo(
            SERVICE,
            self._announced.name if self._announced else f"{self._name}.{SERVICE}",
            self._port,
            properties={"v": FORM, "c": self._country, "h": str(version)},
            server=f"imaginecole-{int(self.lan.ip):08x}.local.",  # no other box has this address
            parsed_addresses=[str(self.lan.ip)],
        )
        if self._announced is None:
            await (await self._zeroconf.async_register_service(info, allow_name_change=True))
        elif self._announced.properties != info.properties:
            await (await self._zeroconf.async_update_service(info))
        self._announced = info

    async def heard(self) -> list[Heard]:
        """Return the boxes of this country that are here now."""
        infos = [AsyncServiceInfo(SERVICE, name) for name in sorted(self._names)]
        await asyncio.gather(*(self._ask(info) for info in infos))
        found = [one for info in infos if (one := self._read(info)) is not None]
        return [one for one in found if one.address != self.lan.ip]

    async def close(self) -> None:
        """Say goodbye and let go of the network."""
        await self._zeroconf.async_close()

    def _hear(self, name: str, change: ServiceStateChange) -> None:
        if change is ServiceStateChange.Removed:
            self._names.discard(name)
        elif len(self._names) < MOST_HEARD:
            self._names.add(name)

    async def _ask(self, info: AsyncServiceInfo) -> None:
        if not info.load_from_cache(self._zeroconf.zeroconf):
            await info.async_request(self._zeroconf.zeroconf, ASK_MS)

    def _read(self, info: AsyncServiceInfo) -> Heard | None:
        """Return what a box says of itself; None when it says nothing that we understand."""
        told = info.properties
        version = told.get(b"h") or b""
        if told.get(b"v") != FORM.encode() or told.get(b"c") != self._country.encode():
            return None
        if not version.isdigit() or len(version) > MOST_VERSION_DIGITS:
            return None
        near = [
            one
            for text in info.parsed_addresses(IPVersion.V4Only)
            if (one := IPv4Address(text)) in self.lan.network
        ]
        if not near or not info.port or not FIRST_PORT <= info.port <= LAST_PORT:
            return None
        label = info.name.removesuffix(f".{SERVICE}")
        name = "".join(letter for letter in label if letter.isprintable())[:NAME_LETTERS]
        return Heard(name, near[0], info.port, int(version))
