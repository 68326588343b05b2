"""Rows: what it costs to learn that nothing is new, or that a little is; what it takes to check it all."""

import subprocess
import sys
from collections.abc import Iterator

from benchmarks.sync.desk import SIZES, Desk, Town
from benchmarks.sync.line import Line
from benchmarks.sync.trees import change_thirty, correct_a_comma
from benchmarks.table import Row, at_most

NOTHING_B, THIRTY_B, COMMA_B = 500, 12_000, 10_000


def knowing(desk: Desk) -> Iterator[Row]:
    """Yield TCP payload, both ways, of whole runs of `sync-agent once`."""
    for blobs in SIZES:
        town, of = desk.town(blobs), f"{blobs:,} blobs"
        line = _asked(town)
        met = line.payload() <= NOTHING_B and line.sessions == 1
        told = f"{line.payload()} B in {line.sessions} session"
        yield Row(f"nothing new, {of}", told, goal=f"≤ {NOTHING_B} B, one session", met=met)
        change_thirty(town.tree, blobs // 100)
        line = _asked(town)
        signed = line.payload("head", "packs")
        yield at_most(f"30 items changed, metadata and packs, {of}", signed, "B", THIRTY_B, digits=0)
        correct_a_comma(town.tree, blobs // 200)
        yield at_most(f"a corrected comma, all of it, {of}", _asked(town).payload(), "B", COMMA_B, digits=0)


def checking(desk: Desk) -> Iterator[Row]:
    """Yield processor time and memory of a check of the largest tree by a box that has seen nothing."""
    town = desk.town(max(SIZES))
    words = [sys.executable, "-m", "benchmarks.sync.verify", town.tree.repo, town.box.folder, desk.folder]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    of = f"metadata and packs of {max(SIZES):,} blobs verified"
    yield at_most(f"{of}, CPU", float(told[0]), "s", 1, digits=2)
    yield at_most("the same, memory of the whole process", float(told[1]), "MB", 64)
    yield Row("which of all files are missing, CPU", f"{float(told[2]):.2f} s")


def _asked(town: Town) -> Line:
    with town.line() as line:
        town.box.asks(f"rsync://127.0.0.1:{line.port}")
    return line
