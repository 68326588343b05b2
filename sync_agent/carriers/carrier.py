"""What every carrier does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from exchange.messenger import SourceKind
from exchange.store import Kind

HEAD_BYTES = 12_000_000  # of all metadata: 1,000 packs, and as much again
OVERHEAD = 1.2  # of what a session brings, over its files
NAMES_BYTES = 400  # on the line for each name that is asked for


class Carrier(Protocol):
    """Brings parts of a publisher's tree. What it brings is checked by whoever asked."""

    @property
    def name(self) -> str:
        """Return how people call it."""

    @property
    def kind(self) -> SourceKind:
        """Return what it is: a mirror's line costs, a stick and a neighbour cost nothing."""

    def head(self, to: Path, known: bytes) -> bool:
        """Bring the current metadata into a folder; say whether its timestamp is another than the known one.

        Raises:
            WorthAnotherTry: the line broke, or the carrier has not all of it.
            NeedsAPerson: it will not do so the next time either.
        """

    def bring(self, kind: Kind, names: Sequence[str], to: Path, most_bytes: int) -> None:
        """Bring files below a folder, going on where parts of them are there already.

        What has come stays, whatever the end; `most_bytes` is what all of it may take on the line.
        Raises like `head`.
        """

    def send(self, box: str, files: Sequence[Path]) -> None:
        """Lay reports of a box down for the ministry, each whole; one that is there already stays.

        A carrier that takes none (a neighbour) leaves them. Raises like `head`.
        """

    def receipt(self, path: str) -> bytes | None:
        """Return what the publisher's tree has under this path; None when it has nothing there.

        A carrier that brings none (a neighbour) returns None. Raises like `head`.
        """


def line_bytes(most_bytes: int, names: int) -> int:
    """Return what a session may take at most that brings so much under so many names."""
    return int(most_bytes * OVERHEAD) + NAMES_BYTES * names
