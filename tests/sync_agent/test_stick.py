"""A technician's stick: found when it is plugged in, checked like all others, able to play no trick."""

import os
import stat
import subprocess
from contextlib import contextmanager

import pytest
from publisher import TODAY, Publisher

from exchange.reports import receipt_path
from exchange.store import Store
from exchange.trust.checking import Untrusted
from sync_agent.carriers.folder import HEAD_BYTES, Folder, NotThere, StickFull
from sync_agent.carriers.rsync import MirrorBehind, TooMuchSent
from sync_agent.carriers.stick import sticks
from sync_agent.down.fetching import Liar
from sync_agent.down.plan import packs_of
from sync_agent.down.pull import Pull
from sync_agent.room import CardFull

BOX, NAME = "SN-0417", "0001-00000042-0123456789abcdef.rpt"
LAID_BESIDE = [  # by a Mac, by Windows, by people
    "._timestamp.json",
    "System Volume Information",
    "x" * 255,
    "1.root.json.exe",
    "a\nb",
    "tel:?*|<>",
    "..json",
]


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes()
    return made


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def stick(publisher, media):
    publisher.repo.rename(media / "CLE")
    publisher.repo = media / "CLE"
    (found,) = sticks(media)
    return found


@pytest.fixture
def pull(publisher, tmp_path):
    return Pull(Store(tmp_path / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)


def to_the_end(pull, carrier):
    while pull.do_next(carrier):
        pass


def until_shown(pull, carrier):
    while pull.state.shown is None:
        pull.do_next(carrier)


def is_whole(pull):
    store = pull.store
    return all(
        store.holds("docs", doc) for pack in packs_of(store, pull.state.shown) for doc in pack.docs
    ) and all(
        store.holds("blobs", blob.sha256) for pack in packs_of(store, pull.state.shown) for blob in pack.blobs
    )


def everything_below(folder):
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def test_a_stick_is_found_when_it_is_plugged_in_and_gone_when_it_is_pulled(publisher, media, tmp_path):
    assert sticks(media) == sticks(tmp_path / "nowhere") == []

    publisher.repo.rename(media / "ROUGE")
    (media / "VERTE").mkdir()
    (media / "VERTE" / "imaginecole").symlink_to(media / "ROUGE")
    (media / "PHOTOS" / "DCIM").mkdir(parents=True)
    assert [(one.name, one.kind) for one in sticks(media)] == [("ROUGE", "stick")]

    (media / "ROUGE").rename(tmp_path / "pulled")
    assert sticks(media) == []


def test_the_tree_may_stand_beside_other_things_on_the_stick(publisher, media, pull):
    key = media / os.fsdecode(b"CL\xc9 BLEUE")
    (key / "DCIM").mkdir(parents=True)
    publisher.repo.rename(key / "imaginecole")

    (stick,) = sticks(media)
    to_the_end(pull, stick)

    assert stick.name == "CL� BLEUE"
    assert is_whole(pull)


def test_what_a_mac_or_windows_lays_beside_harms_nobody(stick, pull):
    for folder in ("head", "packs", "docs", "blobs", ""):
        for name in LAID_BESIDE:
            (stick.folder / folder / name).write_bytes(b"{}")

    to_the_end(pull, stick)

    assert is_whole(pull)
    assert sorted(path.name for path in (pull.store.folder / ".staging" / "head").iterdir()) == sorted(
        path.name for path in (stick.folder / "head").iterdir() if path.name not in LAID_BESIDE
    )


@pytest.mark.parametrize("step", ["head", "packs", "docs", "blobs", "blobs/??", "blobs/??/*", "head/*.json"])
def test_a_link_at_any_step_is_as_good_as_absent(stick, pull, step, tmp_path):
    for found in sorted(stick.folder.glob(step)):
        found.rename(tmp_path / found.name)
        found.symlink_to(tmp_path / found.name)

    with pytest.raises((NotThere, Untrusted)):
        to_the_end(pull, stick)
    assert not pull.store.folder.exists() or not list(
        pull.store.folder.glob(f"{step.split('/')[0]}/**/?*{'?' * 63}")
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_a_device_on_a_stick_is_not_even_opened(stick, pull):
    pull.do_next(stick)
    for file in everything_below(stick.folder / "packs"):
        file.unlink()
        os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # zeros without end

    with pytest.raises(NotThere):
        pull.do_next(stick)
    assert everything_below(pull.store.folder / ".staging" / "packs") == []


def test_a_stick_with_metadata_without_end_is_left_before_the_card_is_full(stick, pull):
    with (stick.folder / "head" / "99.root.json").open("wb") as endless:
        endless.truncate(4 * HEAD_BYTES)

    with pytest.raises(TooMuchSent):
        pull.do_next(stick)
    assert sum(file.stat().st_size for file in everything_below(pull.store.folder)) <= HEAD_BYTES + 1


def test_a_film_without_end_costs_no_more_than_the_film(stick, pull, publisher):
    until_shown(pull, stick)
    film = max(everything_below(publisher.repo / "blobs"), key=lambda path: path.stat().st_size)
    length = film.stat().st_size
    with film.open("ab") as endless:
        endless.truncate(20_000_000)

    to = pull.staging.folder("blobs")
    stick.bring("blobs", [f"{film.name[:2]}/{film.name}"], to, length)

    assert (to / film.name[:2] / film.name).stat().st_size == length


def test_one_wrong_byte_on_a_stick_is_found(stick, pull, publisher):
    until_shown(pull, stick)
    film = max(everything_below(publisher.repo / "blobs"), key=lambda path: path.stat().st_size)
    content = bytearray(film.read_bytes())
    content[200_000] ^= 1
    film.write_bytes(content)

    with pytest.raises(Liar):
        to_the_end(pull, stick)
    assert not pull.store.has("blobs", film.name)


def test_a_film_of_which_half_came_goes_on_at_the_byte(stick, pull, publisher):
    until_shown(pull, stick)
    film = max(everything_below(publisher.repo / "blobs"), key=lambda path: path.stat().st_size)
    whole = film.read_bytes()
    film.write_bytes(whole[:150_000])  # as a stick that is pulled at that moment gives it
    to = pull.staging.folder("blobs")
    name = f"{film.name[:2]}/{film.name}"
    stick.bring("blobs", [name], to, len(whole))

    film.write_bytes(bytes(150_000) + whole[150_000:])  # what has come is not read again
    stick.bring("blobs", [name], to, len(whole))

    assert (to / name).read_bytes() == whole


def test_half_a_film_on_a_stick_is_not_asked_for_without_end(stick, pull, publisher):
    until_shown(pull, stick)
    film = max(everything_below(publisher.repo / "blobs"), key=lambda path: path.stat().st_size)
    film.write_bytes(film.read_bytes()[:100_000])

    with pytest.raises(MirrorBehind):
        to_the_end(pull, stick)


def test_a_stick_takes_reports_up_and_gives_receipts_down(stick, publisher, tmp_path):
    report = tmp_path / NAME
    report.write_bytes(b"sealed")
    given = publisher.repo / receipt_path(BOX)
    given.parent.mkdir(parents=True)
    given.write_bytes(b"signed")

    stick.send(BOX, [report])
    stick.send(BOX, [report])

    assert [path.read_bytes() for path in (stick.folder / "outbox" / BOX).iterdir()] == [b"sealed"]
    assert stick.receipt(receipt_path(BOX)) == b"signed"
    assert stick.receipt(receipt_path("SN-0418")) is None


def test_half_a_report_on_a_stick_that_was_pulled_is_laid_again(stick, tmp_path):
    (tmp_path / NAME).write_bytes(b"sealed")
    outbox = stick.folder / "outbox" / BOX
    outbox.mkdir(parents=True)
    (outbox / NAME).write_bytes(b"\0\0\0")

    stick.send(BOX, [tmp_path / NAME])

    assert (outbox / NAME).read_bytes() == b"sealed"


@pytest.mark.parametrize("trap", ["outbox", f"outbox/{BOX}", f"outbox/{BOX}/{NAME}"])
def test_a_link_leads_no_report_out_of_the_stick(stick, trap, tmp_path):
    (tmp_path / NAME).write_bytes(b"sealed")
    outside = tmp_path / "outside"
    outside.mkdir()
    place = stick.folder / trap
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "new" if trap.endswith("rpt") else outside)

    if trap.endswith("rpt"):
        stick.send(BOX, [tmp_path / NAME])
        assert place.read_bytes() == b"sealed"
    else:
        with pytest.raises(NotThere):
            stick.send(BOX, [tmp_path / NAME])
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "receipts/../../x", "receipts/ab/.."])
def test_no_path_leads_out_of_a_stick(stick, path):
    (stick.folder / "receipts" / "ab").mkdir(parents=True)
    (stick.folder.parent / "x").write_bytes(b"secret")

    with pytest.raises(NotThere):
        stick.receipt(path)
    with pytest.raises(ValueError, match="rapports"):
        stick.send(path, [])


@contextmanager
def small(place, options):
    """A stick or a card of some kilobytes, in memory."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small stick (tmpfs)")
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "small", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_full_stick_and_a_locked_one_take_no_reports_and_say_so(tmp_path):
    (tmp_path / NAME).write_bytes(b"sealed" * 1000)
    with small(tmp_path / "media" / "CLE", "size=8k") as key:
        (key / "photo.jpg").write_bytes(bytes(8192))
        with pytest.raises(StickFull, match="CLE"):
            Folder(key).send(BOX, [tmp_path / NAME])
        (key / "photo.jpg").unlink()
        Folder(key).send(BOX, [tmp_path / NAME])
        assert [path.name for path in everything_below(key)] == [NAME]

        (key / "outbox" / BOX / NAME).unlink()
        subprocess.run(["mount", "-o", "remount,ro", key], check=True)
        with pytest.raises(StickFull):
            Folder(key).send(BOX, [tmp_path / NAME])


def test_a_full_card_is_not_the_fault_of_the_stick(stick, pull, publisher, tmp_path):
    with small(tmp_path / "card", "size=200k") as card:
        full = Pull(Store(card / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)
        with pytest.raises(CardFull):
            to_the_end(full, stick)
