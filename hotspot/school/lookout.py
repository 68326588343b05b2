"""Looks for new lessons while the box serves: an edition that the messenger has laid ready, films that came.

What was refused is tried again when something else is laid ready, and now and then: the messenger may have
fetched anew what the card had spoilt. A catalogue that is built takes its time from the pupils, so it is not
built for each film that comes.
"""

import logging
import time
from dataclasses import dataclass, field

from peewee import PeeweeException as PeeweeError

from exchange.activation import ready_file
from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.content import activation, catalogue
from hotspot.settings import Settings

TRY_AGAIN_SECONDS = 600
LEAST_PAUSE_SECONDS = 60
PAUSE_FOR_A_SECOND = 50  # so that building takes a fiftieth of the time
log = logging.getLogger(__name__)


@dataclass
class Lookout:
    """Remembers what it has seen, so that a look at nothing new costs one call of the system."""

    settings: Settings
    _shown: tuple[int, int] | None = field(default=None, init=False)  # the file: inode, ns
    _tried: tuple[int, int] | None = field(default=None, init=False)
    _again_at: float = field(default=0.0, init=False)
    _build_at: float = field(default=0.0, init=False)

    def has_shown_more(self) -> bool:
        """Show what has come; say whether something had. What goes wrong is told, and tried again."""
        try:
            return self._has_shown_ready() or self._has_shown_media()
        except catalogue.NoEdition:
            return False
        except (NeedsAPerson, WorthAnotherTry, OSError, PeeweeError) as error:
            log.warning("What has come cannot be shown: %s", error)
            return False

    def _has_shown_ready(self) -> bool:
        """Show the edition that is ready, unless it is shown, or was refused just now."""
        ready = self._ready()
        if ready in (None, self._shown) or (ready == self._tried and time.monotonic() < self._again_at):
            return False
        self._tried, self._again_at = ready, time.monotonic() + TRY_AGAIN_SECONDS
        has_switched = activation.activate(self.settings)
        self._shown = ready
        return has_switched

    def _has_shown_media(self) -> bool:
        if time.monotonic() < self._build_at:
            return False
        began = time.monotonic()
        has_switched = activation.show_what_came(self.settings)
        took = time.monotonic() - began
        self._build_at = time.monotonic() + max(LEAST_PAUSE_SECONDS, PAUSE_FOR_A_SECOND * took)
        return has_switched

    def _ready(self) -> tuple[int, int] | None:
        try:
            found = ready_file(self.settings.store_folder).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns
