"""Small files outside school.db, in `ledgers/`: what a school restored from a copy must not forget.

Kept here: the starts and stops of the box, and what damage was mended. Here belong also the floor of report
numbers and the ledger of noise, so that no number is used twice and no period drawn again.
"""

from pathlib import Path

from exchange.store import written_whole
from hotspot.settings import Settings


def read(settings: Settings, name: str) -> bytes | None:
    """Return what was written under this name, None when nothing was."""
    try:
        return _file(settings, name).read_bytes()
    except FileNotFoundError:
        return None


def write(settings: Settings, name: str, content: bytes) -> None:
    """Replace what is kept under this name; a power cut leaves the old content or the new.

    Raises:
        OSError: the card is full, or can only be read.
    """
    with written_whole(_file(settings, name)) as file:
        file.write(content)


def _file(settings: Settings, name: str) -> Path:
    return settings.ledgers_folder / name
