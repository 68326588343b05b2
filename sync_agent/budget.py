"""What the line may cost: megabytes a day and a month, and at which hours.

Counted is what the interface has carried, both ways, as the operator does. The count stands in a small file
of its own; it goes on after a restart, and when the interface's own counter begins again. A line that is not
named is counted only while the agent speaks: what pupils fetch from the box costs nothing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from exchange.errors import WorthAnotherTry
from exchange.kept import keep, read_kept
from runtime import kernel
from runtime.room import BYTES_A_MB
from sync_agent.carriers.watchdog import carried_bytes

OVERHEAD = 1.2  # what the operator counts over the bytes of the files; measured: 1.12 at most
FOR_REPORTS_BYTES = 200_000  # of each limit that content leaves alone: reports go first
LEAST_PART_BYTES = 262_144  # less of a large file is not worth a session: rsync writes in such pieces
NOTE_SECONDS = 30  # how often the count is written down: what a power cut may forget


class WaitsForBudget(WorthAnotherTry):
    """What is to come does not fit into what is left of the day or of the month."""


class WaitsForHours(WorthAnotherTry):
    """It is not the hour."""


class Spent(msgspec.Struct, frozen=True):
    """What was carried on this day and in this month."""

    day: str = ""  # "2026-11-22"
    day_bytes: int = 0
    month: str = ""  # "2026-11"
    month_bytes: int = 0
    interface: str = ""
    boot: str = ""  # the start of the machine in which the interface was looked at last
    counter: int = -1  # of the interface, then


@dataclass(frozen=True)
class Limits:
    """What may be carried; 0 is without limit. `hours` in the box's own time: (20, 6); None is always."""

    day_mb: int = 0
    month_mb: int = 0
    hours: tuple[int, int] | None = None


@dataclass(frozen=True)
class Budget:
    """The budget of one interface ("": all but `lo`), kept in `file`; `now` in UTC."""

    file: Path
    interface: str
    limits: Limits
    now: Callable[[], datetime]
    carried: Callable[[str], int] = carried_bytes

    def spent(self) -> Spent:
        """Return what was carried until now; on a line without a name, ask while `counting` only."""
        last, counter = self._written(), self.carried(self.interface)
        return msgspec.structs.replace(
            self._today(last, self._fresh(last, counter)),
            interface=self.interface,
            boot=kernel.boot_id(),
            counter=counter,
        )

    def told(self) -> Spent:
        """Return what was carried, for people: on a line without a name, as it was written down last."""
        return self.spent() if self.interface else self._today(self._written(), 0)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count what is carried while the block runs, and, on a line that is named, what was before it."""
        self._note(self.spent() if self.interface else self._passed_over())
        over = threading.Event()
        keeper = threading.Thread(target=self._keep, args=[over], name="budget", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()
            self._note(self.spent())

    def left_bytes(self) -> int | None:
        """Return how many bytes of content may still come; None without limit."""
        left = self._left_bytes()
        return None if left is None else max(0, int((left - FOR_REPORTS_BYTES) / OVERHEAD))

    def allowed(self, needed_bytes: int) -> int:
        """Return how many of these bytes may come now: all, or a part of what is larger than any day takes.

        Raises:
            WaitsForHours: it is not the hour.
            WaitsForBudget: it fits on another day, and not into what is left of this one.
        """
        self._check_hour()
        left = self.left_bytes()
        if left is None or needed_bytes <= left:
            return needed_bytes
        a_day = (self._most_bytes() - FOR_REPORTS_BYTES) / OVERHEAD
        if needed_bytes <= a_day or left < LEAST_PART_BYTES:
            raise WaitsForBudget(self._said(needed_bytes))
        return left

    def check_report(self, needed_bytes: int) -> None:
        """Look whether a report may go up: also into what content leaves alone. Raises like `allowed`."""
        self._check_hour()
        left = self._left_bytes()
        if left is not None and needed_bytes * OVERHEAD > left:
            raise WaitsForBudget(self._said(needed_bytes))

    def _check_hour(self) -> None:
        hours = self.limits.hours
        if hours and not is_hour(hours, self.now().astimezone().hour):
            raise WaitsForHours(f"La ligne ne sert que de {hours[0]} h à {hours[1]} h.")

    def _left_bytes(self) -> int | None:
        """Return what is left of the day and of the month; None without limit."""
        spent = self.spent()
        pairs = ((self.limits.day_mb, spent.day_bytes), (self.limits.month_mb, spent.month_bytes))
        return min((limit * BYTES_A_MB - used for limit, used in pairs if limit), default=None)

    def _most_bytes(self) -> int:
        """Return what a day takes that has carried nothing yet."""
        limits = [limit for limit in (self.limits.day_mb, self.limits.month_mb) if limit]
        return min(limits, default=0) * BYTES_A_MB

    def _said(self, needed_bytes: int) -> str:
        spent = self.spent()
        return (
            f"Il faut encore {_mb(needed_bytes)} Mo. La ligne a porté {_mb(spent.day_bytes)} Mo aujourd'hui "
            f"et {_mb(spent.month_bytes)} Mo ce mois-ci : la suite attend le forfait suivant."
        )

    def _today(self, last: Spent, fresh: int) -> Spent:
        """Return what was carried on this day and in this month, with what is fresh."""
        here = self.now().astimezone()
        day, month = here.date().isoformat(), f"{here:%Y-%m}"
        return msgspec.structs.replace(
            last,
            day=day,
            day_bytes=fresh + (last.day_bytes if last.day == day else 0),
            month=month,
            month_bytes=fresh + (last.month_bytes if last.month == month else 0),
        )

    def _fresh(self, last: Spent, counter: int) -> int:
        """Return what the interface has carried since it was looked at last."""
        if last.counter < 0 or last.interface != self.interface:
            return 0
        goes_on = last.boot == kernel.boot_id() and counter >= last.counter
        return counter - last.counter if goes_on else counter

    def _passed_over(self) -> Spent:
        """Return what was carried, without what others have since carried over the same line."""
        counter = self.carried(self.interface)
        return msgspec.structs.replace(
            self._written(), interface=self.interface, boot=kernel.boot_id(), counter=counter
        )

    def _keep(self, over: threading.Event) -> None:
        while not over.wait(NOTE_SECONDS):
            self._note(self.spent())

    def _note(self, spent: Spent) -> None:
        keep(self.file, spent)

    def _written(self) -> Spent:
        return read_kept(self.file, Spent) or Spent()


def is_hour(hours: tuple[int, int], hour: int) -> bool:
    """Say whether this hour of the day is among (20, 6): from eight in the evening to six."""
    first, last = hours
    return first <= hour < last if first < last else hour >= first or hour < last


def _mb(count: int) -> int:
    return -(-count // BYTES_A_MB)
