"""Show what the messenger has brought, in a program of its own: `python -m hotspot.content.apart`.

A catalogue of 5,000 grains takes some ten seconds of a small processor, and 60 MB. Here they are not taken
from the pupils, and all is given back at the end.
"""

import logging
import os
import sys

from peewee import PeeweeException as PeeweeError

from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.content import activation, catalogue
from hotspot.settings import hotspot_settings
from runtime import clock
from runtime.logs import log_to_journal

SHOWN, FAILED, NOTHING_NEW = 0, 1, 3  # as this program ends
PUPILS_FIRST = 10  # nice(2)
log = logging.getLogger(__name__)


def main() -> int:
    """Show an edition that is ready, else sound and video that have come; tell the journal what cannot be."""
    os.nice(PUPILS_FIRST)
    log_to_journal()
    settings = hotspot_settings(None, os.environ)
    clock.start(settings.clock_file)
    try:
        has_shown = activation.activate(settings) or activation.show_what_came(settings)
    except catalogue.NoEdition:
        has_shown = False
    except (NeedsAPerson, WorthAnotherTry, OSError, PeeweeError) as error:
        log.error("What has come cannot be shown: %s", error)
        return FAILED
    return SHOWN if has_shown else NOTHING_NEW


if __name__ == "__main__":
    sys.exit(main())
