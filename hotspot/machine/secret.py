"""The key that the cookies of this box are signed with: made on the box, never leaves it."""

import os
import secrets
from pathlib import Path

from exchange.store import bring_to_disk

KEY_BYTES = 32


def cookie_key(file: Path) -> bytes:
    """Return the key that is kept in `file`, made on the first call; only this program's user may read it."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        beside = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as new:
            new.write(secrets.token_bytes(KEY_BYTES))
            new.flush()
            os.fsync(new.fileno())
        beside.rename(file)
        bring_to_disk(file.parent)  # another key after a power cut would refuse what this one has signed
        return file.read_bytes()
