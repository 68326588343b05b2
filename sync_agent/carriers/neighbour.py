"""A box on the same local network, asked by hash, over its own read-only rsync daemon."""

import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exchange.messenger import SourceKind
from exchange.store import Kind
from sync_agent.carriers import rsync
from sync_agent.carriers.carrier import HEAD_BYTES, line_bytes
from sync_agent.carriers.folder import emptied
from sync_agent.carriers.sessions import Sessions
from sync_agent.carriers.watchdog import Watchdog

TIMESTAMP = "timestamp.json"
# It answers at once or is gone; whatever rights it gives its files, this box must be able to read them.
ALWAYS = ("--contimeout=3", "--chmod=D755,F644")
SESSION_BYTES = 200_000  # of rsync itself: the kernel counts also the 25 kB by which each program is read
BUSY_SECONDS = (0.2, 0.5, 1)  # it serves one session at a time, and ours before is not quite over
SILENCE_SECONDS, SETTING_UP_SECONDS = 5, 10  # a local network answers at once, or not at all


@dataclass(frozen=True)
class Neighbour:
    """A neighbour at an address as "rsync://192.168.1.7:8730"; `version` is what it says of its timestamp."""

    name: str
    address: str
    version: int
    stop: threading.Event
    silence_seconds: float = SILENCE_SECONDS
    kind: SourceKind = "neighbour"

    def head(self, to: Path, known: bytes) -> bool:
        """Bring the metadata whole; say whether it is another. Raises as `rsync.run` says."""
        emptied(to)
        try:
            self._run(["-rtW", "--max-size=8m", f"{self.address}/head/", f"{to}/"], HEAD_BYTES)
        finally:
            for trap in [path for path in to.iterdir() if path.is_dir()]:
                shutil.rmtree(trap)
        if not (to / TIMESTAMP).is_file():
            raise rsync.MirrorBehind(f"« {self.name} » n'a pas de signatures.")
        return (to / TIMESTAMP).read_bytes() != known

    def bring(self, kind: Kind, names: Sequence[str], to: Path, most_bytes: int) -> None:
        """Bring files, from the byte where each had stopped. Raises as `rsync.run` says."""
        growing = ["-t", "--append"] if kind == "blobs" else ["-tW"]
        limit = line_bytes(most_bytes, len(names))
        self._run([*growing, f"{self.address}/{kind}/", f"{to}/"], limit, names)

    def send(self, box: str, files: Sequence[Path]) -> None:
        """Leave the reports: a neighbour carries none."""

    def receipt(self, path: str) -> bytes | None:
        """Return None: a neighbour brings none."""
        return None

    def _run(self, arguments: Sequence[str], most_bytes: int, names: Sequence[str] = ()) -> None:
        for pause in BUSY_SECONDS:
            try:
                self._try(arguments, most_bytes, names)
            except rsync.MirrorBusy:
                self.stop.wait(pause)
            else:
                return
        self._try(arguments, most_bytes, names)

    def _try(self, arguments: Sequence[str], most_bytes: int, names: Sequence[str]) -> None:
        patience = max(SETTING_UP_SECONDS, self.silence_seconds)
        dog = Watchdog(Sessions().moved, SESSION_BYTES + most_bytes, self.silence_seconds, patience)
        rsync.run([*ALWAYS, *arguments], dog, self.stop, names)
