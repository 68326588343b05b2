"""How much room the card has left for this program."""

import os
from pathlib import Path

BYTES_A_MB = 1_000_000


def free_bytes(folder: Path) -> int:
    """Return what may still be written where `folder` is: one call. Raises FileNotFoundError."""
    card = os.statvfs(folder)
    return card.f_bavail * card.f_frsize


def has_room(folder: Path, wanted_mb: int) -> bool:
    """Say whether so much may still be written where `folder` is."""
    return free_bytes(folder) >= wanted_mb * BYTES_A_MB
