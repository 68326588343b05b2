"""A folder in memory, for tests that bring much to the disk: what they kill takes nothing from the system."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

MEMORY, ROOM_BYTES = Path("/dev/shm"), 1 << 30


@contextmanager
def folder_in_memory():
    """Give a folder, on a disk all the same where the memory is small."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    with tempfile.TemporaryDirectory(dir=MEMORY if has_room else None, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path():
    """In place of pytest's own, which is on a disk."""
    with folder_in_memory() as folder:
        yield folder
