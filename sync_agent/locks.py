"""One writer to the store, one messenger to a box; the system lets go of a lock when its program ends."""

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange.errors import NeedsAPerson, WorthAnotherTry

TRY_SECONDS = 0.1
PATIENCE_SECONDS = 60  # an installation on a slow card takes that long


class StoreTaken(WorthAnotherTry):
    """Another program is writing to the store."""


class RunsAlready(NeedsAPerson):
    """Another messenger is at work in this folder."""


@contextmanager
def store_lock(
    file: Path, stop: threading.Event, patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Hold the one lock on the store, for one move. Raises StoreTaken while another program keeps it."""
    until = time.monotonic() + patience_seconds
    with _lock(file) as take:
        while not take():
            if time.monotonic() >= until or stop.wait(TRY_SECONDS):
                raise StoreTaken("Une installation est en cours.")
        yield


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Be the only messenger of a box. Raises RunsAlready."""
    with _lock(file) as take:
        if not take():
            raise RunsAlready(
                "L'agent travaille déjà. Pour qu'il essaie tout de suite : sync-agent retry ; "
                "pour voir où il en est : sync-agent status"
            )
        yield


def is_at_work(file: Path) -> bool:
    """Say whether a messenger works for the box."""
    if not file.exists():
        return False
    with _lock(file) as take:
        return not take()


@contextmanager
def _lock(file: Path) -> Iterator[Callable[[], bool]]:
    """Give what tries to take the lock of a file, and says whether it is ours."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as opened:
        yield lambda: _is_taken_by_us(opened.fileno())


def _is_taken_by_us(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
