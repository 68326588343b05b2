"""Small files that a program keeps from one start to the next: replaced whole, and read with patience."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from exchange.store import written_whole

Kept = TypeVar("Kept")


def read_kept(file: Path, form: type[Kept]) -> Kept | None:
    """Return what a file says; None when there is none, or a power cut or a bad card has damaged it.

    Raises OSError where it is there and cannot be read.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=form)
    except (FileNotFoundError, ValueError, RecursionError):  # empty, of another form, no UTF-8, too deep
        return None


def keep(file: Path, said: Any) -> None:
    """Replace a file whole. Raises OSError where the card takes nothing."""
    with written_whole(file) as new:
        new.write(msgspec.json.encode(said))
