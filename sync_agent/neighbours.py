"""The boxes on the same local network: found by multicast DNS, served, and asked. None of them is trusted.

A box announces `_imaginecole._tcp` with its country and how new its signatures are, and serves its verified
store to whoever asks. All of it stays on one interface, which is never the one that costs money.
"""

import threading

from exchange.store import Store
from sync_agent.carriers.neighbour import Neighbour
from sync_agent.settings import Settings

SERVICE = "_imaginecole._tcp.local."


class Neighbourhood:
    """This box among its neighbours. `look` again and again; `close` at the end."""

    def __init__(
        self, settings: Settings, store: Store, country: str, box: str, stop: threading.Event
    ) -> None:
        """Do nothing yet. `box` is what people call this one; "" when it has no name."""

    def look(self) -> list[Neighbour]:
        """Serve and announce what is here; return who has as much or more, newest first.

        Takes milliseconds, and up to 3 s when the network is new. Raises nothing: no network is no neighbour.
        """
        return []

    def close(self) -> None:
        """Say goodbye and end the serving."""
