"""What the messenger remembers of each source from one start to the next, and when it may ask it again.

```
 asked ──new──▶ again at once
   ├──nothing-new──▶ rests some hours; boxes must not all come at one time
   ├──cut, silent, busy, behind──▶ rests longer each time, until something has come again
   └──refused, wrong-signature, too-old, liar──▶ rests a day
```
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from exchange.messenger import SourceKind, Word
from exchange.store import written_whole

WAITS_SECONDS = (1, 2, 5, 15, 60, 300, 900, 3600)  # after 1, 2, … failures in a row
JITTER = 0.25  # of a wait, more or less
LOOK_JITTER = 0.5  # of the time between two looks: a new edition must not call all boxes at once
BANISHED = timedelta(days=1)  # who lied is asked again, for a mirror may have been mended
LONGEST = timedelta(days=2)  # of a rest: one that ends later was reckoned by another clock
NOBODYS: frozenset[Word] = frozenset(["no-room"])  # no fault of the source
TRANSIENT: frozenset[Word] = frozenset(["cut", "silent", "busy", "behind"])


class Asked(msgspec.Struct, frozen=True):
    """What came of asking a source. Times are the messenger's own, which never goes back."""

    name: str
    kind: SourceKind
    word: Word = "never"
    at: str = ""  # as people are told the time
    failures: int = 0  # in a row
    rests_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Say whether it is too early to ask again."""
        return self.rests_until is not None and now < self.rests_until < now + LONGEST

    @property
    def has_failed(self) -> bool:
        """Say whether it did not give what was asked for, the last time."""
        return self.word not in ("never", "new", "nothing-new")


class Remembered(msgspec.Struct):
    """The whole memory, by the address of each source."""

    asked: dict[str, Asked] = {}


@dataclass
class Memory:
    """A small file, replaced whole after each move. `dice` spread the waits."""

    file: Path
    look_minutes: int
    dice: random.Random = field(default_factory=random.SystemRandom)

    def of(self, address: str, name: str, kind: SourceKind) -> Asked:
        """Return what is known of a source."""
        return self._read().asked.get(address, Asked(name, kind))

    def all(self) -> list[Asked]:
        """Return what is known of all sources, the last asked first."""
        return sorted(self._read().asked.values(), key=lambda one: one.at, reverse=True)

    def note(self, address: str, asked: Asked) -> None:
        """Write down what came of asking a source. Raises OSError where the card takes nothing."""
        self._write({**self._read().asked, address: asked})

    def forget(self, *, failures: bool) -> None:
        """Let every source be asked at once; those that failed only when `failures` says so."""
        self._write(
            {
                address: msgspec.structs.replace(one, rests_until=None, failures=0)
                if failures or not one.has_failed
                else one
                for address, one in self._read().asked.items()
            }
        )

    def after(self, before: Asked, word: Word, now: datetime, at: str, *, has_come: bool) -> Asked:
        """Return what to remember when a source has answered so. `has_come`: it gave something before."""
        failures = 0 if word in ("new", "nothing-new") else 1 if has_come else before.failures + 1
        rest = self._rest(word, failures)
        until = now + rest if rest else None
        return msgspec.structs.replace(before, word=word, at=at, failures=failures, rests_until=until)

    def _rest(self, word: Word, failures: int) -> timedelta:
        if word == "new":
            return timedelta()
        if word == "nothing-new":
            return timedelta(minutes=self.look_minutes) * self._about(LOOK_JITTER)
        if word in TRANSIENT or word in NOBODYS:
            seconds = WAITS_SECONDS[min(failures, len(WAITS_SECONDS)) - 1]
            return timedelta(seconds=seconds) * self._about(JITTER)
        return BANISHED * self._about(JITTER)

    def _about(self, jitter: float) -> float:
        return self.dice.uniform(1 - jitter, 1 + jitter)

    def _read(self) -> Remembered:
        try:
            return msgspec.json.decode(self.file.read_bytes(), type=Remembered)
        except (FileNotFoundError, msgspec.DecodeError):
            return Remembered()

    def _write(self, asked: dict[str, Asked]) -> None:
        with written_whole(self.file) as file:
            file.write(msgspec.json.encode(Remembered(asked)))
