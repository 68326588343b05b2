"""Which phones have tapped the button of the signpost, and for how long that counts.

Kept in memory: a phone asks every few minutes whether it is online, and that must cost neither a query nor
the card. The table is read once in the life of the program and written when a phone taps.
"""

import logging
import sqlite3
from threading import Lock

from peewee import DatabaseError

from hotspot.school.opening import open_school
from hotspot.school.tables import Consent, database
from hotspot.settings import Settings
from runtime import clock
from runtime.sqlite_files import trouble_of

HELD_SECONDS = 12 * 60 * 60  # a day at school
ROWS_AT_MOST = 2000  # 245 phones have a lease at once
CANNOT_WRITE = {"full", "card", "busy"}

log = logging.getLogger(__name__)


class Consents:
    """The consents of one box."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._since: dict[str, float] | None = None  # device → clock.now() in seconds; None: not read yet

    def seconds_left(self, device: str) -> int:
        """Return how long the consent of this device still counts; 0 without one."""
        since = self._loaded().get(device)
        return 0 if since is None else _seconds_left(since)

    def give(self, device: str) -> None:
        """Note a consent; one that still counts is left as it is, so that tapping often writes nothing.

        On a card that cannot be written it counts until the program ends.
        """
        if self.seconds_left(device):
            return
        now = clock.now()
        with self._lock:
            held = {**self._loaded(), device: now.timestamp()}
            kept = _worth_keeping(held)
            self._since = kept  # replaced whole: others read it meanwhile
            try:
                with database.atomic():
                    Consent.insert(device=device, since=now).on_conflict_replace().execute()
                    gone = sorted(set(held) - set(kept))
                    if gone:
                        Consent.delete().where(Consent.device.in_(gone)).execute()
            except (DatabaseError, sqlite3.Error) as error:
                if trouble_of(error) not in CANNOT_WRITE:
                    raise
                log.warning("A consent could not be written down: %s", error)

    def _loaded(self) -> dict[str, float]:
        if self._since is None:
            open_school(self._settings)
            self._since = {row.device: row.since.timestamp() for row in Consent.select()}
        return self._since


def _worth_keeping(held: dict[str, float]) -> dict[str, float]:
    """Return those that still count, the newest ones."""
    newest = sorted(held, key=lambda device: held[device], reverse=True)[:ROWS_AT_MOST]
    return {device: held[device] for device in newest if _seconds_left(held[device])}


def _seconds_left(since: float) -> int:
    """Return the seconds that are left by what has really gone by.

    A power cut takes a few minutes of the clock: what was noted in them is still to come, and counts.
    """
    return max(0, int(HELD_SECONDS - abs(clock.seconds_since(since))))
