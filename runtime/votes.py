"""What the phones of a class say of the time: one voice for each address, and the middle one counts.

Kept in memory only. One that lies is outvoted by the two beside it; a phone that is asked again replaces
what it has said.
"""

from datetime import datetime, timedelta

VOICES_NEEDED = 3
AGREE_WITHIN = timedelta(minutes=10)  # clocks of phones without a network are set by hand
ASKED_AGAIN_AFTER = timedelta(hours=1)
ADDRESSES_AT_MOST = 300  # five times a full school; more is a game with addresses


class Votes:
    """The voices heard. A voice is the time at which the machine was started, by the clock of that phone."""

    def __init__(self) -> None:
        self._heard: dict[str, timedelta] = {}
        self._voices: dict[str, datetime] = {}

    def wants(self, address: str, running: timedelta) -> bool:
        """Say whether this address may speak, `running` after the start of the machine."""
        last = self._heard.get(address)
        if last is None:
            return len(self._heard) < ADDRESSES_AT_MOST
        return running - last >= ASKED_AGAIN_AFTER

    def hear(self, address: str, running: timedelta, began: datetime | None) -> None:
        """Note that an address has spoken; None is nonsense, which counts for nothing."""
        self._heard[address] = running
        self._voices.pop(address, None)
        if began is not None:
            self._voices[address] = began

    def forget(self) -> None:
        """Drop what was said; who has spoken still waits."""
        self._voices.clear()

    def agreed(self) -> datetime | None:
        """Return the middle voice of three or more, when more than half are near it, else None."""
        voices = sorted(self._voices.values())
        if len(voices) < VOICES_NEEDED:
            return None
        middle = voices[(len(voices) - 1) // 2]
        near = sum(abs(voice - middle) <= AGREE_WITHIN for voice in voices)
        return middle if near * 2 > len(voices) else None
