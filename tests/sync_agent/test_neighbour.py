"""A neighbour serves what it has to this network alone, and is believed in nothing."""

import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import ExitStack
from ipaddress import IPv4Interface

import psutil
import pytest
from mirror import Line, Mirror, free_port
from publisher import TODAY, Publisher

from exchange.store import Store
from exchange.trust.checking import NotWhole, Untrusted
from sync_agent.carriers import mirror as mirrors
from sync_agent.carriers import neighbour
from sync_agent.carriers.folder import Folder
from sync_agent.carriers.neighbour import Neighbour
from sync_agent.carriers.rsync import LinkBroken, MirrorBehind, MirrorBusy, TooMuchSent
from sync_agent.carriers.serving import Serving
from sync_agent.down.fetching import Liar
from sync_agent.down.plan import packs_of
from sync_agent.down.pull import Pull

HERE = IPv4Interface("127.0.0.1/32")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    made = Publisher(tmp_path_factory.mktemp("ministry"))
    made.publishes()
    return made


@pytest.fixture
def neighbour_store(published, tmp_path):
    return shutil.copytree(published.repo, tmp_path / "neighbour" / "store")


@pytest.fixture
def serving(neighbour_store, tmp_path):
    """A neighbour that serves its store, and the port where it does."""
    made, port = Serving(neighbour_store, tmp_path / "neighbour" / "serving"), free_port()
    made.keep(HERE, port)
    yield made, port
    made.end()


@pytest.fixture
def pull(published, tmp_path):
    return Pull(Store(tmp_path / "store"), "sn", published.anchor, lambda: TODAY, free_mb=0)


@pytest.fixture
def pull_of_media(pull, published):
    """One that lacks sound and video only."""
    while pull.state.shown is None:
        pull.do_next(Folder(published.repo))
    return pull


def at(port):
    return Neighbour("voisine", f"rsync://127.0.0.1:{port}", 1, threading.Event(), silence_seconds=1)


def to_the_end(pull, carrier):
    while pull.do_next(carrier):
        pass


def is_whole(pull):
    store = pull.store
    return all(
        store.holds("blobs", blob.sha256) for pack in packs_of(store, pull.state.shown) for blob in pack.blobs
    )


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def film_of(store):
    return max((store / "blobs").glob("*/*"), key=lambda path: path.stat().st_size)


def rsync(*words, names=""):
    """What an rsync of somebody on the network ends with."""
    done = subprocess.run(
        ["rsync", *map(str, words)], input=names, capture_output=True, text=True, check=False
    )
    return done.returncode


def test_an_edition_comes_from_a_neighbour(serving, pull):
    to_the_end(pull, at(serving[1]))

    assert is_whole(pull)


def test_the_carrier_of_a_neighbour_carries_no_reports(tmp_path):
    at(1).send("SN-0417", [tmp_path])

    assert at(1).receipt("receipts/ab/SN-0417.json") is None


def test_a_neighbour_gives_what_is_named_and_nothing_else(serving, neighbour_store, tmp_path):
    (neighbour_store / "trust-floor.json").write_text("{}")
    (neighbour_store / "blobs" / ".half.123").write_text("half")
    place, to = f"rsync://127.0.0.1:{serving[1]}", f"{tmp_path}/to/"
    film = film_of(neighbour_store).relative_to(neighbour_store / "blobs").as_posix()

    assert rsync("--files-from=-", f"{place}/blobs/", to, names=film) == 0
    stolen = [
        rsync("-r", f"{place}/blobs/", to),
        rsync(f"{place}/store/trust-floor.json", to),
        rsync("--files-from=-", f"{place}/blobs/", to, names="../trust-floor.json"),
        rsync("--files-from=-", f"{place}/blobs/", to, names=".half.123"),
        rsync("--checksum", f"{place}/blobs/{film}", to),
        rsync("-z", f"{place}/blobs/{film}", to),
    ]
    assert 0 not in stolen
    assert [path.name for path in files_below(tmp_path / "to")] == [film[3:]]


def test_nobody_writes_to_a_neighbour(serving, neighbour_store, tmp_path):
    (tmp_path / "mine").write_text("mine")
    for folder in neighbour_store.iterdir():
        folder.chmod(0o777)
    before = sorted(files_below(neighbour_store))

    for module in ("head", "packs", "docs", "blobs"):
        assert rsync(tmp_path / "mine", f"rsync://127.0.0.1:{serving[1]}/{module}/") != 0
    assert sorted(files_below(neighbour_store)) == before


def test_only_the_own_network_is_served(serving):
    place = f"rsync://127.0.0.1:{serving[1]}/head/timestamp.json"

    assert rsync("--dry-run", place) == 0
    assert rsync("--dry-run", "--address=127.0.0.2", place) != 0


def test_one_is_served_at_a_time_and_the_others_are_told(serving, pull):
    with socket.create_connection(("127.0.0.1", serving[1]), timeout=5) as first:
        first.sendall(b"@RSYNCD: 32.0 sha256\nhead\n")
        heard = b""
        while b"OK" not in heard:
            heard += first.recv(200)

        with pytest.raises(MirrorBusy):
            pull.do_next(at(serving[1]))


def sessions_of(serving):
    daemon = serving._daemon()
    return daemon.children() if daemon else []


def waits_until(true):
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_one_wrong_byte_makes_a_liar(serving, neighbour_store, pull_of_media):
    film = film_of(neighbour_store)
    content = bytearray(film.read_bytes())
    content[-1] ^= 1
    film.write_bytes(content)

    with pytest.raises(Liar):
        to_the_end(pull_of_media, at(serving[1]))
    assert film.name not in [path.name for path in files_below(pull_of_media.store.folder)]


def test_a_neighbour_that_stalls_is_left_soon(serving, pull_of_media):
    line = Line(serving[1], stall_after=300_000)
    try:
        with pytest.raises(LinkBroken):
            to_the_end(pull_of_media, at(line.port))
        sessions = [one.info["cmdline"] or [] for one in psutil.process_iter(["cmdline"])]
        assert not [words for words in sessions if str(line.port) in " ".join(words)]
    finally:
        line.close()


def test_a_neighbour_that_floods_is_stopped(serving, neighbour_store, pull_of_media):
    with film_of(neighbour_store).open("ab") as film:
        film.truncate(500_000_000)

    with pytest.raises((Liar, TooMuchSent)):
        to_the_end(pull_of_media, at(serving[1]))
    assert sum(path.stat().st_size for path in files_below(pull_of_media.store.folder)) < 5_000_000


def test_metadata_without_end_is_stopped(serving, neighbour_store, pull, monkeypatch):
    monkeypatch.setattr(neighbour, "HEAD_BYTES", 100_000)
    for number in range(2, 30):
        (neighbour_store / "head" / f"{number}.root.json").write_bytes(os.urandom(100_000))

    with pytest.raises(TooMuchSent):
        pull.do_next(at(serving[1]))
    assert sum(path.stat().st_size for path in files_below(pull.store.folder)) < 2_000_000


@pytest.mark.parametrize("trap", ["folder", "rights", "absent"])
def test_a_trap_in_the_metadata_harms_no_later_source(serving, published, pull, trap, tmp_path):
    timestamp = serving[0].store / "head" / "timestamp.json"
    if trap == "rights":
        timestamp.write_bytes(b"{}")
        timestamp.chmod(0)
    else:
        timestamp.unlink()
    if trap == "folder":
        (timestamp / "deep").mkdir(parents=True)

    with pytest.raises((NotWhole, Untrusted, MirrorBehind)):
        pull.do_next(at(serving[1]))

    honest = Mirror(published.repo, tmp_path)
    address = f"rsync://127.0.0.1:{honest.port}"
    assert pull.do_next(mirrors.Mirror(address, lambda: 0, threading.Event()))
    honest.close()


def test_a_folder_in_the_place_of_a_film_is_a_lie_and_harms_no_later_source(
    serving, published, pull_of_media
):
    for film in (serving[0].store / "blobs").glob("*/*"):
        film.unlink()
        film.mkdir()

    with pytest.raises(Liar):
        to_the_end(pull_of_media, at(serving[1]))

    to_the_end(pull_of_media, Folder(published.repo))
    assert is_whole(pull_of_media)


def test_half_a_film_that_is_given_as_whole_is_not_asked_for_without_end(serving, pull_of_media):
    film = film_of(serving[0].store)
    film.write_bytes(film.read_bytes()[:100_000])

    with pytest.raises(MirrorBehind):
        to_the_end(pull_of_media, at(serving[1]))


def test_a_neighbour_that_has_gone_is_a_broken_link(pull):
    with pytest.raises(LinkBroken):
        pull.do_next(at(free_port()))


# --- The daemon ------------------------------------------------------------------------------------------


def test_a_daemon_that_a_killed_agent_has_left_is_taken_over(serving, neighbour_store):
    left, port = serving
    daemon = left._daemon()

    Serving(left.store, left.folder).keep(HERE, port)
    assert left._daemon() == daemon

    (left.folder / "rsyncd.pid").unlink()
    Serving(left.store, left.folder).end()
    assert left._programs() == []


def test_the_daemon_follows_the_address(serving):
    moved = free_port()
    before = serving[0]._daemon()

    serving[0].keep(IPv4Interface("127.0.0.2/8"), moved)

    assert serving[0]._daemon() != before
    with socket.create_connection(("127.0.0.2", moved), timeout=5) as heard:
        assert heard.recv(9) == b"@RSYNCD: "


def test_a_number_that_is_another_programs_by_now_harms_nobody(serving):
    number = serving[0].folder / "rsyncd.pid"
    serving[0].end()
    with subprocess.Popen(["sleep", "60"]) as bystander:
        number.write_text(f"{bystander.pid}\n")
        serving[0].end()
        assert bystander.poll() is None
        serving[0].keep(HERE, serving[1])
        bystander.kill()


def test_a_flood_of_callers_is_hung_up_on(serving):
    with ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(socket.create_connection(("127.0.0.1", serving[1]), timeout=5))
        waits_until(lambda: len(sessions_of(serving[0])) == 12)

        serving[0].keep(HERE, serving[1])

        waits_until(lambda: sessions_of(serving[0]) == [])
    assert rsync("--dry-run", f"rsync://127.0.0.1:{serving[1]}/head/timestamp.json") == 0
