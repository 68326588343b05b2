"""Sixty phones and one small machine: nobody keeps the others from their turn, not even without meaning to.

Each address has its turn, whatever it asks for at once. When all places are taken, the address that holds
most gives one up: no number has to be set, and a whole class behind one router is served as well.
Waits are measured by the clock that nobody sets: the box's own may jump by years.
"""

import math
import time
from collections import Counter, deque

from waitress.server import TcpWSGIServer

from hotspot.machine.connections import Connection

CONNECTIONS_AT_MOST = 400  # sixty phones with six each, and some that died without a word
ROUND_SECONDS = 5


class Turns:
    """The requests that wait for a thread: one of each address, then the next of each."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Connection]] = {}
        self._waiting = 0

    def append(self, connection: Connection) -> None:
        """Put a request at the end of its address' line."""
        self._lines.setdefault(connection.addr[0], deque()).append(connection)
        self._waiting += 1

    def popleft(self) -> Connection:
        """Return the first request of the address whose turn it is."""
        address = next(iter(self._lines))
        line = self._lines.pop(address)
        connection = line.popleft()
        self._waiting -= 1
        if line:
            self._lines[address] = line  # behind all others
        return connection

    def __len__(self) -> int:
        return self._waiting


class Door(TcpWSGIServer):
    """Lets phones in, and lets go of those that do nothing with their place."""

    channel_class = Connection
    active_channels: dict[int, Connection]  # type: ignore[assignment]
    next_channel_cleanup = math.inf  # type: ignore[assignment] # waitress' own goes by the clock on the wall
    places = CONNECTIONS_AT_MOST
    _next_round = 0.0

    def readable(self) -> bool:
        """Say whether another phone may come in; look round from time to time."""
        now = time.monotonic()
        if now >= self._next_round:
            self._next_round = now + ROUND_SECONDS
            self.let_go_of_silent(now)
        return super().readable()

    def let_go_of_silent(self, now: float) -> None:
        """Close what has waited too long; `now` is read from the steady clock, in seconds.

        At once: a phone that takes nothing would never let us end the connection politely.
        """
        for connection in list(self.active_channels.values()):
            if connection.waits_too_long(now):
                connection.handle_close()

    def handle_accept(self) -> None:
        """Let a phone in; when all places are taken, another one gives up a place."""
        super().handle_accept()
        if len(self.active_channels) > self.places:
            leaving = least_missed(list(self.active_channels.values()))
            if not leaving.requests:  # a thread may be at work on it
                leaving.handle_close()


def least_missed(connections: list[Connection]) -> Connection:
    """Return the connection that can best be closed: of the address that has most, the one longest idle."""
    held = Counter(connection.addr[0] for connection in connections)
    address = held.most_common(1)[0][0]
    return min(
        (one for one in connections if one.addr[0] == address),
        key=lambda one: (bool(one.requests), one.total_outbufs_len > 0, one.last_activity),
    )
