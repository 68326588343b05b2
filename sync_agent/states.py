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

from exchange.kept import keep, read_kept
from exchange.messenger import SourceKind, Word
from runtime.floor import Time

WAITS_SECONDS = (1, 2, 5, 15, 60, 300, 900, 3600)  # after 1, 2, … failures in a row
JITTER = 0.25  # of a wait, more or less
LOOK_JITTER = 0.5  # of the time between two looks: a new edition must not call all boxes at once
BANISHED = timedelta(days=1)  # who lied is asked again, for a mirror may have been mended
LONGEST = timedelta(days=2)  # of a rest: one that ends later was reckoned by another clock
PASSING: frozenset[Word] = frozenset(["cut", "silent", "busy", "behind", "no-room"])
SOURCES_KEPT = 20  # in the memory: sticks come and go


class Asked(msgspec.Struct, frozen=True):
    """What came of asking a source. Times are the messenger's own, which never goes back."""

    name: str
    kind: SourceKind
    word: Word = "never"
    at: str = ""  # as people are told the time
    failures: int = 0  # in a row
    rests_until: Time | None = None

    def rests(self, now: datetime) -> bool:
        """Say whether it is too early to ask again."""
        return self.rest_seconds(now) > 0

    def rest_seconds(self, now: datetime) -> float:
        """Return how long it is not to be asked."""
        rest = self.rests_until - now if self.rests_until else timedelta()
        return max(0.0, rest.total_seconds()) if rest < LONGEST else 0.0

    @property
    def has_failed(self) -> bool:
        """Say whether it did not give what was asked for, the last time."""
        return self.word not in ("never", "new", "nothing-new")

    @property
    def is_banished(self) -> bool:
        """Say whether it did what no honest source does, or will not serve this box."""
        return self.has_failed and self.word not in PASSING


class Remembered(msgspec.Struct, frozen=True):
    """The whole memory: by the address of each source, and the last "update now" that was acted on."""

    asked: dict[str, Asked] = {}
    pressed: str = ""


@dataclass
class Memory:
    """A small file with one writer, replaced whole after each move. `dice` spread the waits."""

    file: Path
    look_minutes: int
    dice: random.Random = field(default_factory=random.SystemRandom)
    pressed: str = field(init=False)  # the last "update now" that was acted on
    _asked: dict[str, Asked] = field(init=False)

    def __post_init__(self) -> None:
        remembered = read_memory(self.file)
        self.pressed, self._asked = remembered.pressed, remembered.asked

    def of(self, address: str, name: str, kind: SourceKind) -> Asked:
        """Return what is known of a source."""
        return self._asked.get(address, Asked(name, kind))

    def latest(self) -> list[Asked]:
        """Return what is known of the sources: of each name the last word, the last asked first."""
        by_name = {(one.kind, one.name): one for one in self._asked.values()}
        return list(reversed(by_name.values()))

    def note(self, address: str, asked: Asked) -> None:
        """Write down what came of asking a source. Raises OSError where the card takes nothing."""
        self._asked.pop(address, None)
        self._asked[address] = asked
        for oldest in list(self._asked)[:-SOURCES_KEPT]:
            del self._asked[oldest]
        self._write()

    def release(self, address: str) -> None:
        """Let a source be asked at once, unless it has lied: it was plugged in again."""
        asked = self._asked.get(address)
        if asked is not None and asked.rests_until is not None and not asked.is_banished:
            self._asked[address] = _fresh(asked)
            self._write()

    def forget(self, *, failures: bool) -> None:
        """Let every source be asked at once; those that failed only when `failures` says so."""
        self._asked = {
            address: _fresh(one) if failures or not one.has_failed else one
            for address, one in self._asked.items()
        }
        self._write()

    def forget_for(self, pressed: str) -> None:
        """Let every source be asked at once, for somebody has pressed "update now"."""
        self.pressed = pressed
        self.forget(failures=True)

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
        if word in PASSING:
            seconds = WAITS_SECONDS[min(failures, len(WAITS_SECONDS)) - 1]
            return timedelta(seconds=seconds) * self._about(JITTER)
        return BANISHED * self._about(JITTER)

    def _about(self, jitter: float) -> float:
        return self.dice.uniform(1 - jitter, 1 + jitter)

    def _write(self) -> None:
        keep(self.file, Remembered(self._asked, self.pressed))


def read_memory(file: Path) -> Remembered:
    """Return what is remembered; nothing when the file is not there, or damaged."""
    return read_kept(file, Remembered) or Remembered()


def _fresh(asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, rests_until=None, failures=0)
