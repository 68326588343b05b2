"""The boxes on the same local network: found by multicast DNS, served, and asked. None of them is trusted.

A box announces `_imaginecole._tcp` with its country and how new its signatures are, and serves its verified
store to whoever asks. All of it stays on one interface, which is never the one that costs money. It goes on
in a thread of its own: a film that comes for an hour must not keep the neighbours from finding this box.
"""

import asyncio
import json
import logging
import socket
import threading
from contextlib import suppress
from pathlib import Path

from zeroconf import Error

from exchange.store import Store
from sync_agent.carriers.lan import lan_of
from sync_agent.carriers.multicast import Heard, Multicast
from sync_agent.carriers.neighbour import Neighbour
from sync_agent.carriers.serving import Serving
from sync_agent.settings import Settings

LOOK_SECONDS = 15  # between two looks at the address and at what is here to be served
BREATH_SECONDS = 1  # between two rounds, however much the neighbours have to say
FIRST_SECONDS = 3  # that the first look waits: a neighbour answers within one
END_SECONDS = 10
log = logging.getLogger(__name__)


class Neighbourhood:
    """This box among its neighbours. `look` again and again; `close` at the end."""

    def __init__(
        self, settings: Settings, store: Store, country: str, box: str, stop: threading.Event
    ) -> None:
        """Do nothing yet. `box` is what people call this one; "" when it has no name."""
        self._settings, self._country, self._stop = settings, country, stop
        self._interface = _unpaid(settings)
        self._name = box or socket.gethostname().replace(".", "-")
        self._timestamp = store.folder / "head" / "timestamp.json"
        self._serving = Serving(store.folder, settings.own_folder / "serving")
        self._multicast: Multicast | None = None
        self._found: list[Neighbour] = []
        self._has_found, self._is_closing = threading.Event(), threading.Event()
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._live, name="neighbours", daemon=True)
        self._told = ""  # the last trouble, told once

    def look(self) -> list[Neighbour]:
        """Return who has as much as this box or more, newest first. Raises nothing.

        The first look begins to serve and to announce, and takes up to 3 s; the others take no time.
        """
        if self._interface and self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread.start()
            self._has_found.wait(FIRST_SECONDS)
        return self._found

    def close(self) -> None:
        """Say goodbye and end the serving."""
        self._is_closing.set()
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._woken.set)
            self._thread.join(END_SECONDS)
            self._serving.end()  # also where the network did not let go in time

    def _live(self) -> None:
        if self._loop is not None:
            self._loop.run_until_complete(self._rounds())
            self._loop.close()

    async def _rounds(self) -> None:
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # what it could not do is told here, once
        while not self._is_closing.is_set():
            self._woken.clear()
            try:
                await self._round()
                self._told = ""
            except Exception as error:  # whatever this was, the neighbours must be found again later
                if repr(error) != self._told:
                    log.exception("No neighbours for now")
                self._told = repr(error)
                await self._leave()
            await asyncio.sleep(BREATH_SECONDS)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)
        await self._leave()

    async def _round(self) -> None:
        """Follow the address, serve and announce what is here, and see who is there."""
        lan = lan_of(self._interface)
        if self._multicast and self._multicast.lan != lan:
            await self._leave()
        if lan is None:
            return
        if self._multicast is None:
            self._multicast = Multicast(lan, self._name, self._country, self._settings.lan_port)
            await self._multicast.open(self._woken.set)
        version = version_of(self._timestamp)
        if version:
            self._serving.keep(lan, self._settings.lan_port)
            await self._multicast.announce(version)
        heard = [one for one in await self._multicast.heard() if one.version >= version]
        self._found = [self._neighbour(one) for one in sorted(heard, key=lambda one: -one.version)]
        if self._found:
            self._has_found.set()

    async def _leave(self) -> None:
        self._found = []
        self._serving.end()
        multicast, self._multicast = self._multicast, None
        if multicast:
            with suppress(OSError, Error):  # the network has gone already
                await multicast.close()

    def _neighbour(self, heard: Heard) -> Neighbour:
        address = f"rsync://{heard.address}:{heard.port}"
        return Neighbour(f"{heard.name} ({heard.address})", address, heard.version, self._stop)


def _unpaid(settings: Settings) -> str:
    """Return the interface where neighbours are, "" where it would be paid by the megabyte."""
    if settings.lan_interface and settings.lan_interface == settings.link_interface:
        log.warning("%s is paid by the megabyte: no neighbours there", settings.lan_interface)
        return ""
    return settings.lan_interface


def version_of(timestamp: Path) -> int:
    """Return how new signatures are, 0 when there are none. They are told, not trusted: others check them."""
    try:
        return int(json.loads(timestamp.read_bytes())["signed"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
