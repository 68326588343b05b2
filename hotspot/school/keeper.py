"""What the box does for itself while it serves: new lessons, the daily copy, onto keys too, a look at damage.

One thread, which begins each task anew until it is done and tells the journal what it could not do.
"""

import logging
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DatabaseError

from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.content import catalogue, installer
from hotspot.machine import power
from hotspot.school.backups.nightly import back_up_on_keys
from hotspot.school.backups.staging import sweep
from hotspot.school.copies import TABLES, is_due, make_copy
from hotspot.school.lookout import Lookout
from hotspot.school.opening import DamagedSchool, open_school
from hotspot.school.tutor import tutoring, weighing
from hotspot.settings import Settings
from runtime.sqlite_files import damage_in

FIRST_LOOK_SECONDS = 60  # after the start, when the class has come in
LOOK_EVERY_SECONDS = 600
LOOK_FOR_LESSONS_SECONDS = 20
GRACE_SECONDS = 2  # so that the page that met the damage has reached its phone
QUIET_SECONDS = 60  # after a look at damage: what cannot be mended must not keep the box busy
log = logging.getLogger(__name__)

_suspected = threading.Event()
_stop = threading.Event()
_keeps = threading.Event()


class Stopping(Exception):  # noqa: N818 – no error
    """The program ends while a copy is made."""


def suspect_damage() -> None:
    """Let the keeper look at both databases: a page has met a damaged one."""
    _suspected.set()


def suspect_lost_catalogue(settings: Settings) -> None:
    """Let the keeper look when there is no catalogue but should be one."""
    if installer.has_noted(settings):
        _suspected.set()


@contextmanager
def keeping(settings: Settings) -> Iterator[None]:
    """Keep the box while the block runs."""
    _stop.clear()
    _suspected.clear()  # the start has looked at everything
    _keeps.set()
    keeper = threading.Thread(target=_keep, args=[settings], name="keeper")
    keeper.start()
    try:
        yield
    finally:
        _keeps.clear()
        _stop.set()
        _suspected.set()  # wakes it
        keeper.join()
        _suspected.clear()
        _stop.clear()  # a task that is asked for by itself is not cut short


def _keep(settings: Settings) -> None:
    wait_seconds, lookout = FIRST_LOOK_SECONDS, Lookout(settings)
    while not _stop.is_set():
        try:
            _keep_once(settings, wait_seconds, lookout)
        except Exception:  # the box must be kept again tomorrow, whatever this was
            log.exception("The box could not be kept")
        wait_seconds = LOOK_EVERY_SECONDS


def _keep_once(settings: Settings, wait_seconds: float, lookout: Lookout) -> None:
    if not _is_suspected_within(wait_seconds, lookout):
        copy_when_due(settings)
        rebuild_when_outdated(settings)
    elif not _stop.wait(GRACE_SECONDS):
        try:
            look_at_both(settings)
        finally:
            _stop.wait(QUIET_SECONDS)
            _suspected.clear()


def _is_suspected_within(wait_seconds: float, lookout: Lookout) -> bool:
    """Wait, looking for new lessons now and then; say whether a page has met damage meanwhile."""
    until = time.monotonic() + wait_seconds
    while not _suspected.wait(min(LOOK_FOR_LESSONS_SECONDS, wait_seconds)):
        if time.monotonic() >= until:
            return False
        if lookout.has_shown_more(_stop.is_set):
            rebuild_when_outdated(lookout.settings)
    return True


def copy_when_due(settings: Settings) -> None:
    """Make the daily copy, if it is time; what goes wrong is told, and tried again at the next look."""
    try:
        if is_due(settings):
            make_copy(settings, _go_on)
            sweep(settings)
            back_up_on_keys(settings, lambda _done: _go_on())
    except DamagedSchool as error:
        log.error("%s", error)
        begin_anew(settings)
    except (WorthAnotherTry, sqlite3.Error, OSError) as error:
        log.warning("No copy of the school: %s", error)
    except Stopping:
        return


def rebuild_when_outdated(settings: Settings) -> None:
    """Let the tutor follow a changed calendar or edition, so that no page has to while people wait."""
    try:
        open_school(settings)
        catalogue.open_catalogue(settings)
        weighing.weigh()
        tutoring.rebuild_outdated(_stop.is_set)
    except catalogue.NoEdition:
        return
    except (DatabaseError, sqlite3.Error, OSError) as error:
        log.warning("The tutor's rows could not be made anew: %s", error)


def look_at_both(settings: Settings) -> None:
    """Begin the program anew for a damaged school, which mends it; build a damaged catalogue anew."""
    if _is_damaged(settings):
        begin_anew(settings)
        return
    try:
        if installer.mend(settings, thoroughly=True):
            log.warning("The catalogue was built anew from the store")
    except (NeedsAPerson, WorthAnotherTry, OSError) as error:
        log.error("The catalogue cannot be built: %s", error)


def _is_damaged(settings: Settings) -> bool:
    """Say whether the school is damaged; one that cannot be looked at just now is not."""
    try:
        damage = damage_in(settings.school_file, "everything", TABLES)
    except sqlite3.Error as error:
        log.warning("school.db could not be looked at: %s", error)
        return False
    if damage:
        log.error("school.db is damaged: %s", damage)
    return bool(damage)


def begin_anew(settings: Settings) -> None:
    """End the program in order, with word left for the next start: `hotspot serve` starts itself again."""
    power.note_damage(settings)
    os.kill(os.getpid(), signal.SIGTERM)


def begin_anew_soon(settings: Settings) -> None:
    """Begin the program anew once the page that asks for it has reached its phone."""
    if _keeps.is_set():
        threading.Timer(GRACE_SECONDS, begin_anew, [settings]).start()


def _go_on() -> None:
    if _stop.is_set():
        raise Stopping
