"""A key that stays in the box gets a backup every night, if somebody has chosen it for that once.

Chosen is a key that carries a backup of this school already: on any other, children's names have no business.
"""

import logging
from contextlib import closing

from hotspot.machine.keys import keys
from hotspot.school.backups.archive import Found, backups_in
from hotspot.school.backups.errors import BackupFailed, Busy
from hotspot.school.backups.making import back_up
from hotspot.school.backups.working import Progress
from hotspot.settings import Settings
from runtime.sqlite_files import read_only

KEPT = 2  # on a key; those that people made stay until people erase them
log = logging.getLogger(__name__)


def back_up_on_keys(settings: Settings, progress: Progress) -> None:
    """Lay a backup on each key that has one of this school; older nightly ones go. What fails is noted."""
    identity = _identity(settings)
    for key in keys(settings):
        before = [one for one in backups_in(key.folder) if one.about.identity == identity]
        if not before:
            continue
        try:
            back_up(settings, key.name, key.folder, nightly=True, progress=progress)
            _forget_old([one for one in before if one.about.nightly][KEPT - 1 :])
        except (BackupFailed, Busy, OSError) as error:
            log.warning("No backup on %s: %s", key.name, error)


def _identity(settings: Settings) -> str:
    """Return the identity of the school; that of no backup while the box has none."""
    with closing(read_only(settings.school_file)) as school:
        found = school.execute("SELECT identity FROM school").fetchone()
    return str(found[0]) if found else "none"


def _forget_old(old: list[Found]) -> None:
    for one in old:
        one.file.unlink()
