"""A mirror that runs rsync's own daemon: one module for each folder of the tree.

The options are those that lost the least on bad lines: `--append` goes on at the byte, whatever cut the last
session; the head travels as differences; texts are compressed, media are not.
"""

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exchange.messenger import SourceKind
from exchange.store import Kind
from sync_agent.carriers import rsync
from sync_agent.carriers.carrier import HEAD_BYTES, line_bytes
from sync_agent.carriers.watchdog import SETTING_UP_SECONDS, SILENCE_SECONDS, Watchdog
from sync_agent.room import CardFull

TIMESTAMP, TIMESTAMP_BYTES = "timestamp.json", 20_000
SESSION_BYTES = 10_000  # of rsync itself
RECEIPT_BYTES = 14_000  # of a session that brings one of 4 kB
FORMER = "former"  # beside the folder in which packs grow: what each was before, under its new name
PACK_BLOCK = "--block-size=200"  # an entry of a pack's list has 130 bytes
GROWING = ("-t", "--append")  # never --sparse: ended by SIGTERM, it leaves wrong bytes


@dataclass(frozen=True)
class Mirror:
    """A mirror at an address as "rsync://mirror.example:873". `received` counts what the line has brought."""

    address: str
    received: Callable[[], int]
    stop: threading.Event
    silence_seconds: float = SILENCE_SECONDS
    kind: SourceKind = "mirror"
    password_file: Path | None = None  # of the box's identity: without it no report can be dropped

    @property
    def name(self) -> str:
        """Return how people call it."""
        return self.address.partition("://")[2]

    def head(self, to: Path, known: bytes) -> bool:
        """Bring the metadata, as differences to what is there. Raises as `rsync.run` says.

        First the timestamp alone: on most days it says that nothing is new, for 300 bytes.
        """
        to.mkdir(parents=True, exist_ok=True)
        self._run(["-t", f"{self.address}/head/{TIMESTAMP}", f"{to}/"], TIMESTAMP_BYTES)
        if (to / TIMESTAMP).read_bytes() == known:
            return False
        self._run(["-rt", "--delete", "-z", "--max-size=8m", f"{self.address}/head/", f"{to}/"], HEAD_BYTES)
        return True

    def bring(self, kind: Kind, names: Sequence[str], to: Path, most_bytes: int) -> None:
        """Bring files, from the byte where each had stopped. Raises as `rsync.run` says."""
        how = GROWING if kind == "blobs" else _compressed(to.parent / FORMER, kind)
        limit = line_bytes(most_bytes, len(names)) + SESSION_BYTES
        self._run([*how, f"{self.address}/{kind}/", f"{to}/"], limit, names)

    def send(self, box: str, files: Sequence[Path]) -> None:
        """Drop reports. One that is there already stays.

        Raises as `rsync.run` says, but a drop that takes no report has refused it, and it is the
        mirror that may have no room.
        """
        if self.password_file is None:
            return
        scheme, _, host = self.address.partition("://")
        options = ["-t", "--whole-file", "--ignore-existing", f"--password-file={self.password_file}"]
        limit = line_bytes(0, len(files)) + SESSION_BYTES
        try:
            self._run([*options, *map(str, files), f"{scheme}://{box}@{host}/drop/"], limit)
        except rsync.MirrorBehind as error:
            raise rsync.TransferRefused(str(error)) from error
        except CardFull as error:
            raise rsync.MirrorBusy(str(error)) from error

    def receipt(self, path: str) -> bytes | None:
        """Return a file of `receipts/`; None when there is none. Raises as `rsync.run` says."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                self._run(["--max-size=4k", f"{self.address}/{path}", f"{folder}/"], RECEIPT_BYTES)
                return (Path(folder) / Path(path).name).read_bytes()
            except (rsync.MirrorBehind, FileNotFoundError):
                return None

    def _run(self, arguments: Sequence[str], most_bytes: int, names: Sequence[str] = ()) -> None:
        patience = max(SETTING_UP_SECONDS, self.silence_seconds)
        dog = Watchdog(self.received, most_bytes, self.silence_seconds, patience)
        rsync.run(arguments, dog, self.stop, names)


def _compressed(former: Path, kind: Kind) -> tuple[str, ...]:
    """Return how texts travel; packs as differences to what they were, where that is known."""
    is_known = kind == "packs" and former.is_dir()
    return ("-tz", PACK_BLOCK, f"--compare-dest={former}") if is_known else ("-tz",)
