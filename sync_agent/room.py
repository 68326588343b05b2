"""Room on the card: what is fetched leaves the rest of the box, above all pupils' answers, what it needs."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange.errors import NeedsAPerson
from runtime.room import BYTES_A_MB, free_bytes

FREE_MB = 500  # as for an install
FULL = (errno.ENOSPC, errno.EDQUOT)  # what a card says that is full


class CardFull(NeedsAPerson):
    """There is no room for what comes."""


def check_room(folder: Path, needed_bytes: int, free_mb: int = FREE_MB) -> None:
    """Look before a move whether what it brings leaves so much free.

    Raises:
        CardFull: it does not.
    """
    lacking = needed_bytes + free_mb * BYTES_A_MB - free_bytes(folder)
    if lacking > 0:
        raise CardFull(
            f"Il manque {lacking // BYTES_A_MB + 1} Mo sur la carte. Effacez ce qui n'est pas à la boîte ; "
            "la suite viendra d'elle-même."
        )


@contextmanager
def room_watched() -> Iterator[None]:
    """Turn what a full card says into what a person can do about it. Raises CardFull."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise CardFull("Plus de place sur la carte. Effacez ce qui n'est pas à la boîte.") from error
