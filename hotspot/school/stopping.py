"""Stop the machine from a page, or start it again: the page is answered first, and no work is cut short."""

import logging
import threading
from contextlib import ExitStack

from exchange.errors import NeedsAPerson
from hotspot.content.installer import switch_lock
from hotspot.machine.asking_root import PowerOff, Restart, ask, check_present
from hotspot.school.backups.working import work_folder
from hotspot.school.copies import copy_lock
from hotspot.settings import Settings

ANSWER_SECONDS = 2.0  # the page has reached its phone by then
log = logging.getLogger(__name__)


class Stopper:
    """Stops the machine once."""

    def __init__(self) -> None:
        self._under_way = threading.Lock()
        self.has_failed = False  # the last time

    def stop_soon(self, settings: Settings, request: PowerOff | Restart) -> threading.Thread | None:
        """Ask root for it in two seconds; until then nobody begins an installation or a copy.

        Return the thread that asks, None when one does already.

        Raises:
            HelperAway: nobody is there who could.
            InstallingAlready: an edition is being installed.
            CopyingAlready: the school is being copied.
            Busy: a backup is being made, or read.
        """
        check_present(settings.helper_socket)
        if not self._under_way.acquire(blocking=False):
            return None
        with ExitStack() as held:
            held.callback(self._under_way.release)
            held.enter_context(switch_lock(settings))
            held.enter_context(copy_lock(settings, waits=False))
            held.enter_context(work_folder(settings))
            thread = threading.Timer(ANSWER_SECONDS, self._stop, [settings, request, held.pop_all()])
        self.has_failed = False
        thread.start()
        return thread

    def _stop(self, settings: Settings, request: PowerOff | Restart, held: ExitStack) -> None:
        with held:
            try:
                log.info("The machine stops: %s", ask(settings.helper_socket, request))
            except NeedsAPerson as error:
                self.has_failed = True
                log.error("The machine does not stop: %s", error)


BOX = Stopper()
stop_soon = BOX.stop_soon


def has_failed() -> bool:
    """Say whether the machine did not stop when it was last asked."""
    return BOX.has_failed
