"""Rows: the messenger when there is nothing to do, with neighbours on, for ten minutes."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import cpu_seconds, resident_mb, run
from benchmarks.sync.box import full_box
from benchmarks.sync.desk import Desk
from benchmarks.sync.link import CARD, NET, linked, why_no_link
from benchmarks.sync.trees import grown_tree
from benchmarks.sync.weather import Weather
from benchmarks.table import Row, at_most

BLOBS = 5_000
SETTLES_S, RESTS_S = 60, 600
GOOD_LINK = Weather(8e6, 0.1, 0, up_s=0)


@dataclass(frozen=True)
class Rest:
    """What the messenger and its children held and used."""

    mb: float
    percent: float  # of one processor


def start_rest(desk: Desk) -> None:
    """Let a messenger rest beside the other runs."""
    if not why_no_link():
        desk.begins("rest", lambda: _rest(desk.folder / "rest"))


def resting(desk: Desk) -> Iterator[Row]:
    """Yield memory and processor time."""
    if why_no_link():
        yield Row("messenger at rest", why_no_link())
        return
    rest = desk.ended("rest")
    yield at_most("messenger at rest, neighbours on, memory with its children", rest.mb, "MB", 55)
    yield at_most("the same, CPU over ten minutes", rest.percent, "%", 0.1, digits=3)


def _rest(folder: Path) -> Rest:
    tree = grown_tree(folder, BLOBS)
    box = full_box(folder / "box", tree)
    with linked(GOOD_LINK, folder) as link:
        run("ip", "-n", link.box, "link", "add", "lan0", "type", "veth", "peer", "lan1")
        run("ip", "-n", link.box, "address", "add", "10.42.0.1/24", "dev", "lan0")
        for card in ("lan0", "lan1"):
            run("ip", "-n", link.box, "link", "set", card, "up")
        settings = box.settings(f"rsync://{NET}", interface=CARD, lan_interface="lan0")
        with box.running(settings, link.at_box()) as program:
            time.sleep(SETTLES_S)
            before = cpu_seconds(program.pid)
            time.sleep(RESTS_S)
            used = cpu_seconds(program.pid) - before
            return Rest(resident_mb(program.pid), 100 * used / RESTS_S)
