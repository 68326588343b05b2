"""Is there room on the card for an edition? Answers and copies of the school come first."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import OperationalError

from exchange.errors import NeedsAPerson
from hotspot.settings import Settings
from runtime.room import BYTES_A_MB, free_bytes, has_room

CATALOGUE_MB = 20  # the catalogue of 5,000 grains, twice
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotEnoughSpace(NeedsAPerson):
    """The card has no room for the edition; the old one is still there."""


@contextmanager
def space_watched() -> Iterator[None]:
    """Turn what a full card says into what a person can do about it."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise _no_space() from error
    except OperationalError as error:
        if "full" not in str(error) and "disk I/O" not in str(error):
            raise
        raise _no_space() from error


def _no_space(needed_mb: int = 0) -> NotEnoughSpace:
    how_much = f" : il faut encore {needed_mb} Mo" if needed_mb else ""
    return NotEnoughSpace(
        f"La carte est pleine{how_much}. L'ancienne édition reste en place. "
        "Libérez de la place, puis installez de nouveau."
    )


def check_room(settings: Settings) -> None:
    """Refuse any edition on a card that is nearly full: answers and copies of the school come first."""
    if has_room(settings.data_folder, settings.free_mb_to_install):
        return
    raise NotEnoughSpace(
        f"Il reste {free_bytes(settings.data_folder) // BYTES_A_MB} Mo sur la carte : il en faut "
        f"{settings.free_mb_to_install} pour installer. L'ancienne édition reste en place. "
        f"{_what_to_free(settings)} Puis installez de nouveau."
    )


def _what_to_free(settings: Settings) -> str:
    """Return what a person may erase, the oldest damaged files first: none of it is needed to serve."""
    aside = [str(folder) for folder in sorted(settings.damaged_folder.glob("*"))]
    own = f"les fichiers abîmés mis de côté ({', '.join(aside)}) et " if aside else ""
    return f"Effacez {own}ce qui n'est pas à la boîte : dépôts déjà installés, téléchargements, journaux."


def check_space(settings: Settings, needed_bytes: int) -> None:
    """Check that so much can be written, a new catalogue besides. Raises NotEnoughSpace."""
    free = free_bytes(settings.data_folder)
    lacking = needed_bytes + (settings.free_mb_to_write + CATALOGUE_MB) * BYTES_A_MB - free
    if lacking > 0:
        raise _no_space(lacking // BYTES_A_MB + 1)
