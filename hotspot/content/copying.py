"""What the store lacks of an edition: checked where it is, then laid down here."""

from dataclasses import dataclass

from exchange import svg
from exchange.documents import Blob
from exchange.errors import DamagedFile, RefusedPicture
from exchange.store import Store
from hotspot.content.arrivals import Arrival
from hotspot.settings import Settings


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


def missing_from(settings: Settings, arrival: Arrival) -> Missing:
    """Return what must be copied; what the store has is read whole, for a card may lose bytes."""
    store = Store(settings.store_folder)
    return Missing(
        {name: content for name, content in arrival.documents.items() if not store.holds("docs", name)},
        {name: content for name, content in arrival.packs.items() if not store.holds("packs", name)},
        tuple(blob for name, blob in sorted(arrival.blobs.items()) if not store.holds("blobs", name)),
    )


def check_blobs(source: Store, blobs: tuple[Blob, ...]) -> None:
    """Check every byte of the files to be copied, and that no picture could run script."""
    for blob in blobs:
        path = source.path_of_blob(blob.sha256)
        if not source.holds("blobs", blob.sha256):
            raise DamagedFile(f"{path} ({blob.name}) manque ou est abîmé. Recopiez le dépôt en entier.")
        if blob.mime == "image/svg+xml" and svg.flaws(path.read_bytes()):
            raise RefusedPicture(f"{path} ({blob.name}) n'est pas un simple dessin : l'édition est refusée.")


def lay_down(source: Store, store: Store, missing: Missing) -> None:
    """Copy what is missing; under the lock on the store. Raises DamagedFile: a file has changed since."""
    for leftover in store.folder.glob("**/.*.*"):  # of an installation that was cut: nobody else writes now
        leftover.unlink()
    for blob in missing.blobs:
        store.put_file("blobs", source.path_of_blob(blob.sha256), blob.sha256)
    for content in missing.documents.values():
        store.put("docs", content)
    for content in missing.packs.values():
        store.put("packs", content)
