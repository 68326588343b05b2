"""Which phones have tapped the button of the signpost, and for how long that counts.

Kept in memory: a phone asks every few minutes whether it is online, and that must cost neither a query nor
the card. The table is read once in the life of the program and written when a phone taps. Phones trust a
Wi-Fi by its name: under another one they are asked again.
"""

import logging
import sqlite3
from threading import RLock
from typing import NamedTuple

from peewee import DatabaseError

from hotspot.machine.wifi_name import wifi_name
from hotspot.school.opening import open_school
from hotspot.school.tables import Consent, database
from hotspot.settings import Settings
from runtime import clock
from runtime.sqlite_files import trouble_of

HELD_SECONDS = 12 * 60 * 60  # a day at school
ROWS_AT_MOST = 2000  # 245 phones have a lease at once
CANNOT_WRITE = {"full", "card", "busy"}

log = logging.getLogger(__name__)


class Given(NamedTuple):
    """A consent: since when, by clock.now() in seconds, and on the Wi-Fi of which name."""

    since: float
    network: str


class Consents:
    """The consents of one box."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = RLock()
        self._given: dict[str, Given] | None = None  # by device; None: not read yet

    def seconds_left(self, device: str) -> int:
        """Return how long the consent of this device still counts here; 0 without one."""
        given = self._loaded().get(device)
        return _seconds_left(given) if given and given.network == self._network() else 0

    def give(self, device: str) -> None:
        """Note a consent; one that still counts is left as it is, so that tapping often writes nothing.

        On a card that cannot be written it counts until the program ends.
        """
        with self._lock:
            if self.seconds_left(device):
                return
            now, network = clock.now(), self._network()
            held = {**self._loaded(), device: Given(now.timestamp(), network)}
            self._given = _worth_keeping(held)  # replaced whole: others read it meanwhile
            row = Consent(device=device, since=now, network=network)
            try:
                _write(row, sorted(set(held) - set(self._given)))
            except (DatabaseError, sqlite3.Error) as error:
                if trouble_of(error) not in CANNOT_WRITE:
                    raise
                log.warning("A consent could not be written down: %s", error)

    def _loaded(self) -> dict[str, Given]:
        if self._given is None:
            with self._lock:  # one that is given meanwhile must not be lost
                self._given = self._given or self._read()
        return self._given

    def _read(self) -> dict[str, Given]:
        open_school(self._settings)
        return {row.device: Given(row.since.timestamp(), row.network) for row in Consent.select()}

    def _network(self) -> str:
        return wifi_name(self._settings.wifi_file)


def _write(row: Consent, gone: list[str]) -> None:
    with database.atomic():
        Consent.insert(row.__data__).on_conflict_replace().execute()
        if gone:
            Consent.delete().where(Consent.device.in_(gone)).execute()


def _worth_keeping(held: dict[str, Given]) -> dict[str, Given]:
    """Return those that still count, the newest ones."""
    newest = sorted(held, key=lambda device: held[device].since, reverse=True)[:ROWS_AT_MOST]
    return {device: held[device] for device in newest if _seconds_left(held[device])}


def _seconds_left(given: Given) -> int:
    """Return the seconds that are left by what has really gone by.

    A power cut takes a few minutes of the clock: what was noted in them is still to come, and counts.
    """
    return max(0, int(HELD_SECONDS - abs(clock.seconds_since(given.since))))
