"""Look at school.db before it is served; put a damaged one aside and go on with the last good copy.

The order of the steps is such that a power cut between any two leaves something that the next start mends:
first the damaged file goes aside, then its journal, and only then another takes its place. So a journal
never meets a file that is not its own.
"""

import logging
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import msgspec
from peewee import PeeweeException as PeeweeError

from exchange.store import bring_to_disk, written_whole
from hotspot.machine import ledgers
from hotspot.machine.power import Stop
from hotspot.school.copies import TABLES, Copy, copies
from hotspot.school.erased import erase_again
from hotspot.school.opening import close_school, migrate_file
from hotspot.school.salvage import leave_numbers_out, save_into
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.room import free_bytes
from runtime.sqlite_files import Look, damage_in, read_only, with_companions

LEDGER = "damage.json"
WHOLE_LOOK_BELOW_BYTES = 50_000_000  # at start; half a second for 50 MB
log = logging.getLogger(__name__)


class Damage(msgspec.Struct, frozen=True):
    """What was mended the last time. Times are UTC, as people were shown them."""

    at: str
    damage: str  # as SQLite says it
    copy_made_at: str  # of the copy that was taken; "" when there was none that is sound
    saved_rows: int  # that the damaged file could still show, and the copy did not have
    put_aside: str  # the folder with the damaged file
    has_school: bool
    seen: bool = False  # by a technician


def guard(settings: Settings, last_stop: Stop) -> Damage | None:
    """See to it that school.db can be served; return what had to be mended, None when it was sound.

    After an orderly stop it is glanced at; after a power cut all its pages are read. Whoever was erased for
    good is not in it.

    Raises:
        OSError: the card cannot be written.
        sqlite3.Error: the card cannot be read.
    """
    close_school()
    mended = _guarded(settings, last_stop)
    try:
        erase_again(settings)
    except (sqlite3.Error, OSError) as error:  # a full card keeps nobody from serving
        log.error("Who was erased may still be there: %s", error)
    return mended


def _guarded(settings: Settings, last_stop: Stop) -> Damage | None:
    if not _was_served(settings, last_stop):
        return None
    damage = _damage_of(settings, _look_after(settings, last_stop))
    if not damage:
        return None
    log.error("school.db is damaged: %s", damage)
    return _mended(settings, damage)


def last_damage(settings: Settings) -> Damage | None:
    """Return what was mended the last time, until a technician has seen it; None when there is nothing."""
    with suppress(ValueError, OSError):
        kept = ledgers.read(settings, LEDGER)
        damage = msgspec.json.decode(kept, type=Damage) if kept else None
        return None if damage is None or damage.seen else damage
    return None


def note_seen(settings: Settings) -> None:
    """Note that a technician has seen what was mended."""
    damage = last_damage(settings)
    if damage:
        _note(settings, msgspec.structs.replace(damage, seen=True))


def _was_served(settings: Settings, last_stop: Stop) -> bool:
    """Say whether there must be a school: a first start, cut or not, has none yet."""
    return last_stop != "never" or bool(copies(settings))


def _look_after(settings: Settings, last_stop: Stop) -> Look:
    if last_stop == "orderly":
        return "glance"
    small = all(
        file.stat().st_size < WHOLE_LOOK_BELOW_BYTES for file in with_companions(settings.school_file)
    )
    return "everything" if small or last_stop == "damaged" else "pages"


def _damage_of(settings: Settings, look: Look) -> str:
    """Return what is wrong with the school. A card that cannot be read just now is no damage of the file."""
    try:
        return damage_in(settings.school_file, look, TABLES)
    except sqlite3.Error as error:
        log.warning("school.db could not be looked at: %s", error)
        return ""


def _mended(settings: Settings, damage: str) -> Damage:
    _put_aside(settings)
    aside = _folders_aside(settings)
    copy = next((one for one in copies(settings) if _is_sound(one.file)), None)
    saved = _lay_down(settings, copy, aside[-1] / settings.school_file.name if aside else None)
    mended = Damage(
        at=displayed().time.isoformat(timespec="seconds"),
        damage=damage,
        copy_made_at=copy.made_at.isoformat(timespec="seconds") if copy else "",
        saved_rows=saved,
        put_aside=str(aside[-1]) if aside else "",
        has_school=_has_school(settings.school_file),
    )
    _note(settings, mended)
    log.error("School mended: copy of %s, and %d rows saved", mended.copy_made_at or "no day", saved)
    return mended


def _put_aside(settings: Settings) -> None:
    """Move the damaged file, then its journal, to a folder of their own, under their own names."""
    found = with_companions(settings.school_file)
    if not found:
        return
    folder = _folder_for(settings, found)
    folder.mkdir(parents=True, exist_ok=True)
    for file in found:
        file.rename(folder / file.name)
        for changed in (folder, settings.data_folder):
            bring_to_disk(changed)


def _folder_for(settings: Settings, found: list[Path]) -> Path:
    """Return where the files go: a new folder or, after a cut between a file and its journal, the newest."""
    before = _folders_aside(settings)
    if before and settings.school_file not in found and (before[-1] / settings.school_file.name).exists():
        return before[-1]
    number = int(before[-1].name.split("-")[0]) + 1 if before else 1
    # The number comes before the date: a clock may go back.
    return settings.damaged_folder / f"{number:03}-{displayed().time:%Y-%m-%d-%H%M%S}"


def _folders_aside(settings: Settings) -> list[Path]:
    """Return the folders with damaged files, oldest first."""
    return sorted(settings.damaged_folder.glob("[0-9]*-*"))


def _lay_down(settings: Settings, copy: Copy | None, damaged: Path | None) -> int:
    """Put a sound school in place; return how many rows the damaged one had more than the copy.

    Where the card has no room for it, the copy itself becomes the school.
    """
    _make_room(settings, copy)
    for leftover in settings.data_folder.glob(f".{settings.school_file.name}.*"):  # of a mending that was cut
        leftover.unlink()
    try:
        with written_whole(settings.school_file) as beside:
            return _build(Path(beside.name), copy, damaged)
    except (OSError, sqlite3.Error, PeeweeError) as error:
        if copy is None:
            raise
        log.error("The copy takes the place of the school: %s", error)
        copy.file.replace(settings.school_file)
        with suppress(sqlite3.Error):  # no room for it either
            leave_numbers_out(settings.school_file)
        return 0


def _build(file: Path, copy: Copy | None, damaged: Path | None) -> int:
    """Write a sound school to `file`: the copy, or an empty one, and what the damaged one can show."""
    file.chmod(0o600)  # children's names
    for source in (damaged, None):
        if copy:
            shutil.copyfile(copy.file, file)
        else:
            os.truncate(file, 0)
        migrate_file(file)
        saved = save_into(file, source) if source and source.exists() else 0
        leave_numbers_out(file)
        if _is_sound(file):
            break
    return saved


def _make_room(settings: Settings, copy: Copy | None) -> None:
    """Erase damaged files of before, oldest first, when there is no room for the copy; never the newest."""
    needed = 2 * copy.file.stat().st_size if copy else 0
    for folder in _folders_aside(settings)[:-1]:
        if free_bytes(settings.data_folder) >= needed:
            return
        shutil.rmtree(folder)


def _is_sound(file: Path) -> bool:
    try:
        return not damage_in(file, "everything", TABLES)
    except sqlite3.Error:  # it cannot even be read
        return False


def _has_school(file: Path) -> bool:
    with closing(read_only(file)) as database:
        return database.execute("SELECT 1 FROM school").fetchone() is not None


def _note(settings: Settings, damage: Damage) -> None:
    try:
        ledgers.write(settings, LEDGER, msgspec.json.encode(damage))
    except OSError as error:  # a full card keeps nobody from serving
        log.warning("What was mended could not be noted: %s", error.strerror)
