"""Show the edition that the messenger has laid ready in the store, while pupils go on working.

Texts and pictures are here, sound and video perhaps not: these are left out until they have come, then the
catalogue is built anew. What was laid ready is checked byte by byte all the same; what cannot be shown is
said in `store/refused.json`, and the edition in use stays.
"""

from exchange.activation import Refusal, Why, read_ready, read_refusal, write_refusal
from exchange.documents import Edition, Pack
from exchange.errors import DamagedFile, NeedsAPerson, RefusedPicture, UnreadableDocument
from exchange.store import Kind, Store
from exchange.trust.checking import Untrusted, trusted
from hotspot.content.arrivals import Arrival, WrongEdition, formed, read_arrival
from hotspot.content.awaited import has_come
from hotspot.content.copying import check_blobs
from hotspot.content.installer import active_edition, check_country, switch, switch_lock
from hotspot.content.room import NotEnoughSpace, check_space, space_watched
from hotspot.settings import Settings

WHY: dict[type[NeedsAPerson], Why] = {
    DamagedFile: "damaged",
    UnreadableDocument: "unreadable",
    WrongEdition: "unfit",
    RefusedPicture: "picture",
    NotEnoughSpace: "no-room",
}


def activate(settings: Settings) -> bool:
    """Show the edition that is ready; return whether there was a new one.

    Raises:
        DamagedFile, UnreadableDocument, WrongEdition, RefusedPicture, NotEnoughSpace: it cannot be shown, and
            the messenger was told.
        InstallingAlready: another edition is being put in.
    """
    ready = read_ready(settings.store_folder)
    if ready is None:
        return False
    with switch_lock(settings):
        before = active_edition(settings)
        if ready == before:
            _forget_refusal_of(settings, ready)
        if ready == before or _is_behind(settings, before, ready):
            return False
        try:
            _show(settings, before, ready)
        except tuple(WHY) as error:
            _refuse(settings, Refusal(ready, WHY[type(error)]))
            raise
        write_refusal(settings.store_folder, None)
    return True


def show_what_came(settings: Settings) -> bool:
    """Build the catalogue anew when sound or video has come; return whether it had.

    Raises:
        NoEdition: nothing is shown yet.
        DamagedFile, UnreadableDocument: the store has lost a document.
        NotEnoughSpace: the card is too full.
        InstallingAlready: another edition is being put in.
    """
    if not has_come(settings):
        return False
    with space_watched(), switch_lock(settings):
        active = active_edition(settings)
        if active is not None:
            check_space(settings, 0)
            switch(settings, read_arrival(Store(settings.store_folder), active))
    return True


def _show(settings: Settings, before: Edition | None, ready: Edition) -> None:
    store = Store(settings.store_folder)
    check_country(before, ready.country)
    with space_watched():
        check_space(settings, 0)
        try:
            arrival = read_arrival(store, ready)
            _check_pictures(store, arrival)
        except DamagedFile:
            _throw_away_damaged(store, ready)
            raise
        switch(settings, arrival)


def _is_behind(settings: Settings, before: Edition | None, ready: Edition) -> bool:
    """Say whether what is shown is newer: the newest that is signed, put in by a person meanwhile."""
    if before is None or before.country != ready.country:
        return False
    try:
        newest = trusted(settings.store_folder / "trust").edition(before.country)
    except (FileNotFoundError, Untrusted):
        return False
    return newest == before and not ready.packs.items() <= newest.packs.items()


def _check_pictures(store: Store, arrival: Arrival) -> None:
    """Check every byte of what is shown at once, and that no picture could run script."""
    check_blobs(store, tuple(blob for _, blob in sorted(arrival.blobs.items()) if not blob.is_media))


def _throw_away_damaged(store: Store, edition: Edition) -> None:
    """Throw away what the card has spoilt: the messenger, which goes by names alone, then fetches it anew."""
    for sha256 in edition.packs.values():
        if _keep_if_whole(store, "packs", sha256):
            pack = formed(store.read("packs", sha256), Pack, store.path_of("packs", sha256))
            for name in pack.docs:
                _keep_if_whole(store, "docs", name)
            for blob in pack.blobs:
                if not blob.is_media:
                    _keep_if_whole(store, "blobs", blob.sha256)


def _keep_if_whole(store: Store, kind: Kind, sha256: str) -> bool:
    """Say whether a file is here and whole; one that is not is thrown away."""
    whole = store.holds(kind, sha256)
    if not whole:
        store.path_of(kind, sha256).unlink(missing_ok=True)
    return whole


def _forget_refusal_of(settings: Settings, edition: Edition) -> None:
    """Take back what was said of an edition that is shown now: the power was cut just after."""
    refusal = read_refusal(settings.store_folder)
    if refusal is not None and refusal.edition == edition:
        write_refusal(settings.store_folder, None)


def _refuse(settings: Settings, refusal: Refusal) -> None:
    """Tell the messenger, and the people who look at the box, once."""
    if read_refusal(settings.store_folder) != refusal:
        write_refusal(settings.store_folder, refusal)
