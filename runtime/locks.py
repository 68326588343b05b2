"""A lock between programs, on a file: the system lets go of it when its holder ends, however it ends."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOOK_SECONDS = 0.02


@contextmanager
def lock_on(
    file: Path, wait_seconds: float = 0, pause: Callable[[float], object] = time.sleep
) -> Iterator[bool]:
    """Try to hold a lock while the block runs; say whether it is ours. Raises OSError.

    While another program holds it, wait so many seconds for it, or until `pause` returns something true.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait_seconds
    with file.open("a") as lock:
        while not (is_ours := _is_taken(lock)):
            if time.monotonic() >= until or pause(LOOK_SECONDS):
                break
        yield is_ours


def _is_taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
