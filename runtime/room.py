"""How much room the card has left for this program."""

import os
from pathlib import Path

BYTES_A_MB = 1_000_000
RESERVE_BYTES = BYTES_A_MB  # a journal of SQLite and its index


def free_bytes(folder: Path) -> int:
    """Return what may still be written where `folder` is: one call. Raises FileNotFoundError."""
    card = os.statvfs(folder)
    return card.f_bavail * card.f_frsize


def has_room(folder: Path, wanted_mb: int) -> bool:
    """Say whether so much may still be written where `folder` is."""
    return free_bytes(folder) >= wanted_mb * BYTES_A_MB


def hold_reserve(file: Path) -> None:
    """Hold a little room for a start on a full card; where there is none, give up what was held before.

    SQLite, to read a database, makes an index of its journal: without a byte of room it cannot even read.
    """
    free = free_bytes(file.parent)
    if free < RESERVE_BYTES:
        file.unlink(missing_ok=True)
    elif free > 2 * RESERVE_BYTES and not file.exists():
        with file.open("wb") as held:
            os.posix_fallocate(held.fileno(), 0, RESERVE_BYTES)
