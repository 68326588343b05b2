"""Chance that falls the same on every machine and every Python: SplitMix64 from a hashed beginning.

Python's `random` may change its draws between versions; a question must be drawn again years later.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

MASK = (1 << 64) - 1


class Dice:
    """Draws that depend on nothing but what they were begun with."""

    def __init__(self, *beginning: str | int) -> None:
        written = "\x1f".join(str(part) for part in beginning)
        self.state = int.from_bytes(hashlib.sha256(written.encode()).digest()[:8], "big")

    def _next(self) -> int:
        # SplitMix64: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators".
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to limit - 1, each as likely.

        Raises:
            ValueError: `limit` is under 1.
        """
        if limit < 1:
            raise ValueError("nothing lies below 1")
        fair = MASK + 1 - (MASK + 1) % limit
        drawn = self._next()
        while drawn >= fair:
            drawn = self._next()
        return drawn % limit

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of the things.

        Raises:
            ValueError: there are none.
        """
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """Return the things in another order (Fisher–Yates)."""
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
