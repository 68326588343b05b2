"""Looks for new lessons while the box serves: an edition that the messenger has laid ready, films that came.

Showing them is done apart (`content/apart.py`). What was refused is tried again when something else is laid
ready, and now and then: the messenger may have fetched anew what the card had spoilt.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from peewee import PeeweeException as PeeweeError

from exchange.activation import ready_file
from hotspot.content import catalogue
from hotspot.content.awaited import has_come
from hotspot.machine.own_program import run_apart
from hotspot.settings import Settings

APART = "hotspot.content.apart"
SHOWN, NOTHING_NEW = 0, 3  # as it ends; else it has failed, or was ended
TRY_AGAIN_SECONDS = 600
LEAST_PAUSE_SECONDS = 60
PAUSE_FOR_A_SECOND = 50  # a catalogue is not built for each film: a fiftieth of the time, at most


@dataclass
class Lookout:
    """Remembers what it has seen, so that a look at nothing new costs a few calls of the system."""

    settings: Settings
    _seen: tuple[int, int] | None = field(default=None, init=False)  # the file that is shown: inode, ns
    _tried: tuple[int, int] | None = field(default=None, init=False)
    _try_at: float = field(default=0.0, init=False)
    _build_at: float = field(default=0.0, init=False)

    def has_shown_more(self, is_over: Callable[[], bool]) -> bool:
        """Show what has come, unless it is over; say whether something had."""
        ready = self._ready()
        if not (self._is_to_be_tried(ready) or self._is_to_be_built()):
            return False
        began = time.monotonic()
        ended = run_apart(APART, self.settings, is_over)
        now = time.monotonic()
        self._tried, self._try_at = ready, now + TRY_AGAIN_SECONDS
        self._build_at = now + max(LEAST_PAUSE_SECONDS, PAUSE_FOR_A_SECOND * (now - began))
        if ended in (SHOWN, NOTHING_NEW):
            self._seen = ready
        return ended == SHOWN

    def _is_to_be_tried(self, ready: tuple[int, int] | None) -> bool:
        is_new = ready not in (None, self._seen)
        return is_new and (ready != self._tried or time.monotonic() >= self._try_at)

    def _is_to_be_built(self) -> bool:
        try:
            return time.monotonic() >= self._build_at and has_come(self.settings)
        except (catalogue.NoEdition, PeeweeError):  # a damaged catalogue is looked after elsewhere
            return False

    def _ready(self) -> tuple[int, int] | None:
        try:
            found = ready_file(self.settings.store_folder).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns
