"""One writer to the store, one messenger to a box."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exchange.errors import NeedsAPerson, WorthAnotherTry
from runtime.locks import lock_on

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
    with lock_on(file, patience_seconds, stop.wait) as is_ours:
        if not is_ours:
            raise StoreTaken("Une installation est en cours.")
        yield


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Be the only messenger of a box. Raises RunsAlready."""
    with lock_on(file) as is_ours:
        if not is_ours:
            raise RunsAlready(
                "L'agent travaille déjà. Pour qu'il essaie tout de suite : sync-agent retry ; "
                "pour voir où il en est : sync-agent status"
            )
        yield


def is_at_work(file: Path) -> bool:
    """Say whether a messenger works for the box."""
    if not file.exists():
        return False
    with lock_on(file) as is_ours:
        return not is_ours
