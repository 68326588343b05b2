"""What time signatures are judged by, on a box whose clock may say 1970 or 2099.

Time never goes below what a believed signature has proven, nor below the build of the program. Above that the
clock is followed, but not further than a year after the last signature would have run out: else a false
network time would lock a box out for good.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata

from exchange.trust.checking import read_floor
from exchange.trust.roles import LIVES

BEYOND_EXPIRY = timedelta(days=365)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)  # a stolen key may say 9999, with which nothing can be reckoned


def trusted_time(memory: Path, build: datetime, clock: datetime) -> datetime:
    """Return the time, UTC, that `checking.check` is to be given.

    `memory` is the folder that `check` keeps, `build` when this program was made, `clock` what the box has.
    """
    floor = max([build, *_issued(memory)])
    latest = max(_expiries(memory), default=floor + LIVES["root"]) + BEYOND_EXPIRY
    return clock if floor <= clock <= latest else floor


def _issued(memory: Path) -> Iterator[datetime]:
    """Yield when the last believed timestamp was signed, if there was one."""
    with suppress(ValueError, OverflowError):  # none, or damaged
        yield min(LATEST, datetime.fromisoformat(read_floor(memory).issued).astimezone(UTC))


def _expiries(memory: Path) -> Iterator[datetime]:
    """Yield when what is believed runs out; a file that a power cut has emptied says nothing."""
    for file in memory.glob("*.json"):
        try:
            said: Metadata[Any] = Metadata.from_file(str(file))
        except RepositoryError:
            continue
        yield min(LATEST, said.signed.expires)
