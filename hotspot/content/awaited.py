"""Sound and video that had not come when the catalogue was built: nothing on the pages shows it."""

from functools import lru_cache

from hotspot.content import catalogue
from hotspot.content.catalogue import Stamp
from hotspot.content.tables import AwaitedRow


def awaited() -> frozenset[str]:
    """Return them by SHA-256; no page asks the card for them. Raises NoEdition."""
    return _awaited(catalogue.stamp())


@lru_cache(maxsize=2)
def _awaited(stamp: Stamp) -> frozenset[str]:
    return frozenset(row.sha256 for row in AwaitedRow.select())
