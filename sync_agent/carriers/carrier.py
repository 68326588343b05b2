"""What every carrier does."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from exchange.store import Kind


class Carrier(Protocol):
    """Brings parts of a publisher's tree. What it brings is checked by whoever asked."""

    @property
    def name(self) -> str:
        """Return how people call it."""

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
