"""A wrong byte costs a piece of a large file, not the film; and only who has given it is called a liar."""

import random
import threading

import pytest
from mirror import Line
from mirror import Mirror as Server

from exchange.documents import Blob, Edition, Pack, encode
from exchange.store import CHECKED_PIECE_BYTES, Store, piece_hashes, sha256_of
from sync_agent.carriers.folder import Folder
from sync_agent.carriers.mirror import Mirror
from sync_agent.carriers.rsync import MirrorBehind
from sync_agent.down.fetching import Fetching, Liar, Spoiled
from sync_agent.down.plan import plan_of
from sync_agent.down.staging import PROVEN, Staging

PIECE = CHECKED_PIECE_BYTES
FILM = random.Random(3).randbytes(4 * PIECE + 1000)
SMALL = FILM[:10_000]


class Box:
    """A box that lacks one large file and one small one."""

    def __init__(self, folder):
        self.repo, self.store = Store(folder / "repo"), Store(folder / "store")
        self.film, self.small = self.repo.put("blobs", FILM), self.repo.put("blobs", SMALL)
        film = Blob(
            self.film, len(FILM), "video/mp4", "film.mp4", piece_hashes(self.repo.path_of_blob(self.film))
        )
        small = Blob(self.small, len(SMALL), "audio/mpeg", "word.mp3")
        pack = encode(
            Pack("region/maths/1", (), (), tuple(sorted((film, small), key=lambda one: one.sha256)))
        )
        self.store.put("packs", pack)
        self.edition = Edition("sn", "1", {"region/maths/1": sha256_of(pack)})
        self.stick = Folder(self.repo.folder)

    def wanted(self, sha256):
        files = plan_of(self.store, None, self.edition).next_files
        return [one for one in files if one.sha256 == sha256]

    def fetches(self, carrier, sha256):
        Fetching(self.store, carrier, None, 0).fetch(self.wanted(sha256))

    def staged(self, sha256):
        return Staging(self.store).folder("blobs") / sha256[:2] / sha256

    def has_begun(self, sha256, content):
        self.staged(sha256).parent.mkdir(parents=True, exist_ok=True)
        self.staged(sha256).write_bytes(content)


@pytest.fixture
def box(tmp_path):
    return Box(tmp_path)


def spoiled(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_a_large_file_that_begins_right_is_gone_on_with(box):
    box.has_begun(box.film, FILM[: 3 * PIECE - 500])

    box.fetches(box.stick, box.film)

    assert box.store.holds("blobs", box.film)
    assert list(box.staged(box.film).parent.iterdir()) == []


def test_a_wrong_piece_is_dropped_and_what_stands_before_it_stays(box):
    box.has_begun(box.film, spoiled(FILM, 2 * PIECE + 5)[: 3 * PIECE + 10])

    Staging(box.store).take(box.wanted(box.film))

    assert box.staged(box.film).read_bytes() == FILM[: 2 * PIECE]


def test_what_is_left_of_a_film_after_a_wrong_piece_is_all_that_travels(box, tmp_path):
    server = Server(box.repo.folder, tmp_path)
    line = Line(server.port)
    mirror = Mirror(f"rsync://127.0.0.1:{line.port}", lambda: line.down, threading.Event())
    box.has_begun(box.film, spoiled(FILM, 3 * PIECE + 5))
    try:
        box.fetches(mirror, box.film)
    finally:
        line.close()
        server.close()

    assert box.store.holds("blobs", box.film)
    assert line.down < 1.01 * PIECE + 5_000


def test_a_piece_that_was_proven_is_not_read_again(box):
    box.has_begun(box.film, FILM[: 2 * PIECE + 1])
    Staging(box.store).take(box.wanted(box.film))

    beside = box.staged(box.film).with_name(box.film + PROVEN)

    assert beside.read_text() == "2"
    beside.write_text("")  # a power cut: looked at anew
    Staging(box.store).take(box.wanted(box.film))
    assert beside.read_text() == "2"


def test_who_has_given_a_wrong_piece_from_its_first_byte_is_a_liar(box):
    box.has_begun(box.film, FILM[:PIECE])
    box.repo.path_of_blob(box.film).write_bytes(spoiled(FILM, 2 * PIECE + 7))

    with pytest.raises(Liar):
        box.fetches(box.stick, box.film)
    assert box.staged(box.film).read_bytes() == FILM[: 2 * PIECE]


def test_who_goes_on_with_what_another_has_begun_wrong_is_no_liar(box):
    box.has_begun(box.small, b"x" * 4_000)

    with pytest.raises(Spoiled):
        box.fetches(box.stick, box.small)
    box.fetches(box.stick, box.small)

    assert box.store.holds("blobs", box.small)


def test_who_gives_more_than_was_asked_for_is_a_liar_and_proven_pieces_stay(box):
    box.has_begun(box.film, FILM + b"and more")

    (wrong,) = Staging(box.store).take(box.wanted(box.film))

    assert wrong.is_too_long
    assert not box.staged(box.film).exists()  # nothing of it was proven
    box.has_begun(box.film, FILM[: 2 * PIECE])
    Staging(box.store).take(box.wanted(box.film))
    with box.staged(box.film).open("ab") as file:
        file.write(FILM)
    Staging(box.store).take(box.wanted(box.film))
    assert box.staged(box.film).stat().st_size == 2 * PIECE


def test_what_a_neighbour_leaves_unproven_is_not_kept(box):
    neighbour = Folder(box.repo.folder, kind="neighbour")
    for name, content in ((box.film, FILM[: PIECE + 100]), (box.small, SMALL[:100])):
        box.repo.path_of_blob(name).write_bytes(content)
        with pytest.raises(MirrorBehind):
            box.fetches(neighbour, name)

    assert box.staged(box.film).stat().st_size == PIECE
    assert not box.staged(box.small).exists()


def test_a_file_that_a_power_cut_has_emptied_is_fetched_whole(box):
    box.has_begun(box.small, bytes(len(SMALL)))

    box.fetches(box.stick, box.small)

    assert box.store.holds("blobs", box.small)
