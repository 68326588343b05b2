"""What is known of the last backup, kept outside school.db so that no restore takes it back."""

from contextlib import suppress
from typing import Literal

import msgspec

from hotspot.machine import ledgers
from hotspot.settings import Settings

LEDGER = "backup.json"

Trouble = Literal["away", "full", "read-only", "refused", "large", "unreadable", "card", "damaged"]


class Backup(msgspec.Struct, frozen=True):
    """A backup that was laid on a key and read back."""

    at: str  # UTC, as people were shown it
    key: str  # its name
    file: str  # its name on the key
    file_bytes: int
    learners: int
    attempts: int


class Noted(msgspec.Struct, frozen=True):
    """The last backup that succeeded, and what was wrong with a later one."""

    last: Backup | None = None
    trouble: Trouble | None = None


def noted(settings: Settings) -> Noted:
    """Return what is known; a ledger that cannot be read begins anew."""
    with suppress(OSError, ValueError):
        kept = ledgers.read(settings, LEDGER)
        return msgspec.json.decode(kept, type=Noted) if kept else Noted()
    return Noted()


def note(settings: Settings, what: Noted) -> None:
    """Write it down. Raises OSError when the card is full."""
    ledgers.write(settings, LEDGER, msgspec.json.encode(what))
