"""One line an event on standard error, where the machine's journal keeps it. Nothing goes to the card."""

import logging
import sys


def log_to_journal(level: int = logging.INFO) -> None:
    """Send the events of this program to standard error."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)  # tables that were made are no news
