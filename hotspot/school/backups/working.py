"""Where a backup is made or read on the card, by one at a time, and how far it is."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hotspot.school.backups.errors import BackupFailed, Busy
from hotspot.settings import Settings
from runtime.room import BYTES_A_MB, free_bytes

Progress = Callable[[float], None]  # told how much is done, 0 to 1; may raise to give up


def unseen(_done: float) -> None:
    """Take no notice."""


@contextmanager
def work_folder(settings: Settings) -> Iterator[Path]:
    """Give an empty folder on the card, and empty it at the end; what a power cut has left goes first.

    Raises:
        Busy: another one makes or reads a backup, in this program or in another.
    """
    folder = settings.data_folder / "backing-up"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # children's names
    held = os.open(folder, os.O_RDONLY)
    try:
        _take(held)
        _empty(folder)
        try:
            yield folder
        finally:
            _empty(folder)
    finally:
        os.close(held)


def _take(held: int) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy from None


def need_room(settings: Settings, wanted_bytes: int) -> None:
    """Raise BackupFailed when the card has no room for so much more."""
    if free_bytes(settings.data_folder) < wanted_bytes + settings.free_mb_to_write * BYTES_A_MB:
        raise BackupFailed("card")


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
