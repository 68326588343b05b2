"""Rows: much content over a bad link, beside plain rsync; what a cut, a kill and a second asking cost."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.sync.box import Box, new_box
from benchmarks.sync.desk import Desk
from benchmarks.sync.link import CARD, NET, Link, linked, why_no_link
from benchmarks.sync.mirror import MODULES
from benchmarks.sync.trees import Tree
from benchmarks.sync.weather import Carried, Weather
from benchmarks.table import Row
from exchange.documents import Edition

MB = 1_000_000
FIFTY_MB = (30 * MB, *[2 * MB] * 5, *[400_000] * 25)
REFERENCE = Weather()  # 2 Mbit/s, 600 ms, 3 %, up 30 s and down 20 s
THIRTY_CUTS = Weather(8e6, 0.2, 0.01, down_s=2, cuts=30, span_s=600)
ENDED_AFTER_S = 1200
FIFTY_GOAL_S, RATIO_GOAL = 700, 1.05
CONFIGURATION = """
use chroot = no
reverse lookup = no
forward lookup = no
timeout = 120
socket options = TCP_NODELAY
pid file = {folder}/rsyncd.pid
log file = {folder}/rsyncd.log
"""


@dataclass(frozen=True)
class Haul:
    """What it took to bring the files of an edition to a box."""

    seconds: float
    is_whole: bool
    useful: int  # bytes of all files
    here: int  # bytes of those that are here
    carried: Carried
    shown_after: float = 0  # seconds until the texts were here; 0 for plain rsync, which knows none

    @property
    def ratio(self) -> float:
        """Payload that the link has carried, over the bytes that are here."""
        return self.carried.payload / max(1, self.here)

    def __str__(self) -> str:
        """Say it as a cell of the table."""
        told = f"{self.seconds:.0f} s" if self.is_whole else f"ended after {self.seconds:.0f} s"
        told += f" (texts after {self.shown_after:.0f} s)" if self.shown_after else ""
        told += f", {self.carried.cuts} cuts, {self.here / MB:.1f} MB here"
        return f"{told}, payload × {self.ratio:.3f}, modem × {self.carried.modem / max(1, self.here):.3f}"


def start_hauls(desk: Desk) -> None:
    """Begin all long runs, each with a link of its own."""
    if why_no_link():
        return
    desk.begins("fifty", lambda: _ours(desk.folder / "fifty", FIFTY_MB, REFERENCE))
    desk.begins("plain", lambda: _plain(desk.folder / "plain", FIFTY_MB, REFERENCE))
    desk.begins("film", lambda: _ours(desk.folder / "film", (200 * MB,), THIRTY_CUTS))


def hauling(desk: Desk) -> Iterator[Row]:
    """Yield the rows of the long runs, as they end."""
    if why_no_link():
        yield Row("50 MB over a bad link", why_no_link())
        return
    film, fifty, plain = (desk.ended(name) for name in ("film", "fifty", "plain"))
    goal = f"≤ {RATIO_GOAL} × payload"
    met = film.is_whole and film.ratio <= RATIO_GOAL
    yield Row("one file of 200 MB, 8 Mbit/s, 30 random cuts", str(film), goal=goal, met=met)
    met = fifty.is_whole and fifty.seconds <= FIFTY_GOAL_S and fifty.ratio <= RATIO_GOAL
    goal = f"≤ {FIFTY_GOAL_S} s, {goal}"
    what = "50 MB, 2 Mbit/s, 600 ms, 3 % lost, 30 s up, 20 s down; beside it `rsync -a`"
    yield Row(what, str(fifty), str(plain), goal=goal, met=met)


def _ours(folder: Path, lengths: tuple[int, ...], weather: Weather) -> Haul:
    """Let `sync-agent run` fetch an edition with films of these lengths."""
    tree, edition = _tree_of(folder, lengths)
    box = new_box(folder / "box", tree)
    with linked(weather, folder) as link, mirror_at(link, tree, folder):
        settings = box.settings(f"rsync://{NET}", interface=CARD)
        began, began_at = time.monotonic(), time.time()
        with box.running(settings, link.at_box()):
            haul = _hauled(link, began, lambda: box.has_all(edition), lambda: _here(box), lengths)
        ready = box.folder / "store" / "ready.json"
        return replace(haul, shown_after=ready.stat().st_mtime - began_at if ready.exists() else 0)


def _plain(folder: Path, lengths: tuple[int, ...], weather: Weather) -> Haul:
    """Let `rsync -a` fetch the same, begun again whenever it ends."""
    tree, _ = _tree_of(folder, lengths)
    fetched = folder / "fetched"
    with linked(weather, folder) as link, mirror_at(link, tree, folder):
        words = link.at_box("rsync", "-a", f"rsync://{NET}/blobs/", fetched)
        again = ["sh", "-c", 'until "$@"; do sleep 2; done', "again", *words]
        began = time.monotonic()
        with (
            subprocess.Popen(again, stderr=subprocess.DEVNULL, start_new_session=True) as program,
            _ended_whole(program),
        ):
            is_whole, here = lambda: program.poll() is not None, lambda: _bytes_in(fetched)
            return _hauled(link, began, is_whole, here, lengths)


def _hauled(
    link: Link, began: float, is_whole: Callable[[], bool], here: Callable[[], int], lengths: tuple[int, ...]
) -> Haul:
    while not is_whole() and time.monotonic() - began < ENDED_AFTER_S:
        time.sleep(0.5)
    seconds = time.monotonic() - began
    return Haul(seconds, is_whole(), sum(lengths), here(), link.carried_by_now())


def _tree_of(folder: Path, lengths: tuple[int, ...]) -> tuple[Tree, Edition]:
    tree = Tree(folder)
    films = [tree.blob(length, "video/mp4") for length in lengths]
    tree.put_pack("region/films", [tree.module("region/films")], films)
    return tree, tree.publish()


@contextmanager
def mirror_at(link: Link, tree: Tree, folder: Path) -> Iterator[None]:
    """Serve a tree where the publisher is, at the port of rsync."""
    modules = "".join(f"[{name}]\npath = {tree.repo / name}\nread only = yes\n" for name in MODULES)
    config = folder / "rsyncd.conf"
    config.write_text(CONFIGURATION.format(folder=folder) + modules)
    words = link.at_net("rsync", "--daemon", "--no-detach", "--config", config)
    with subprocess.Popen(words, start_new_session=True) as program, _ended_whole(program):
        yield


@contextmanager
def _ended_whole(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a program at the end, and all that it has started."""
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _here(box: Box) -> int:
    return _bytes_in(box.folder / "store" / "blobs") + _bytes_in(box.folder / "store" / ".staging" / "blobs")


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
