"""Whatever happens to a box while content comes down: what it has is right, and the rest comes later."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from contextlib import contextmanager
from datetime import UTC, datetime

import psutil
import pytest
from mirror import Line
from mirror import Mirror as Server
from publisher import TODAY, Publisher

from exchange.activation import read_ready
from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.store import Store, sha256_of_file
from exchange.trust.time import trusted_time
from sync_agent.carriers import rsync
from sync_agent.carriers.folder import Folder
from sync_agent.carriers.mirror import Mirror
from sync_agent.down.fetching import Liar
from sync_agent.down.plan import names_in, packs_of
from sync_agent.down.pull import Pull, State
from sync_agent.room import CardFull

KINDS = ("packs", "docs", "blobs")
WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.symlink"}


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes()
    return made


@pytest.fixture
def stick(publisher):
    return Folder(publisher.repo)


@pytest.fixture
def pull(publisher, tmp_path):
    return new_pull(publisher, tmp_path / "store")


@pytest.fixture
def line_to(publisher, tmp_path):
    lines, servers = [], []

    def line(more="", **how):
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(Server(publisher.repo, folder, more))
        lines.append(Line(servers[-1].port, **how))
        return lines[-1]

    yield line
    for one in (*lines, *servers):
        one.close()


def new_pull(publisher, folder):
    return Pull(Store(folder), "sn", publisher.anchor, lambda: TODAY, free_mb=0)


def mirror(line):
    return Mirror(f"rsync://127.0.0.1:{line.port}", lambda: line.down, threading.Event(), silence_seconds=1)


def to_the_end(pull, carrier):
    for _ in range(200):
        try:
            if not pull.do_next(carrier):
                return
        except WorthAnotherTry:
            continue
    raise AssertionError("no end")


def is_sound(store):
    """Every name is that of its bytes, and what is said to be ready is here."""
    for kind in KINDS:
        for name in names_in(store, kind):
            assert sha256_of_file(store.path_of(kind, name)) == name
    ready = read_ready(store.folder)
    for pack in packs_of(store, ready) if ready else ():
        assert all(store.has("docs", one) for one in pack.docs)
        assert all(store.has("blobs", one.sha256) for one in pack.blobs if one.mime.startswith("image/"))
    return True


def holds_all(pull, publisher):
    edition = pull.state.shown
    assert edition.edition == str(publisher.number)
    blobs = {blob.sha256 for pack in packs_of(pull.store, edition) for blob in pack.blobs}
    return is_sound(pull.store) and blobs <= names_in(pull.store, "blobs")


def strays(folder):
    found = [
        one
        for one in psutil.process_iter(["cmdline"])
        if (one.info["cmdline"] or [""])[-1].startswith(str(folder))
    ]
    return [one for one in found if one.status() != psutil.STATUS_ZOMBIE]


# --- Killed ------------------------------------------------------------------------------------------------


def killed_after(steps, pull, carrier):
    """Fetch in a program apart, which is killed before its next change to the disk; say whether it was."""
    child = os.fork()
    if child == 0:
        left = iter(range(steps))

        def before(event, arguments):
            is_write = event in WRITES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
            if is_write and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(before)
        fetch_and_exit(pull, carrier)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def fetch_and_exit(pull, carrier):
    try:
        to_the_end(pull, carrier)
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


def kill_at(steps, publisher, pull, carrier):
    """For each step: a new edition, a kill before this change to the disk, and all is well after."""
    to_the_end(pull, carrier)
    kills = 0
    for step in steps:
        publisher.puts("region/maths/1", docs=2, svg=[800, 900], mp4=[30_000])
        publisher.publishes()
        kills += killed_after(step, pull, carrier)
        assert is_sound(pull.store)
        to_the_end(pull, carrier)
        assert holds_all(pull, publisher)
    return kills


def test_kill_9_at_any_step_loses_nothing_that_was_verified(publisher, pull, stick):
    assert kill_at(range(0, 120, 3), publisher, pull, stick) == 40


@pytest.mark.slow
def test_kill_9_two_hundred_times_over_a_line_that_is_cut(publisher, pull, line_to):
    line = line_to(cut_after=range(100_000, 10**9, 150_000))
    steps = [*range(50)] * 4
    assert kill_at(steps, publisher, pull, mirror(line)) == 200
    assert strays(pull.store.folder) == []


def test_what_a_killed_agent_was_fetching_is_ended_by_the_next_one(publisher, pull, stick, line_to):
    line = line_to(bytes_per_s=200_000)
    child = os.fork()
    if child == 0:
        fetch_and_exit(pull, mirror(line))
    while line.down < 60_000:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = strays(pull.store.folder)

    pull.do_next(stick)

    assert left
    assert strays(pull.store.folder) == []
    to_the_end(pull, stick)
    assert holds_all(pull, publisher)


# --- The card ----------------------------------------------------------------------------------------------


@contextmanager
def small_card(folder):
    """A card of 64 KiB; `grow` gives it more."""
    if os.geteuid() != 0:
        pytest.skip("only root can lay in a small card")
    folder.mkdir()
    size = [64]

    def mount(*options):
        subprocess.run([shutil.which("mount"), "-t", "tmpfs", *options, "card", folder], check=True)

    def grow(kib):
        size[0] += kib
        mount("-o", f"remount,size={size[0]}k")

    mount("-o", f"size={size[0]}k")
    try:
        yield grow
    finally:
        subprocess.run([shutil.which("umount"), "-l", folder], check=True)


def fills_up(pull, carrier, grow, kib):
    """Fetch; wherever the card is full, look at what is there and give it a little more."""
    full = 0
    pull.free_mb = -1000  # else it would stop before: here it has to meet the end of the card
    while True:
        try:
            to_the_end(pull, carrier)
            return full
        except CardFull:
            full += 1
            assert is_sound(pull.store)
            grow(kib)


def test_a_card_that_is_full_at_every_step_is_told_and_gone_on_with(publisher, stick, tmp_path):
    with small_card(tmp_path / "card") as grow:
        pull = new_pull(publisher, tmp_path / "card" / "store")

        assert fills_up(pull, stick, grow, 16) > 30
        assert holds_all(pull, publisher)


def test_a_card_that_is_full_while_rsync_writes_is_told_and_gone_on_with(publisher, line_to, tmp_path):
    with small_card(tmp_path / "card") as grow:
        pull = new_pull(publisher, tmp_path / "card" / "store")

        assert fills_up(pull, mirror(line_to()), grow, 500) > 0
        assert holds_all(pull, publisher)


def test_an_edition_that_is_whole_is_shown_though_the_power_was_cut_before_it_was_said(pull, stick):
    to_the_end(pull, stick)
    state, ready = pull.state, read_ready(pull.store.folder)
    pull._write(State(state.target, None, state.signed))
    (pull.store.folder / "ready.json").unlink()

    to_the_end(pull, stick)

    assert pull.state == state
    assert read_ready(pull.store.folder) == ready


def test_the_school_keeps_its_room(pull, stick):
    pull.free_mb = 10**9

    with pytest.raises(CardFull, match="Mo sur la carte"):
        pull.do_next(stick)
    assert list(pull.store.folder.iterdir()) == []


@pytest.mark.parametrize(
    "emptied",
    [
        "trust/*.json",
        "trust/root_history/*",
        "trust-floor.json",
        "pull.json",
        "ready.json",
        "packs/*",
        "head/*",
    ],
)
def test_files_that_a_power_cut_has_emptied_come_again(publisher, pull, stick, emptied):
    to_the_end(pull, stick)
    for file in list(pull.store.folder.glob(emptied)):
        file.write_bytes(b"")

    to_the_end(pull, stick)
    publisher.puts("region/maths/2", docs=1, svg=[700])
    publisher.publishes()
    to_the_end(pull, stick)

    assert holds_all(pull, publisher)


@pytest.mark.parametrize("name", ["timestamp", "snapshot", "targets", "root", "country-sn", "region"])
def test_one_emptied_file_of_the_metadata_comes_again_in_the_middle_of_a_fetch(publisher, pull, stick, name):
    pull.do_next(stick)
    (pull.store.folder / "trust" / f"{name}.json").write_bytes(b"")

    to_the_end(pull, stick)
    publisher.puts("region/maths/2", docs=1)
    publisher.publishes()
    to_the_end(pull, stick)

    assert holds_all(pull, publisher)


# --- The clock ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_box_with_a_wrong_clock_fetches_and_shows(publisher, pull, stick, year):
    memory, clock = pull.store.folder / "trust", datetime(year, 1, 1, tzinfo=UTC)
    pull.now = lambda: trusted_time(memory, TODAY, clock)

    to_the_end(pull, stick)

    assert holds_all(pull, publisher)


# --- The source --------------------------------------------------------------------------------------------


def test_a_mirror_behind_its_manifest_gives_what_it_has_and_is_asked_again(
    publisher, pull, line_to, tmp_path
):
    carrier = mirror(line_to())
    films = sorted(
        (one for one in (publisher.repo / "blobs").rglob("*") if one.is_file()), key=os.path.getsize
    )
    shutil.move(films[-1], tmp_path / "film")
    behind = 0
    for _ in range(8):
        try:
            pull.do_next(carrier)
        except rsync.MirrorBehind:
            behind += 1
    assert behind
    assert len(names_in(pull.store, "blobs")) == len(films) - 1

    shutil.move(tmp_path / "film", films[-1])
    to_the_end(pull, carrier)

    assert holds_all(pull, publisher)


@pytest.mark.parametrize("kind", ["packs", "blobs"])
def test_a_file_without_end_is_not_read_to_its_end(publisher, pull, line_to, kind):
    line = line_to(bytes_per_s=20_000_000)
    for file in (one for one in (publisher.repo / kind).rglob("*") if one.is_file()):
        with file.open("ab") as grown:
            grown.truncate(10**9)

    with pytest.raises((rsync.TooMuchSent, Liar, CardFull)):
        to_the_end(pull, mirror(line))

    assert line.down < 30_000_000
    assert is_sound(pull.store)


def test_a_greeting_of_a_gigabyte_is_not_read_to_its_end(pull, line_to, tmp_path):
    (tmp_path / "motd").write_bytes((b"a" * 1000 + b"\n") * 30_000)
    line = line_to(f"motd file = {tmp_path / 'motd'}", bytes_per_s=2_000_000)

    with pytest.raises((rsync.TooMuchSent, rsync.LinkBroken)):
        pull.do_next(mirror(line))

    assert line.down < 3_000_000
    assert strays(pull.store.folder) == []


def test_a_line_that_falls_silent_leaves_no_rsync_behind(pull, line_to, publisher):
    with pytest.raises(rsync.LinkBroken):
        raise_first(pull, mirror(line_to(stall_after=200_000)))
    assert strays(pull.store.folder) == []

    to_the_end(pull, mirror(line_to()))

    assert holds_all(pull, publisher)


def raise_first(pull, carrier):
    while pull.do_next(carrier):
        pass


def test_a_source_that_is_caught_while_it_publishes_is_read_again(publisher, pull, stick):
    to_the_end(pull, stick)
    old = (publisher.repo / "head" / "timestamp.json").read_bytes()
    publisher.puts("region/maths/1", docs=1)
    publisher.publishes()
    new = (publisher.repo / "head" / "timestamp.json").read_bytes()

    class Caught(Folder):
        """A source that is read just before its timestamp comes, which is its last file."""

        def head(self, to, known):
            is_other = super().head(to, known)
            if known and timestamps:
                (to / "timestamp.json").write_bytes(timestamps.pop())
            return is_other

    timestamps = [new, old]
    to_the_end(pull, Caught(publisher.repo))

    assert new != old
    assert holds_all(pull, publisher)


def test_no_signature_no_content(publisher, pull, stick):
    (publisher.repo / "head" / "timestamp.json").write_bytes(b"{}")

    with pytest.raises((NeedsAPerson, WorthAnotherTry)):
        pull.do_next(stick)
    assert not any(names_in(pull.store, kind) for kind in KINDS)
