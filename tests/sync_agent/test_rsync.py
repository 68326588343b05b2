"""One session of rsync: watched by what arrives, ended whole, told by what happened."""

import os
import threading
import time
from itertools import count
from pathlib import Path

import pytest
from mirror import Line, Mirror

from sync_agent.carriers import rsync
from sync_agent.carriers.watchdog import Watchdog, received_bytes
from sync_agent.sources import word_for

MB = 1_000_000


@pytest.fixture
def mirror(tmp_path):
    tree = tmp_path / "repo"
    for name in ("head", "packs", "docs", "blobs"):
        (tree / name).mkdir(parents=True)
    (tree / "blobs" / "film").write_bytes(os.urandom(2 * MB))
    made = Mirror(tree, tmp_path)
    yield made
    made.close()


@pytest.fixture
def line_to(mirror):
    lines = []

    def line(**how):
        lines.append(Line(mirror.port, **how))
        return lines[-1]

    yield line
    for one in lines:
        one.close()


def watchdog(line, **how):
    return Watchdog(lambda: line.down, **{"most_bytes": 10 * MB, **how})


def fetch(line, folder, dog=None, stop=None):
    folder.mkdir(exist_ok=True)
    arguments = ("--append", "-t", line.address("blobs"), f"{folder}/")
    return rsync.run(arguments, dog or watchdog(line), stop or threading.Event(), ["film"])


def left_behind(line):
    """Processes of the sessions over this line."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(line.port) in process.read_text():
                found.append(process)
        except OSError:
            continue
    return found


def test_a_session_brings_a_file(mirror, line_to, tmp_path):
    line = line_to()
    brought = fetch(line, tmp_path / "staging")

    assert (tmp_path / "staging" / "film").read_bytes() == (mirror.tree / "blobs" / "film").read_bytes()
    assert 2 * MB < brought < 2.01 * MB


def test_a_cut_file_goes_on_where_it_stopped(mirror, line_to, tmp_path):
    line = line_to(cut_after=[MB])
    with pytest.raises(rsync.LinkBroken):
        fetch(line, tmp_path / "staging")

    fetch(line, tmp_path / "staging")

    assert (tmp_path / "staging" / "film").read_bytes() == (mirror.tree / "blobs" / "film").read_bytes()
    assert line.down < 2 * MB + 2 * 262_144


def test_a_silent_line_is_noticed_and_nothing_is_left_behind(line_to, tmp_path):
    line = line_to(stall_after=500_000)
    began = time.monotonic()

    with pytest.raises(rsync.LinkBroken):
        fetch(line, tmp_path / "staging", watchdog(line, silence_seconds=1))

    assert time.monotonic() - began < 10
    assert left_behind(line) == []
    assert (tmp_path / "staging" / "film").stat().st_size > 0


def test_a_mirror_that_sends_too_much_is_left(line_to, tmp_path):
    line = line_to(bytes_per_s=2 * MB)

    with pytest.raises(rsync.TooMuchSent):
        fetch(line, tmp_path / "staging", watchdog(line, most_bytes=200_000))

    assert left_behind(line) == []


def test_a_stop_ends_the_session_and_keeps_what_came(line_to, tmp_path):
    line, stop = line_to(bytes_per_s=MB), threading.Event()
    dog = watchdog(line)
    dog.received = lambda: (line.down > 600_000 and stop.set()) or line.down

    with pytest.raises(rsync.Stopped):
        fetch(line, tmp_path / "staging", dog, stop)

    assert left_behind(line) == []
    assert (tmp_path / "staging" / "film").stat().st_size > 200_000


@pytest.mark.parametrize(
    ("module", "name", "error"),
    [
        ("blobs", "no-such-film", rsync.MirrorBehind),
        ("elsewhere", "film", rsync.TransferRefused),
        ("blobs", "../head/film", rsync.MirrorBehind),
    ],
)
def test_what_the_end_means_is_told(line_to, tmp_path, module, name, error):
    line = line_to()

    with pytest.raises(error):
        rsync.run((line.address(module), f"{tmp_path}/"), watchdog(line), threading.Event(), [name])


@pytest.mark.parametrize("address", ["127.0.0.1:1", "no..mirror"])
def test_who_is_not_there_does_not_answer(tmp_path, address):
    arguments = (f"rsync://{address}/blobs/film", f"{tmp_path}/")

    with pytest.raises(rsync.NobodyThere) as told:
        rsync.run(arguments, Watchdog(lambda: 0, most_bytes=1), threading.Event())
    assert word_for(told.value) == "silent"


def test_a_session_that_is_set_up_slowly_is_given_time():
    dog = Watchdog(lambda: 0, most_bytes=1, silence_seconds=12, setting_up_seconds=30)

    assert [dog.look(second) for second in (0, 12, 29, 30)] == ["", "", "", "silent"]


def test_a_session_that_stands_is_given_less():
    received = count(0, 5000)
    dog = Watchdog(lambda: min(next(received), 10_000), most_bytes=MB, silence_seconds=12)

    assert [dog.look(second) for second in (0, 1, 2, 13, 14)] == ["", "", "", "", "silent"]


def test_received_bytes_are_those_of_the_interface(tmp_path):
    table = tmp_path / "dev"
    table.write_text(
        "Inter-|   Receive\n face |bytes packets\n    lo: 100 1 0 0 0 0 0 0 100 1\n"
        "  usb0: 7000 9 0 0 0 0 0 0 5 1\n"
    )

    assert [received_bytes(name, table) for name in ("usb0", "", "wwan0", "lo")] == [7000, 7000, 0, 100]
