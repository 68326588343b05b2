"""What the root helper has seen of the radio, in one small file that the pages read."""

import os
from datetime import datetime
from typing import Annotated

import msgspec

from exchange.store import written_whole
from hotspot.settings import Settings
from runtime.kernel import running

STALE_SECONDS = 60  # then nobody looks any more


class Restarts(msgspec.Struct, frozen=True):
    """How often the radio was started again because it had stopped, and when last."""

    count: int = 0
    last: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class Seen(msgspec.Struct, frozen=True):
    """One look at the radio, made when the machine had run `at_seconds`."""

    stations: int | None  # phones on the radio; None: it did not say
    at_seconds: float
    restarts: Restarts

    @property
    def stations_now(self) -> int | None:
        """Return how many phones are on the radio, None when that was not seen lately."""
        is_fresh = 0 <= running().total_seconds() - self.at_seconds <= STALE_SECONDS
        return self.stations if is_fresh else None


def read(settings: Settings) -> Seen | None:
    """Return the last look; None when there was none, or when it cannot be read."""
    try:
        return msgspec.json.decode(settings.radio_file.read_bytes(), type=Seen)
    except (OSError, ValueError):
        return None


def write(settings: Settings, stations: int | None, restarts: Restarts) -> None:
    """Leave this look for the pages; it lies in memory, so that no card wears out. Raises OSError."""
    seen = Seen(stations, running().total_seconds(), restarts)
    with written_whole(settings.radio_file) as file:
        os.fchmod(file.fileno(), 0o644)
        file.write(msgspec.json.encode(seen))
