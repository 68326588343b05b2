"""A Wi-Fi on trial: the former files are written down before, and come back unless a phone does.

What to undo, and until when, stands in one file of root's: a killed helper, or a box without power, goes on
from it. The time is the kernel's count since the start, which nobody can set.
"""

import os
from datetime import timedelta
from pathlib import Path

import msgspec

from exchange.store import bring_to_disk, written_whole
from runtime.kernel import boot_id, running

UNDO = "var/lib/hotspot-helper/undo.json"
TRIAL = timedelta(minutes=5)


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes back: place → text, None where no file stood."""

    former: dict[str, str | None]
    boot: str
    until_seconds: float  # of the kernel's count in that start of the machine
    leases: list[str] | None = None  # who had an address when the new Wi-Fi was up; None: not yet up

    @property
    def is_over(self) -> bool:
        """Say whether nobody came in time; a machine that was started anew does not wait."""
        return self.boot != boot_id() or running().total_seconds() >= self.until_seconds


def read(root: Path) -> Trial | None:
    """Return the trial that goes on, or None. Raises ValueError when its file is damaged."""
    try:
        return msgspec.json.decode((root / UNDO).read_bytes(), type=Trial)
    except FileNotFoundError:
        return None


def begin(root: Path, places: list[str]) -> Trial:
    """Write down what stands at these places now; during a trial, what stood before it is kept."""
    before = read(root)
    former = {place: _text(root, place) for place in places}
    trial = Trial(
        former={**former, **(before.former if before else {})},
        boot=boot_id(),
        until_seconds=(running() + TRIAL).total_seconds(),
    )
    write(root, trial)
    return trial


def write(root: Path, trial: Trial) -> None:
    """Replace what is written down, for root alone."""
    _write(root / UNDO, msgspec.json.encode(trial))


def end(root: Path) -> None:
    """Forget what could be undone."""
    (root / UNDO).unlink(missing_ok=True)
    bring_to_disk((root / UNDO).parent)


def lay(root: Path, texts: dict[str, str | None]) -> None:
    """Lay the files at their places, for root alone; None takes one away."""
    for place, text in texts.items():
        target = _under(root, place)
        if text is not None:
            _write(target, text.encode())
        elif target.exists():
            target.unlink()
            bring_to_disk(target.parent)


def _write(target: Path, content: bytes) -> None:
    with written_whole(target) as file:
        os.fchmod(file.fileno(), 0o600)  # the key stands in it
        file.write(content)


def _text(root: Path, place: str) -> str | None:
    try:
        return _under(root, place).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _under(root: Path, place: str) -> Path:
    return root / place.lstrip("/")
