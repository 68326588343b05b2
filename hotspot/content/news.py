"""What the country tells its schools: the news of the edition, each until its last day."""

from datetime import date
from functools import lru_cache

import msgspec

from exchange.documents import Bulletin, News
from hotspot.content import catalogue
from hotspot.content.catalogue import Stamp
from hotspot.content.tables import EditionRow


def news_on(day: date | None) -> tuple[News, ...]:
    """Return the news to show on a day, all of them while nobody knows the day.

    Raises:
        NoEdition: nothing was installed yet.
    """
    news = _news(catalogue.stamp())
    return news if day is None else tuple(one for one in news if day <= date.fromisoformat(one.until))


@lru_cache(maxsize=2)  # 8 KB at most
def _news(stamp: Stamp) -> tuple[News, ...]:
    row = EditionRow.select(EditionRow.bulletin).get()
    return msgspec.json.decode(row.bulletin, type=Bulletin).news
