"""Announces the box's name while it serves, in a thread of its own that never keeps it from serving."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hotspot.machine.local_name import note_name
from hotspot.settings import Settings

FIRST_SECONDS = 1  # the port is open by then: phones first, the name after
STOP_SECONDS = 3  # goodbyes take half a second; what hangs ends with the program
log = logging.getLogger(__name__)


@contextmanager
def announced(settings: Settings, school: str) -> Iterator[None]:
    """Announce the box and its school on the local networks while the block runs."""
    if not settings.local_name:
        yield
        return
    stopping = threading.Event()
    announcer = threading.Thread(
        target=_announce, args=[settings, school, stopping], name="local-name", daemon=True
    )
    announcer.start()
    try:
        yield
    finally:
        stopping.set()
        announcer.join(STOP_SECONDS)
        note_name("")


def _announce(settings: Settings, school: str, stopping: threading.Event) -> None:
    if stopping.wait(FIRST_SECONDS):
        return
    try:
        from hotspot.machine import multicast  # noqa: PLC0415 – 5 MB and 0.1 s that a start does not wait for

        asyncio.run(multicast.announce_until(stopping, settings, school))
    except Exception:  # the box serves without a name
        log.exception("The name of the box is announced no more")
