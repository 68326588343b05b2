"""The time of a box that has no clock of its own and loses its power several times a day.

Two times are told apart.

`now()` is what is written down. It never goes back, neither within a start nor from one to the next. It
begins at the floor, the latest of: the build of this program, signed times, what this box has written down.
From there it runs by the kernel's count since the start of the machine, which nobody can set. The system's
time of day, be it 1970 or 2099, is not looked at, but while a time service of the network keeps it. Only
network, battery (RTC) and signatures move `now()`, only ahead, and never beyond HORIZON.

`displayed()` is what people are shown. It follows the best that somebody has said in this start:

    NOBODY ──▶ ADULT ◀──▶ PHONES ──▶ SIGNED ──▶ BATTERY ──▶ NETWORK

A word replaces one of its own rank or below. An adult, who has seen the page, also replaces what phones have
said, and phones are then heard anew. What people say moves no row. `displayed()` may go back: so a box that a
wrong network has sent to 2035 shows the right day again, while its rows go on in order from 2035.

When the program alone is started again, nothing changes. After a power cut nobody knows how long the box was
off: the displayed time goes on from the last one, and counts as given by NOBODY.

The order of answers is that of their running number; their times, within a start (`boot_id`) and from one to
the next, are in the same order.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Protocol

from runtime import floor, kernel
from runtime.floor import Floor, Source
from runtime.votes import AGREE_WITHIN, Votes

BUILT = datetime(2026, 11, 22, tzinfo=UTC)  # of this version, raised with it: no time before is believed
HORIZON = BUILT.replace(year=BUILT.year + 20)  # nor any after: no box runs the same program that long
OWN_HORIZON = HORIZON.replace(year=HORIZON.year + 20)  # for what this box has written: it may have run on
LOOK_SECONDS = 60  # how often the network's time is looked for
WRITE_EVERY_LOOKS = 5  # how often the time is written down: what a power cut may lose
A_JUMP = timedelta(minutes=1)  # less is the kernel's own going

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Displayed:
    """The time to show, in UTC; who has given it, and when (None: nobody)."""

    time: datetime
    source: Source
    since: datetime | None


class Machine(Protocol):
    """What the clock asks of the machine: runtime/kernel.py."""

    def running(self) -> timedelta:
        """Return how long the machine has run."""

    def boot_id(self) -> str:
        """Return the name of this start of the machine."""

    def network_time(self) -> datetime | None:
        """Return the time that the network keeps."""

    def battery_times(self) -> Iterable[datetime]:
        """Give the times that batteries have kept."""


class Clock:
    """The clock of one program. A time that runs is held as what it was when the machine was started."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._lock = RLock()
        self._file: Path | None = None
        self._proven = BUILT
        self._started = BUILT.timestamp()
        self._began = BUILT - machine.running()
        self._displayed_began: datetime | None = None  # None: as now()
        self._source = Source.NOBODY
        self._since: datetime | None = None
        self._jumps: list[tuple[float, float]] = []  # when, how far; seconds
        self._votes = Votes()

    def start(self, file: Path) -> None:
        """Take up the time where it was left in `file`, and what a battery has kept."""
        with self._lock:
            self._file = file
            left = floor.read(file)
            if left is not None and left.now <= OWN_HORIZON:
                self._go_on_from(left)
            if self._source < Source.BATTERY:
                any(self.told(Source.BATTERY, time) for time in self._machine.battery_times())
            self._started = self.now().timestamp()
            self._jumps.clear()

    def now(self) -> datetime:
        """Return the time to write down, in UTC: never before one that was returned earlier."""
        return self._began + self._machine.running()

    def displayed(self) -> Displayed:
        """Return the time to show to people, and where it comes from."""
        began = self._displayed_began or self._began
        return Displayed(began + self._machine.running(), self._source, self._since)

    def seconds_since(self, mark: float) -> float:
        """Return the seconds since `now().timestamp()` was `mark`; below 0 when that is still to come.

        That the right time arrives makes nobody's turn longer. What was marked before this start is as long
        ago as the right time says: the box was off.
        """
        jumped = sum(by for before, by in self._jumps if self._started < mark <= before)
        return self.now().timestamp() - mark - jumped

    def ago(self, by: timedelta) -> datetime:
        """Return what `now()` was when the box had run `by` less; a jump in between makes nothing older."""
        time = self.now() - by
        for before, jump in reversed(self._jumps):
            if time.timestamp() < before + jump:
                time -= timedelta(seconds=jump)
        return time

    def can_be(self, source: Source, time: datetime) -> bool:
        """Say whether to believe this time of this source; phones never against what was written down."""
        earliest = self.now() - AGREE_WITHIN if source is Source.PHONES else self._proven
        return earliest <= time <= HORIZON

    def told(self, source: Source, time: datetime) -> bool:
        """Take in that it is `time` now; return whether that is now displayed."""
        with self._lock:
            if not self.can_be(source, time):
                return False
            if source >= Source.SIGNED:
                self._not_before(time)
            if source < self._source and (source, self._source) != (Source.ADULT, Source.PHONES):
                return False
            if source is Source.ADULT:
                self._votes.forget()
            if source is not self._source or source <= Source.PHONES:
                log.info("The time is given by %s: %s", source.name.lower(), time)
                self._since = time
            self._source, self._displayed_began = source, time - self._machine.running()
            return True

    def signed(self, time: datetime, *, just_now: bool) -> None:
        """Take in that a signature proves `time` to have passed: just now, or some day (on a stick)."""
        with self._lock:
            if not self._proven <= time <= HORIZON:
                return
            self._proven = time
            self._not_before(time)
            if self.displayed().time < time:  # whoever gave it
                self._source, self._since, self._displayed_began = Source.NOBODY, None, None
            if just_now:
                self.told(Source.SIGNED, time)

    def passed(self, time: datetime) -> None:
        """Take in that this box has written `time` down, in a row say: `now()` is not before it."""
        with self._lock:
            if time <= OWN_HORIZON:
                self._not_before(time)

    def wants_voice(self, address: str) -> bool:
        """Say whether to ask the phone at this address for the time: not while it is known."""
        return self._source < Source.PHONES and self._votes.wants(address, self._machine.running())

    def hear_voice(self, address: str, time: datetime | None) -> None:
        """Take in what the clock of a phone says; None is what could not be understood."""
        with self._lock:
            if not self.wants_voice(address):
                return
            running = self._machine.running()
            sound = time is not None and self.can_be(Source.PHONES, time)
            self._votes.hear(address, running, time - running if time is not None and sound else None)
            began = self._votes.agreed()
            if began is not None:
                self.told(Source.PHONES, began + running)

    def look_at_network(self) -> None:
        """Take in the network's time, while the machine has it."""
        time = self._machine.network_time()
        if time is not None:
            self.told(Source.NETWORK, time)

    def write_down(self) -> None:
        """Leave the time for the next start; a card that is full, or can only be read, stops nobody."""
        with self._lock:
            if self._file is None:
                return
            try:
                floor.write(self._file, self._as_left())
            except OSError as error:
                log.warning("The time could not be written down: %s", error.strerror)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Look at the network and write the time down from time to time, until the block ends."""
        stop = Event()
        keeper = Thread(target=self._keep, args=(stop,), name="clock", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()
            self.write_down()

    def _keep(self, stop: Event) -> None:
        looks, written = 0, self._source
        while True:
            self.look_at_network()
            if looks % WRITE_EVERY_LOOKS == 0 or self._source is not written:
                self.write_down()
                written = self._source
            looks += 1
            if stop.wait(LOOK_SECONDS):
                return

    def _not_before(self, time: datetime) -> None:
        before = self.now()
        by = time - before
        if by > A_JUMP:  # noted first: who reads in between must not take the jump for idleness
            self._jumps.append((before.timestamp(), by.total_seconds()))
        if by > timedelta():
            self._began += by

    def _as_left(self) -> Floor:
        running = self._machine.running()
        return Floor(
            boot=self._machine.boot_id(),
            running=running,
            now=self._began + running,
            proven=self._proven,
            displayed=self._displayed_began + running if self._displayed_began else None,
            source=self._source,
            since=self._since,
        )

    def _go_on_from(self, left: Floor) -> None:
        """Go on from a floor; while the machine has run on since then, that time has passed as well."""
        running = self._machine.running()
        goes_on = left.boot == self._machine.boot_id() and timedelta() <= left.running <= running
        more = running - left.running if goes_on else timedelta()
        self._proven = max(self._proven, min(left.proven, HORIZON))
        self._not_before(left.now + more)
        if left.displayed and self._proven <= left.displayed <= OWN_HORIZON:
            self._displayed_began = left.displayed + more - running
            if goes_on:
                self._source, self._since = left.source, left.since


BOX = Clock(kernel)
boot_id = kernel.boot_id
start = BOX.start
now = BOX.now
displayed = BOX.displayed
seconds_since = BOX.seconds_since
ago = BOX.ago
can_be = BOX.can_be
told = BOX.told
signed = BOX.signed
passed = BOX.passed
wants_voice = BOX.wants_voice
hear_voice = BOX.hear_voice
write_down = BOX.write_down
kept = BOX.kept
