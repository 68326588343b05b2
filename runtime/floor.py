"""What the clock leaves for the next start: one small file, replaced whole, a few times an hour."""

import os
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import msgspec

from exchange.store import written_whole

LARGEST_BYTES = 4096
Time = Annotated[datetime, msgspec.Meta(tz=True)]


class Source(IntEnum):
    """Who has given the displayed time, the best last. The numbers stand in the file."""

    NOBODY = 0
    ADULT = 1
    PHONES = 2
    SIGNED = 3
    BATTERY = 4
    NETWORK = 5


class Floor(msgspec.Struct, frozen=True):
    """The time as it was written down, `running` after the start of the machine that is named `boot`."""

    boot: str
    running: timedelta
    now: Time
    proven: Time
    displayed: Time | None
    source: Source
    since: Time | None


def read(file: Path) -> Floor | None:
    """Return what was written down last; None when nothing was, or when it cannot be read."""
    try:
        held = os.open(file, os.O_RDONLY | os.O_NONBLOCK)  # root reads it for another: no pipe is waited for
        with open(held, "rb") as opened:
            return msgspec.json.decode(opened.read(LARGEST_BYTES), type=Floor)
    except (OSError, ValueError):
        return None


def write(file: Path, floor: Floor) -> None:
    """Write it down; a power cut leaves the old or the new.

    Raises:
        OSError: the card is full, or can only be read.
    """
    with written_whole(file) as new:
        new.write(msgspec.json.encode(floor))
