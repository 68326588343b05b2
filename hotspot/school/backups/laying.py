"""A file on a key, that has its name only once it is whole: on any file system that keys have.

The folder is held open: what is written after the key was pulled fails, and never lands on the card.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from hotspot.school.backups.archive import BEGINNING, END
from hotspot.school.backups.errors import on_key

HALF = ".en-cours"  # the end of a name while the file is not whole

Naming = Callable[[str], str]  # gives the file its name, or one like it that is free; returns it


@contextmanager
def file_on_key(folder: Path) -> Iterator[tuple[IO[bytes], Naming]]:
    """Give a file to write and read, and what names it; without a name, nothing of it stays behind.

    What a backup that was cut has left goes first. Raises BackupFailed.
    """
    with on_key():
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with on_key():
            _sweep(held)
            half = f"{BEGINNING}{os.getpid()}{HALF}"
            opened = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=held)
        with open(opened, "r+b") as file:
            yield file, lambda name: _name(held, half, name)
    finally:
        with suppress(OSError):  # it has its name, or the key is gone
            _sweep(held)
        os.close(held)


def bring_to_key(file: IO[bytes]) -> None:
    """Write all of it to the memory of the key, and forget it here, so that it is read from there."""
    file.flush()
    os.fsync(file.fileno())
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sweep(held: int) -> None:
    for name in os.listdir(held):
        if name.startswith(BEGINNING) and name.endswith(HALF):
            os.unlink(name, dir_fd=held)


def _name(held: int, half: str, name: str) -> str:
    here, free, number = set(os.listdir(held)), name, 1
    while free in here:  # made in the same minute, or before the clock went back
        number += 1
        free = f"{name.removesuffix(END)}-{number}{END}"
    os.rename(half, free, src_dir_fd=held, dst_dir_fd=held)
    try:
        os.fsync(held)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that brings its names to the disk by itself
            raise
    return free
