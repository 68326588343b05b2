"""Put an edition into the box: all or nothing, while pupils go on working.

First everything is read and checked, then laid down in the store, where names are hashes and nothing is
ever overwritten. The catalogue is built beside the one in use, and takes its place by a rename: before it
the box has the old edition, after it the new one, wherever the power is cut.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from peewee import DatabaseError, SqliteDatabase

from exchange.activation import active_file
from exchange.documents import Edition, encode
from exchange.errors import WorthAnotherTry
from exchange.store import Store, written_whole
from exchange.trust.served import lay_head
from hotspot.content.arrivals import Arrival, WrongEdition, formed, read_arrival
from hotspot.content.building import FORM_OF_CATALOGUE, build_catalogue, form_of
from hotspot.content.copying import Missing, check_blobs, lay_down, missing_from
from hotspot.content.fitting import awaiting, check_that_it_fits, fitted
from hotspot.content.room import check_room, check_space, space_watched
from hotspot.content.tables import EditionRow
from hotspot.settings import Settings
from runtime import clock
from runtime.locks import lock_on

TURN_SECONDS = 60  # the messenger lets go of the store after each of its moves


class InstallingAlready(WorthAnotherTry):
    """Another edition is being put in."""


class StoreTaken(WorthAnotherTry):
    """The messenger is writing to the store."""


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


def install(
    repo: Path, settings: Settings, country: str = "", *, root: Path | None = None, dry_run: bool = False
) -> Installed:
    """Put the edition that `repo` has signed in; a dry run checks all and writes nothing.

    Without `country`, the country of the box is meant, else the only one of the repository. `root` is the
    file of the first root, which a box is given once.

    Raises:
        NoRoot, OtherRoot: the box does not know this ministry.
        Untrusted, TooOld: what is signed is not right, or older than what this box has seen.
        NotWhole: a signature is missing.
        WrongEdition: it is not for this box, or its parts do not fit together.
        DamagedFile: a file is not what its name says.
        UnreadableDocument: a document has a form that this version does not know.
        RefusedPicture: a picture could run script.
        NotEnoughSpace: the card is too full.
        InstallingAlready, StoreTaken: another program is writing to the store.
    """
    # what reads signatures takes 10 MB, which a box that serves does not need
    from hotspot.content.believing import signed_edition  # noqa: PLC0415

    with space_watched(), switch_lock(settings), store_lock(settings):
        check_room(settings)
        before = active_edition(settings)
        wanted = country.lower() or (before.country if before else "")
        check_country(before, wanted)
        edition = signed_edition(repo, settings, wanted, root, dry_run=dry_run)
        arrival = read_arrival(Store(repo), edition)
        check_that_it_fits(arrival)
        missing = missing_from(settings, arrival)
        check_blobs(Store(repo), missing.blobs)
        check_space(settings, missing.bytes)
        if not dry_run:
            lay_down(Store(repo), Store(settings.store_folder), missing)
            lay_head(settings.store_folder / "trust", settings.store_folder / "head")  # for boxes nearby
            switch(settings, arrival)
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
        InstallingAlready: another edition is being put in.
    """
    here = edition_in(settings.catalogue_file, thoroughly=thoroughly)
    if here:
        return _note_active(settings, here)
    if not (settings.catalogue_file.exists() or has_noted(settings)):
        return False
    with space_watched(), switch_lock(settings):
        if not edition_in(settings.catalogue_file, thoroughly=True):  # nor has another program put one in
            settings.catalogue_file.unlink(missing_ok=True)
            edition = active_edition(settings)
            if edition is None:
                return False
            switch(settings, read_arrival(Store(settings.store_folder), edition))
    return True


def has_noted(settings: Settings) -> bool:
    """Say whether the store knows which edition is active: then there must be a catalogue."""
    return active_file(settings.store_folder).exists()


@contextmanager
def switch_lock(settings: Settings) -> Iterator[None]:
    """Be the only one that puts an edition in.

    Raises:
        InstallingAlready: another program does.
    """
    with lock_on(settings.store_folder / ".switching") as is_ours:
        if not is_ours:
            raise InstallingAlready("Une autre installation est en cours. Attendez sa fin.")
        yield


@contextmanager
def store_lock(settings: Settings) -> Iterator[None]:
    """Hold the one lock on the store, which the messenger holds for each of its moves.

    Raises:
        StoreTaken: it has not let go of it in time.
    """
    with lock_on(settings.store_folder / ".lock", TURN_SECONDS) as is_ours:
        if not is_ours:
            raise StoreTaken(
                "La boîte est en train de recevoir des leçons. Attendez quelques minutes, puis recommencez."
            )
        yield


def check_country(before: Edition | None, country: str) -> None:
    """Check that an edition is of the box's country. Raises WrongEdition."""
    if before is not None and before.country != country:
        raise WrongEdition(
            f"Cette boîte a l'édition de « {before.country} » : celle de « {country} » est refusée. "
            "Pour changer de pays, prenez un autre dossier (HOTSPOT_DATA_FOLDER)."
        )


def switch(settings: Settings, arrival: Arrival) -> None:
    """Build the catalogue beside, put it in the place of the old one, then say which edition is active.

    Sound and video that are not in the store yet are left out, and so is what names parts that are absent.

    Raises:
        WrongEdition: the parts do not fit together.
    """
    shown = fitted(awaiting(arrival, Store(settings.store_folder)))
    for leftover in settings.data_folder.glob(f".{settings.catalogue_file.name}.*"):
        leftover.unlink()
    with written_whole(settings.catalogue_file) as beside:
        build_catalogue(shown, Path(beside.name))
    _note_active(settings, arrival.edition)


def _note_active(settings: Settings, edition: Edition) -> bool:
    """Write down which edition is active; return whether it was not written yet."""
    file = active_file(settings.store_folder)
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
    file = active_file(settings.store_folder)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) if file.exists() else None


def active_edition(settings: Settings) -> Edition | None:
    """Return the edition of the catalogue, else the one that is written down, else None."""
    file = active_file(settings.store_folder)
    here = edition_in(settings.catalogue_file, thoroughly=True)
    return here or (formed(file.read_bytes(), Edition, file) if file.exists() else None)


def edition_in(catalogue: Path, *, thoroughly: bool) -> Edition | None:
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
