"""Rows: what a power cut loses, how soon a silent line is noticed, what is ever sent twice."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from benchmarks.processes import tree as programs_below
from benchmarks.sync.box import AGENT, Box, new_box
from benchmarks.sync.desk import SIZES, Desk
from benchmarks.sync.emulator import TELLS_EVERY_S
from benchmarks.sync.hauling import mirror_at
from benchmarks.sync.line import Line
from benchmarks.sync.link import CARD, NET, Link, linked, why_no_link
from benchmarks.sync.mirror import Mirror
from benchmarks.sync.trees import Tree, change_thirty
from benchmarks.sync.weather import Weather
from benchmarks.table import Row, at_most

FILM_BYTES, POWER_CUTS = 40_000_000, 10
BYTES_PER_S = 4_000_000
SILENCES = (  # when, on which link, within how many seconds
    ("in the middle of a film", Weather(8e6, 0.1, 0, up_s=10, down_s=1000), 15),
    ("while a session is set up", Weather(8e6, 2, 0, up_s=8, down_s=1000), 35),
)
PATIENCE_SECONDS = 60


def breaking(desk: Desk) -> Iterator[Row]:
    """Yield what is lost, what is left behind, what is fetched again."""
    tree = Tree(desk.folder / "breaking")
    tree.put_pack("region/film", [], [tree.blob(FILM_BYTES, "video/mp4")])
    tree.publish()
    mirror = Mirror(tree.repo, tree.folder)
    try:
        lost = _lost_at_cuts(new_box(tree.folder / "cut", tree), mirror)
        what = f"lost at a power cut, the most of {POWER_CUTS} in one file of 40 MB"
        yield at_most(what, lost / 1024, "KiB", 256)
    finally:
        mirror.close()
    for moment, weather, goal in () if why_no_link() else SILENCES:
        seconds, left = _noticed(new_box(tree.folder / f"silent{goal}", tree), tree, weather)
        yield at_most(f"silent link noticed {moment}", seconds, "s", goal)
        yield at_most("rsync left behind after it", left, "", 0, digits=0)
    yield at_most("verified blobs fetched again", _sent_again(desk), "B", 0, digits=0)


def _lost_at_cuts(box: Box, mirror: Mirror) -> int:
    """Return the most bytes that had come down and were gone after a SIGKILL of all programs."""
    dice, worst = random.Random(1), 0
    for _ in range(POWER_CUTS):
        line, before = Line(mirror.port, bytes_per_s=BYTES_PER_S), _staged(box)
        with _asking(box, f"rsync://127.0.0.1:{line.port}") as program:
            until = dice.randrange(1_000_000, FILM_BYTES // POWER_CUTS)
            _wait(lambda line=line, until=until: line.down >= until)
            _kill_all(program)
        line.close()
        film = sum(one.down for one in line.all if one.module == "blobs")
        worst = max(worst, film - (_staged(box) - before))
    return worst


def _noticed(box: Box, tree: Tree, weather: Weather) -> tuple[float, int]:
    """Return how many seconds after the last byte no rsync was left, and how many were at the very end."""
    with linked(weather, tree.folder) as link, mirror_at(link, tree, tree.folder):
        with _asking(box, f"rsync://{NET}", CARD, link.at_box()) as program:
            silent = _silent_since(link)
            _wait(lambda: not _sessions_of(box))
            seconds = time.monotonic() - silent
            _kill_all(program)
        return seconds, len(_sessions_of(box))


def _silent_since(link: Link) -> float:
    """Wait until the link is down; return when the last byte came down, of a clock that never jumps."""
    last, at = -1, 0.0
    while not (link.tells.exists() and link.carried().cuts):
        time.sleep(TELLS_EVERY_S / 2)
        came = link.carried().down.delivered if link.tells.exists() else 0
        if came != last:
            last, at = came, time.monotonic()
    return at


def _sent_again(desk: Desk) -> int:
    """Return how many bytes of blobs that were here came once more: for a new edition, for a lost state."""
    town = desk.town(min(SIZES))
    here = {path.name for path in (town.box.folder / "store" / "blobs").rglob("*")}
    logged = town.mirror.log.stat().st_size
    change_thirty(town.tree, 3)
    for state in ("pull.json", None):
        with town.line() as line:
            town.box.asks(f"rsync://127.0.0.1:{line.port}")
        if state:
            (town.box.folder / "store" / state).write_bytes(b"")
    lines = town.mirror.log.read_text()[logged:].splitlines()
    sent = [words[-2:] for words in (line.split() for line in lines) if words[-3:-2] == ["send"]]
    return sum(int(length) for name, length in sent if Path(name).name in here)


def _asking(box: Box, source: str, interface: str = "lo", at: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    settings = box.settings(source, interface=interface)
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*at, *AGENT, "once"], env=settings, stdout=quiet, stderr=quiet)


def _kill_all(program: subprocess.Popen[bytes]) -> None:
    for one in programs_below(program.pid):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _staged(box: Box) -> int:
    staging = box.folder / "store" / ".staging" / "blobs"
    return sum(path.stat().st_size for path in staging.rglob("*") if path.is_file())


def _sessions_of(box: Box) -> list[int]:
    """Return the processes of rsync that bring a box something."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if words[0].endswith(b"rsync") and any(bytes(box.folder) in word for word in words):
                found.append(int(folder.name))
    return found


def _wait(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not so():
        if time.monotonic() > until:
            raise TimeoutError("It does not come true.")
        time.sleep(0.05)
