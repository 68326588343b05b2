"""One line an event on standard output, where the machine's journal keeps it. Nothing goes to the card.

What is logged names no person: a page is told by its address, which has numbers, and an error by its place.
"""

import logging
import sys
import threading
from types import TracebackType

FOLD = " | "  # between the lines of a trace that is folded into one
log = logging.getLogger(__name__)


class OneLine(logging.Formatter):
    """An event as one line, its trace folded in."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        lines = [line.strip() for line in super().format(record).splitlines()]
        return FOLD.join(line for line in lines if line)


def log_to_journal(level: int = logging.INFO) -> None:
    """Send the events of this program, and errors that nobody has caught, to standard output."""
    journal = logging.StreamHandler(sys.stdout)
    journal.setFormatter(OneLine("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[journal])
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)  # tables that were made are no news
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("Uncaught: %s", error, exc_info=(kind, error, trace))


def _log_uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        _log_uncaught(found.exc_type, found.exc_value, found.exc_traceback)
