"""Notices that a line has gone silent: rsync's own --timeout does not, on the side that receives.

What counts is what the interface has received, not how the file grows: rsync writes in pieces of 256 KiB, so
at 100 kbit/s a file stands still for 20 s while the line is alive.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

SILENCE_SECONDS = 12  # 20 on 2G; at 8 live sessions were ended while TCP backed off
SETTING_UP_SECONDS = 15  # before the session stands: each of its 8 round trips may be lost twice
SET_UP_BYTES = 3000  # when these have come, the session stands
TABLE = Path("/proc/net/dev")
SENT_COLUMN = 8

Verdict = Literal["", "silent", "too much"]


@dataclass
class Watchdog:
    """Looks at a count of received bytes, again and again.

    `most_bytes` is what a session may bring at all: a hostile sender would go on for ever.
    """

    received: Callable[[], int]
    most_bytes: int
    silence_seconds: float = SILENCE_SECONDS
    setting_up_seconds: float = SETTING_UP_SECONDS
    _began: int = field(default=-1, init=False)
    _last: int = field(default=-1, init=False)
    _moved_at: float = field(default=0.0, init=False)

    def look(self, now: float) -> Verdict:
        """Say whether the session has to end; `now` in seconds of a clock that never jumps."""
        count = self.received()
        if self._began < 0:
            self._began = count
        if count != self._last:
            self._last, self._moved_at = count, now
        if self.bytes > self.most_bytes:
            return "too much"
        patience = self.silence_seconds if self.bytes >= SET_UP_BYTES else self.setting_up_seconds
        return "silent" if now - self._moved_at >= patience else ""

    @property
    def bytes(self) -> int:
        """Return what has come since the first look."""
        return max(0, self._last - self._began)


def received_bytes(interface: str, table: Path = TABLE) -> int:
    """Return what an interface has received since the start of the machine; of all but `lo` for "".

    An interface that is not there has received nothing: a modem that was pulled.
    """
    return _counted(interface, table)[0]


def carried_bytes(interface: str, table: Path = TABLE) -> int:
    """Return what an interface has received and sent: what a metered line is paid by."""
    return sum(_counted(interface, table))


def _counted(interface: str, table: Path) -> tuple[int, int]:
    received = sent = 0
    for line in table.read_text(encoding="ascii").splitlines()[2:]:
        name, _, counts = line.partition(":")
        if name.strip() == interface or (not interface and name.strip() != "lo"):
            columns = counts.split()
            received, sent = received + int(columns[0]), sent + int(columns[SENT_COLUMN])
    return received, sent
