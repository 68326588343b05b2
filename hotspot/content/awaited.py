"""Sound and video that had not come when the catalogue was built: nothing on the pages shows it."""

from functools import lru_cache

from exchange.store import Store
from hotspot.content import catalogue
from hotspot.content.catalogue import Stamp
from hotspot.content.tables import AwaitedRow
from hotspot.settings import Settings


def awaited() -> frozenset[str]:
    """Return them by SHA-256; no page asks the card for them. Raises NoEdition."""
    return _awaited(catalogue.stamp())


def has_come(settings: Settings) -> bool:
    """Say whether some of it is in the store now. Raises NoEdition."""
    catalogue.open_catalogue(settings)
    store = Store(settings.store_folder)
    return any(store.has("blobs", sha256) for sha256 in awaited())


@lru_cache(maxsize=2)
def _awaited(stamp: Stamp) -> frozenset[str]:
    return frozenset(row.sha256 for row in AwaitedRow.select())
