"""Put an edition into the box: all or nothing, while pupils go on working.

First everything is read and checked, then laid down in the store, where names are hashes and nothing is
ever overwritten. The catalogue is built beside the one in use, and takes its place by a rename: before it
the box has the old edition, after it the new one, wherever the power is cut.
"""

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from peewee import DatabaseError, OperationalError, SqliteDatabase

from exchange import svg
from exchange.documents import Blob, Edition, encode
from exchange.errors import DamagedFile, NeedsAPerson, RefusedPicture, WorthAnotherTry
from exchange.store import Store, written_whole
from hotspot.content.arrivals import Arrival, WrongEdition, edition_of, formed, read_arrival
from hotspot.content.building import FORM_OF_CATALOGUE, build_catalogue, form_of
from hotspot.content.tables import EditionRow
from hotspot.settings import Settings
from runtime import clock
from runtime.room import BYTES_A_MB, free_bytes, has_room

CATALOGUE_MB = 20  # the catalogue of 5,000 grains, twice
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotEnoughSpace(NeedsAPerson):
    """The card has no room for the edition; the old one is still there."""


class InstallingAlready(WorthAnotherTry):
    """Another program is writing to the store."""


@dataclass(frozen=True)
class Installed:
    """What was put in. `before` is the edition it replaced, "" for the first."""

    country: str
    edition: str
    before: str
    parcours: int
    modules: int
    skills: int
    new_files: int
    new_bytes: int


@dataclass(frozen=True)
class Missing:
    """What the store does not have yet."""

    documents: dict[str, bytes]
    packs: dict[str, bytes]
    blobs: tuple[Blob, ...]

    @property
    def bytes(self) -> int:
        """What it takes on the card."""
        texts = sum(len(content) for content in (*self.documents.values(), *self.packs.values()))
        return texts + sum(blob.bytes for blob in self.blobs)


def install(repo: Path, settings: Settings, country: str = "", *, dry_run: bool = False) -> Installed:
    """Put the current edition of `repo` in; a dry run checks all and writes nothing.

    Without `country`, the country of the box is meant, else the only one of the repository.

    Raises:
        WrongEdition: it is not for this box, or its parts do not fit together.
        DamagedFile: a file is not what its name says.
        UnreadableDocument: a document has a form that this version does not know.
        RefusedPicture: a picture could run script.
        NotEnoughSpace: the card is too full.
        InstallingAlready: another program is writing to the store.
    """
    with _space_watched(), store_lock(settings):
        _check_room(settings)
        before = _active_edition(settings)
        edition = edition_of(repo, country.lower() or (before.country if before else ""))
        _check_country(before, edition)
        arrival = read_arrival(Store(repo), edition)
        missing = _missing_from(settings, arrival)
        _check_blobs(Store(repo), missing.blobs)
        _check_space(settings, missing.bytes)
        if not dry_run:
            _lay_down(Store(repo), Store(settings.store_folder), missing)
            _switch(settings, arrival)
    return _told(arrival, before, missing)


def mend(settings: Settings, *, thoroughly: bool = True) -> bool:
    """Finish what a power cut has interrupted; build the catalogue anew where it is missing, old or damaged.

    Return whether there was something to do. Called before the box serves, and while it serves when a page
    met damage; thoroughly, every page of the catalogue is looked at. What cannot be mended leaves the box
    without an edition, which its pages can tell, not with a broken one.

    Raises:
        DamagedFile: the store has lost a document; install the edition again.
        UnreadableDocument: the same for what says which edition is active.
        NotEnoughSpace: the card is too full.
        InstallingAlready: another program is writing to the store.
    """
    here = _edition_in(settings.catalogue_file, thoroughly=thoroughly)
    if here:
        return _note_active(settings, here)
    if not (settings.catalogue_file.exists() or has_noted(settings)):
        return False
    with _space_watched(), store_lock(settings):
        if not _edition_in(settings.catalogue_file, thoroughly=True):  # nor has another program put one in
            settings.catalogue_file.unlink(missing_ok=True)
            edition = _active_edition(settings)
            if edition is None:
                return False
            _switch(settings, read_arrival(Store(settings.store_folder), edition))
    return True


def has_noted(settings: Settings) -> bool:
    """Say whether the store knows which edition is active: then there must be a catalogue."""
    return _noted_file(settings).exists()


@contextmanager
def store_lock(settings: Settings) -> Iterator[None]:
    """Hold the one lock on the store; the system lets go of it when the program ends, however it ends.

    Raises:
        InstallingAlready: another program holds it.
    """
    settings.store_folder.mkdir(parents=True, exist_ok=True)
    with (settings.store_folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InstallingAlready("Une autre installation est en cours. Attendez sa fin.") from None
        yield


@contextmanager
def _space_watched() -> Iterator[None]:
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


def _check_country(before: Edition | None, edition: Edition) -> None:
    if before is not None and before.country != edition.country:
        raise WrongEdition(
            f"Cette boîte a l'édition de « {before.country} » : celle de « {edition.country} » est refusée. "
            "Pour changer de pays, prenez un autre dossier (HOTSPOT_DATA_FOLDER)."
        )


def _missing_from(settings: Settings, arrival: Arrival) -> Missing:
    """Return what must be copied; what the store has is read whole, for a card may lose bytes."""
    store = Store(settings.store_folder)
    return Missing(
        {name: content for name, content in arrival.documents.items() if not store.holds("docs", name)},
        {name: content for name, content in arrival.packs.items() if not store.holds("packs", name)},
        tuple(blob for name, blob in sorted(arrival.blobs.items()) if not store.holds("blobs", name)),
    )


def _check_blobs(source: Store, blobs: tuple[Blob, ...]) -> None:
    """Check every byte of the files to be copied, and that no picture could run script."""
    for blob in blobs:
        path = source.path_of_blob(blob.sha256)
        if not source.holds("blobs", blob.sha256):
            raise DamagedFile(f"{path} ({blob.name}) manque ou est abîmé. Recopiez le dépôt en entier.")
        if blob.mime == "image/svg+xml" and svg.flaws(path.read_bytes()):
            raise RefusedPicture(f"{path} ({blob.name}) n'est pas un simple dessin : l'édition est refusée.")


def _check_room(settings: Settings) -> None:
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


def _check_space(settings: Settings, needed_bytes: int) -> None:
    free = free_bytes(settings.data_folder)
    lacking = needed_bytes + (settings.free_mb_to_write + CATALOGUE_MB) * BYTES_A_MB - free
    if lacking > 0:
        raise _no_space(lacking // BYTES_A_MB + 1)


def _lay_down(source: Store, store: Store, missing: Missing) -> None:
    for leftover in store.folder.glob("**/.*.*"):  # of an installation that was cut: nobody else writes now
        leftover.unlink()
    for blob in missing.blobs:
        store.put_file("blobs", source.path_of_blob(blob.sha256), blob.sha256)
    for content in missing.documents.values():
        store.put("docs", content)
    for content in missing.packs.values():
        store.put("packs", content)


def _switch(settings: Settings, arrival: Arrival) -> None:
    """Build the catalogue beside, put it in the place of the old one, then say which edition is active."""
    for leftover in settings.data_folder.glob(f".{settings.catalogue_file.name}.*"):
        leftover.unlink()
    with written_whole(settings.catalogue_file) as beside:
        build_catalogue(arrival, Path(beside.name))
    _note_active(settings, arrival.edition)


def _note_active(settings: Settings, edition: Edition) -> bool:
    """Write down which edition is active; return whether it was not written yet."""
    file = _noted_file(settings)
    if file.exists() and file.read_bytes() == encode(edition):
        return False
    at = clock.displayed().time.timestamp()
    with written_whole(file) as beside:
        beside.write(encode(edition))
        beside.flush()
        os.utime(beside.name, (at, at))
    return True


def installed_at(settings: Settings) -> datetime | None:
    """Return when the active edition was put in (UTC, as people were shown it); None without one."""
    file = _noted_file(settings)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.exists() else None


def _active_edition(settings: Settings) -> Edition | None:
    """Return the edition of the catalogue, else the one that is written down, else None."""
    file = _noted_file(settings)
    here = _edition_in(settings.catalogue_file, thoroughly=True)
    return here or (formed(file.read_bytes(), Edition, file) if file.exists() else None)


def _noted_file(settings: Settings) -> Path:
    return settings.store_folder / "edition.json"


def _edition_in(catalogue: Path, *, thoroughly: bool) -> Edition | None:
    """Return the edition of a catalogue; None when there is none, an old one, or a damaged one."""
    try:
        if form_of(catalogue, thoroughly=thoroughly) != FORM_OF_CATALOGUE:
            return None
        database = SqliteDatabase(str(catalogue))
        with database.connection_context():
            (row,) = EditionRow.select(EditionRow.document).execute(database)
        return msgspec.json.decode(row.document, type=Edition)
    except (DatabaseError, sqlite3.Error, ValueError):  # ValueError: no row, or not the form it had
        return None


def _told(arrival: Arrival, before: Edition | None, missing: Missing) -> Installed:
    return Installed(
        country=arrival.country.id,
        edition=arrival.edition.edition,
        before=before.edition if before else "",
        parcours=len(arrival.country.parcours),
        modules=len(arrival.modules),
        skills=len(arrival.skills),
        new_files=len(missing.documents) + len(missing.packs) + len(missing.blobs),
        new_bytes=missing.bytes,
    )
