"""What a school needs most comes first."""

from exchange.documents import Blob, Edition, Pack, encode
from exchange.store import Store, sha256_of
from sync_agent.down.plan import plan_of


def film(length, *, can_wait=False):
    return Blob(sha256_of(bytes([length])), length, "video/mp4", "film.mp4", can_wait=can_wait)


def test_own_years_come_first_then_small_films_and_clearer_ones_of_all_years_last(tmp_path):
    own = Pack("region/maths/2", (), (), (film(9), film(5), film(2, can_wait=True)))
    others = Pack("region/maths/7", (), (), (film(4), film(1, can_wait=True)))
    packs = {pack.id: Store(tmp_path).put("packs", encode(pack)) for pack in (own, others)}

    plan = plan_of(Store(tmp_path), None, Edition("sn", "2026.2", packs), own_years={2})

    assert [one.bytes for one in plan.stages["media"]] == [5, 9, 4, 2, 1]
