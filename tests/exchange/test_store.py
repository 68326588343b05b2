"""A store gives a name to whole bytes only, and believes no file that is not what its name says."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import DamagedFile
from exchange.store import (
    CHECKED_FROM_BYTES,
    CHECKED_PIECE_BYTES,
    Store,
    piece_hashes,
    sha256_of,
    written_whole,
)

unhurried = settings(deadline=None, max_examples=40)  # each file is brought to the disk
KINDS = ("packs", "docs", "blobs")


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@unhurried
@given(content=st.binary(max_size=3_000), kind=st.sampled_from(KINDS))
def test_what_was_put_is_read_again(tmp_path_factory, content, kind):
    store = Store(tmp_path_factory.getbasetemp() / "store")

    assert store.read(kind, store.put(kind, content)) == content


@unhurried
@given(contents=st.lists(st.binary(max_size=50), max_size=8))
def test_the_same_bytes_stand_once(tmp_path_factory, contents):
    store = Store(tmp_path_factory.mktemp("store"))

    names = [store.put("docs", content) for content in [*contents, *contents]]

    assert len(files(store.folder)) == len(set(contents)) == len(set(names))


@unhurried
@given(content=st.binary(min_size=1, max_size=200), place=st.integers(0), bit=st.integers(0, 7))
def test_a_changed_bit_is_found(tmp_path_factory, content, place, bit):
    store = Store(tmp_path_factory.mktemp("store"))
    sha256 = store.put("docs", content)
    damaged = bytearray(content)
    damaged[place % len(content)] ^= 1 << bit
    store.path_of("docs", sha256).write_bytes(damaged)

    with pytest.raises(DamagedFile, match=sha256):
        store.read_document(sha256)
    assert store.put("docs", content) == sha256
    assert store.read_document(sha256) == content


@given(name=st.text(max_size=70))
def test_a_name_never_leads_out_of_the_store(name):
    try:
        path = Store(Path("store")).path_of_blob(name)
    except ValueError:
        return
    assert path == Path("store/blobs") / name[:2] / name
    assert len(name) == 64


@pytest.mark.parametrize("name", ["", "..", "../" * 21 + "x", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_name_that_is_no_sha256_is_refused(name):
    with pytest.raises(ValueError, match="SHA-256"):
        Store(Path("store")).path_of("docs", name)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DamagedFile, match="manque"):
        Store(tmp_path).read_document("0" * 64)


def test_a_whole_file_is_not_written_again(tmp_path):
    store = Store(tmp_path)
    path = store.path_of("docs", store.put("docs", b"{}"))
    os.utime(path, (0, 0))

    store.put("docs", b"{}")

    assert path.stat().st_mtime == 0


def test_a_large_file_is_copied_whole(tmp_path):
    video = tmp_path / "video.mp4"
    video.write_bytes(os.urandom(2_500_000))
    store = Store(tmp_path / "store")

    store.put_file("blobs", video, sha256_of(video.read_bytes()))

    assert store.path_of_blob(sha256_of(video.read_bytes())).read_bytes() == video.read_bytes()


def test_a_file_that_changes_meanwhile_takes_no_name(tmp_path):
    video = tmp_path / "video.mp4"
    video.write_bytes(b"new")
    store = Store(tmp_path / "store")

    with pytest.raises(DamagedFile, match="changé"):
        store.put_file("blobs", video, sha256_of(b"old"))

    assert files(tmp_path / "store") == []


def test_a_broken_writing_leaves_the_old_file(tmp_path):
    head = tmp_path / "head" / "sn.json"
    with written_whole(head) as file:
        file.write(b"old")

    with pytest.raises(TypeError), written_whole(head) as file:
        file.write("not bytes")

    assert head.read_bytes() == b"old"
    assert files(tmp_path) == ["head/sn.json"]


def test_of_two_who_write_a_file_at_a_time_the_last_one_stays_whole(tmp_path):
    wishes = tmp_path / "wishes.json"
    other = threading.Thread(target=write, args=[wishes, b"first"])

    with written_whole(wishes) as file:
        file.write(b"second")
        other.start()
        other.join()

    assert wishes.read_bytes() == b"second"
    assert files(tmp_path) == ["wishes.json"]


def write(target, content):
    with written_whole(target) as file:
        file.write(content)


@pytest.mark.parametrize(("more", "pieces"), [(-1, 0), (0, 4), (1, 5)])
def test_a_large_file_has_pieces_and_the_last_is_what_is_left(tmp_path, more, pieces):
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(CHECKED_FROM_BYTES + more)

    hashes = piece_hashes(film)

    assert len(hashes) == pieces
    assert hashes[:4] == (sha256_of(bytes(CHECKED_PIECE_BYTES)),) * min(pieces, 4)
    assert hashes[4:] == (sha256_of(b"\0"),) * (pieces == 5)
