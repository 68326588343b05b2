"""The box in multicast DNS (RFC 6762): asks which names are free, announces its own, follows its networks.

zeroconf looks whether the name of a *service* is free, never that of a *host*: that is asked here first.
Each network is a world of its own, with the box's address there: the same 10.42.0.1 is in every school.
"""

import asyncio
import logging
import threading
from ipaddress import IPv4Address

from zeroconf import Error, ServiceInfo, current_time_millis
from zeroconf._dns import DNSAddress, DNSQuestion
from zeroconf._protocol.outgoing import DNSOutgoing
from zeroconf.const import _CLASS_IN, _CLASS_UNIQUE, _FLAGS_QR_QUERY, _TYPE_A

from exchange.errors import WorthAnotherTry
from hotspot.machine.addresses import networks
from hotspot.machine.local_name import (
    NUMBERS,
    Rival,
    host_name,
    keep_number,
    kept_number,
    note_name,
    number_for,
)
from hotspot.settings import Settings
from runtime.one_network import listen_alone, network_of

LOOK_SECONDS = 3  # between two looks at the addresses
ASK_SECONDS = 30  # between two looks for another box of our name: two halls were joined
RETRY_SECONDS = 30  # after a network that would not have us
PROBES, PROBE_SECONDS = 3, 0.25  # RFC 6762, 8.1
SERVICE = "_http._tcp.local."
LONGEST_LABEL = 60  # bytes: 63 (RFC 6763, 7.2), with room for the "-2" of two schools of one name
ANYWHERE = "0.0.0.0"  # noqa: S104 – compared only
log = logging.getLogger(__name__)


class NotHeard(WorthAnotherTry):
    """The network lets no multicast through: not even our own comes back."""


class Network:
    """One network, and what is heard and announced there."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses
        self.name = ""  # announced here
        self._zeroconf = network_of(addresses[0])

    async def open(self) -> None:
        """Begin to listen on this network alone. Raises NotHeard."""
        await listen_alone(self._zeroconf)
        if not self._zeroconf.zeroconf.engine.senders:
            raise NotHeard("no multicast here")

    def ask(self, names: list[str]) -> None:
        """Ask who has these names; the answers come to us alone, within a quarter of a second."""
        question = DNSOutgoing(_FLAGS_QR_QUERY)
        for name in names:
            question.add_question(DNSQuestion(f"{name}.", _TYPE_A, _CLASS_IN | _CLASS_UNIQUE))
        self._zeroconf.zeroconf.async_send(question)

    def rivals(self, name: str) -> list[Rival]:
        """Return who else has the name here."""
        own = IPv4Address(self.addresses[0])
        return [Rival(own, IPv4Address(other)) for other in self._holders(name) - set(self.addresses)]

    async def announce(self, name: str, school: str, port: int) -> None:
        """Announce the name and the school.

        Raises:
            NotHeard: what was sent did not come back.
        """
        words = " ".join(school.replace(".", " ").split())  # a dot would part the label in two
        label = words.encode()[:LONGEST_LABEL].decode(errors="ignore").strip()
        info = ServiceInfo(
            SERVICE,
            f"{label}.{SERVICE}",
            port,
            properties={"path": "/"},
            server=f"{name}.",
            parsed_addresses=self.addresses,
        )
        await (await self._zeroconf.async_register_service(info, allow_name_change=True))
        if not self._holders(name) & set(self.addresses):
            raise NotHeard("what is sent is not heard here")
        self.name = name

    async def withdraw(self) -> None:
        """Take the name back, so that phones forget it."""
        self.name = ""
        await self._zeroconf.async_unregister_all_services()

    async def close(self) -> None:
        """Say goodbye and let go of the network."""
        await self._zeroconf.async_close()

    def _holders(self, name: str) -> set[str]:
        now = current_time_millis()
        return {
            str(IPv4Address(record.address))
            for record in self._zeroconf.zeroconf.cache.async_entries_with_name(f"{name}.")
            if isinstance(record, DNSAddress) and record.type == _TYPE_A and not record.is_expired(now)
        }


class Announcer:
    """The box on all its networks, under one name."""

    def __init__(self, settings: Settings, school: str) -> None:
        self.settings, self.school = settings, school
        self.number = kept_number(settings)
        self.networks: dict[str, Network] = {}
        self._next_try: dict[str, float] = {}  # interface → running seconds
        self._told: dict[str, str] = {}  # interface → the last trouble, told once
        self._next_question = 0.0

    async def look(self) -> None:
        """Follow the addresses, give way to another box of this name, and announce what is new."""
        found = {name: own for name, every in networks().items() if (own := self._served(every))}
        for interface in set(self.networks) - set(found):
            await self._leave(interface)
        for interface, addresses in found.items():
            await self._join(interface, addresses)
        if all(network.name for network in self.networks.values()) and not await self._has_rivals():
            self._note()
            return
        await self._choose()
        for interface, network in list(self.networks.items()):
            if not network.name:
                await self._announce(interface, network)
        self._note()

    async def close(self) -> None:
        """Say goodbye on every network at once."""
        await asyncio.gather(*(network.close() for network in self.networks.values()), return_exceptions=True)

    def _served(self, addresses: list[str]) -> list[str]:
        """Return those addresses that the box answers at."""
        host = self.settings.host
        return addresses if host in ("", ANYWHERE) else [address for address in addresses if address == host]

    async def _join(self, interface: str, addresses: list[str]) -> None:
        known = self.networks.get(interface)
        if known and known.addresses != addresses:
            await self._leave(interface)
        elif known or asyncio.get_running_loop().time() < self._next_try.get(interface, 0):
            return
        try:
            network = self.networks[interface] = Network(addresses)
            await network.open()
        except (OSError, RuntimeError, WorthAnotherTry, Error) as error:
            await self._give_up(interface, error)

    async def _announce(self, interface: str, network: Network) -> None:
        name = host_name(self.settings.local_name, self.number)
        try:
            await network.announce(name, self.school, self.settings.port)
        except (OSError, RuntimeError, WorthAnotherTry, Error) as error:
            await self._give_up(interface, error)
            return
        self._told.pop(interface, None)
        log.info("The box is %s on %s (%s)", name, interface, ", ".join(network.addresses))
        self._keep()

    async def _leave(self, interface: str) -> None:
        network = self.networks.pop(interface, None)
        if network:
            await network.close()

    async def _give_up(self, interface: str, error: Exception) -> None:
        """Leave the network for a while, and tell why, once."""
        self._next_try[interface] = asyncio.get_running_loop().time() + RETRY_SECONDS
        told = str(error) or type(error).__name__
        if self._told.get(interface) != told:
            log.warning("The box has no name on %s: %s", interface, told)
        self._told[interface] = told
        await self._leave(interface)

    async def _has_rivals(self) -> bool:
        """Say whether the box must give its name up; asks for it from time to time."""
        if asyncio.get_running_loop().time() >= self._next_question:
            self._next_question = asyncio.get_running_loop().time() + ASK_SECONDS
            for network in self.networks.values():
                network.ask([host_name(self.settings.local_name, self.number)])
            await asyncio.sleep(PROBE_SECONDS)
        return self._free_number() != self.number

    async def _choose(self) -> None:
        """Ask for all names, and take one that nobody has."""
        for _ in range(PROBES):
            for network in self.networks.values():
                network.ask([host_name(self.settings.local_name, number) for number in NUMBERS])
            await asyncio.sleep(PROBE_SECONDS)
        number = self._free_number()
        if number == self.number:
            return
        log.info("%s is another's: this box yields", host_name(self.settings.local_name, self.number))
        await asyncio.gather(*(network.withdraw() for network in self.networks.values() if network.name))
        self.number = number

    def _free_number(self) -> int:
        rivals: dict[int, list[Rival]] = {}
        for number in NUMBERS:
            name = host_name(self.settings.local_name, number)
            rivals[number] = [one for network in self.networks.values() for one in network.rivals(name)]
        return number_for(
            self.number, rivals, is_announced=any(network.name for network in self.networks.values())
        )

    def _keep(self) -> None:
        try:
            keep_number(self.settings, self.number)
        except OSError as error:  # a full card keeps nobody from being called
            log.warning("The number of the box could not be kept: %s", error.strerror)

    def _note(self) -> None:
        note_name(next((network.name for network in self.networks.values() if network.name), ""))


async def announce_until(stopping: threading.Event, settings: Settings, school: str) -> None:
    """Announce the box until it is told to stop, then say goodbye."""
    logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # what it could not do is told here, once
    announcing = asyncio.create_task(_announce(Announcer(settings, school)))
    await asyncio.to_thread(stopping.wait)
    announcing.cancel()
    await asyncio.gather(announcing, return_exceptions=True)


async def _announce(announcer: Announcer) -> None:
    told = ""
    try:
        while True:
            try:
                await announcer.look()
                told, wait_seconds = "", LOOK_SECONDS
            except Exception as error:  # the box must have its name again later, whatever this was
                if told != repr(error):
                    log.exception("The name of the box could not be announced")
                told, wait_seconds = repr(error), RETRY_SECONDS
            await asyncio.sleep(wait_seconds)
    finally:
        await announcer.close()
