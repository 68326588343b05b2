"""A tree in a folder: a technician's stick. Its links, pipes and other tricks are as good as absent."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from exchange.errors import WorthAnotherTry
from exchange.store import PIECE_BYTES, Kind

LARGEST_METADATA = 8_000_000


class NotThere(WorthAnotherTry):
    """The stick was pulled out, or has not all that it should."""


@dataclass(frozen=True)
class Folder:
    """A stick, or any folder with the publisher's tree."""

    folder: Path

    @property
    def name(self) -> str:
        """Return how people call it."""
        return self.folder.name

    def head(self, to: Path, known: bytes) -> bool:
        """Copy the metadata; say whether it is another than what is known. Raises NotThere."""
        to.mkdir(parents=True, exist_ok=True)
        names = _names_in(self.folder / "head")
        for name in names:
            (to / name).unlink(missing_ok=True)
            _append(self.folder / "head" / name, to / name, LARGEST_METADATA)
        for stale in to.iterdir():
            if stale.name not in names:
                stale.unlink()
        timestamp = to / "timestamp.json"
        return not timestamp.exists() or timestamp.read_bytes() != known

    def bring(self, kind: Kind, names: Sequence[str], to: Path, most_bytes: int) -> None:
        """Copy files, going on where each had stopped. Raises NotThere at the first that cannot be read."""
        for name in names:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            most_bytes -= _append(self.folder / kind / name, to / name, most_bytes)


def _names_in(head: Path) -> list[str]:
    try:
        return [one.name for one in os.scandir(head) if one.is_file(follow_symlinks=False)]
    except OSError as error:
        raise NotThere(f"{head} : {error.strerror}.") from error


def _append(source: Path, target: Path, most_bytes: int) -> int:
    """Add to a file what it lacks of the source; return how many bytes. Raises NotThere."""
    begun = target.stat().st_size if target.exists() else 0
    done = 0
    try:
        held = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(held, "rb") as file, target.open("ab") as grown:
            if not S_ISREG(os.fstat(held).st_mode):
                raise NotThere(f"{source} n'est pas un fichier.")
            file.seek(begun)
            while done < most_bytes and (piece := file.read(min(PIECE_BYTES, most_bytes - done))):
                grown.write(piece)
                done += len(piece)
    except OSError as error:
        raise NotThere(f"{source} : {error.strerror}. La clé a-t-elle été retirée ?") from error
    return done
