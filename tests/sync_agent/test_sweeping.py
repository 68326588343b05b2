"""What no edition names goes last, and never from under a pupil who reads it."""

from datetime import timedelta

import pytest
from publisher import TODAY, Publisher

from exchange.activation import read_ready
from exchange.documents import encode
from exchange.store import Store
from sync_agent.carriers.folder import Folder
from sync_agent.down.plan import names_in, packs_of
from sync_agent.down.pull import Pull

DAY = timedelta(days=1)


class Box:
    def __init__(self, publisher, folder):
        self.time = TODAY
        self.pull = Pull(Store(folder / "store"), "sn", publisher.anchor, lambda: self.time, free_mb=0)
        self.stick = Folder(publisher.repo)

    def fetches(self):
        while self.pull.do_next(self.stick):
            pass

    def shows(self):
        """As the hotspot does, when it has found an edition ready."""
        store = self.pull.store
        (store.folder / "edition.json").write_bytes(encode(read_ready(store.folder)))

    @property
    def blobs(self):
        return names_in(self.pull.store, "blobs")


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes()
    return made


@pytest.fixture
def box(publisher, tmp_path):
    made = Box(publisher, tmp_path)
    made.fetches()
    made.shows()
    return made


@pytest.fixture
def former(box, publisher):
    """The names of what only the former edition has; the box has just fetched the next."""
    before = box.blobs
    publisher.puts("region/maths/1", docs=3, svg=[1_000])
    publisher.publishes()
    box.fetches()
    return before - {blob.sha256 for blob in packs_blobs(box)}


def packs_blobs(box):
    store = box.pull.store
    return [blob for pack in packs_of(store, read_ready(store.folder)) for blob in pack.blobs]


def test_the_former_edition_goes_a_day_after_the_new_one_is_shown(box, former):
    box.shows()
    box.fetches()
    box.time += DAY / 2
    box.fetches()
    assert former <= box.blobs

    box.time += DAY / 2
    box.fetches()

    assert former
    assert not former & box.blobs
    assert {blob.sha256 for blob in packs_blobs(box)} == box.blobs


def test_a_clock_that_was_years_ahead_lets_the_former_edition_go_all_the_same(box, former):
    box.shows()
    box.time += 700 * DAY
    box.fetches()
    box.time -= 700 * DAY
    box.fetches()

    box.time += DAY
    box.fetches()

    assert not former & box.blobs


@pytest.mark.parametrize("left", [b'{"since":"soon"}', b'{"since":"2026-11-22T10:00:00"}', b'{"x":' * 9_000])
def test_a_damaged_note_of_the_sweeping_is_written_anew(box, left):
    (box.pull.store.folder / "swept.json").write_bytes(left)

    box.fetches()

    assert b"is_swept" in (box.pull.store.folder / "swept.json").read_bytes()


def test_nothing_goes_while_the_box_still_shows_the_former_edition(box, former):
    for _ in range(4):
        box.time += DAY
        box.fetches()

    assert former <= box.blobs


def test_nothing_goes_that_the_edition_under_way_names(box, former, publisher):
    box.shows()
    box.fetches()
    publisher.puts("region/maths/3", docs=1, mp4=[5_000])
    publisher.publishes()
    box.time += 2 * DAY
    box.pull.do_next(box.stick)  # begins it

    box.fetches()
    box.time += 2 * DAY
    box.fetches()

    assert {blob.sha256 for blob in packs_blobs(box)} <= box.blobs


def test_a_file_that_is_open_goes_on_being_read(box, former):
    name = sorted(former)[0]
    with box.pull.store.path_of_blob(name).open("rb") as film:
        first = film.read(10)
        box.shows()
        box.fetches()
        box.time += DAY
        box.fetches()

        assert name not in box.blobs
        assert len(first + film.read()) > 10


def test_a_thousand_files_go_in_several_moves(box, former, monkeypatch):
    monkeypatch.setattr("sync_agent.down.sweeping.FILES_A_MOVE", 1)
    box.shows()
    box.fetches()
    box.time += DAY

    assert box.pull.do_next(box.stick)
    box.fetches()

    assert not former & box.blobs


def test_packs_that_cannot_be_read_let_nothing_go(box, former):
    box.shows()
    box.fetches()
    box.time += DAY
    pack = next(iter(read_ready(box.pull.store.folder).packs.values()))
    before = box.blobs
    box.pull.store.path_of("packs", pack).write_bytes(b"")

    box.pull._sweep()

    assert box.blobs == before
