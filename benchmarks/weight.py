"""Rows: what the box weighs: installed files, the start, memory before and after the loads."""

import shutil
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from statistics import median

from packaging.requirements import Requirement

from benchmarks.bench import Bench
from benchmarks.box import serving
from benchmarks.processes import resident_mb
from benchmarks.table import Row, at_most

OURS = "imaginecole-box"
CODE = ("exchange", "hotspot", "learning", "runtime")
STARTS = 3
BYTES_A_BLOCK = 512  # stat(2)


def starting(bench: Bench) -> Iterator[Row]:
    """Yield what a start takes, with an edition and a school."""
    starts = list(_starts(bench))
    yield at_most("start, until the first answer", median(cpu for cpu, _ in starts), "CPU s", 0.5, digits=2)
    yield Row("the same by the clock", f"{median(wall for _, wall in starts):.2f} s")


def memory(bench: Bench) -> Iterator[Row]:
    """Yield the memory after the start and now; the last part of a table."""
    yield at_most(f"memory, idle, {bench.resources:,} resources", bench.box.idle_mb, "MB", 60)
    yield at_most("memory after all the loads above", resident_mb(bench.box.started.pid), "MB", 120)


def size(_bench: Bench) -> Iterator[Row]:
    """Yield what the box's programs and all they need take on the card."""
    own = sum(_on_disk(path) for name in CODE for path in Path(name).rglob("*"))
    needed = sum(_files_of(name) for name in needed_by_the_box())
    yield at_most("installed: the box's dependencies", needed / 1e6, "MB", 120)
    yield Row("installed: the box's own code", f"{own / 1e6:.1f} MB")


def needed_by_the_box() -> set[str]:
    """Return the names of all packages that the box brings in on this machine."""
    found: set[str] = set()
    ahead = [Requirement(f"{OURS}[hotspot]")]
    while ahead:
        one = ahead.pop()
        for text in distribution(one.name).requires or []:
            further = Requirement(text)
            extras = one.extras or {""}
            applies = not further.marker or any(further.marker.evaluate({"extra": extra}) for extra in extras)
            if applies and further.name not in found:
                found.add(further.name)
                ahead.append(further)
    return found


def _starts(bench: Bench) -> Iterator[tuple[float, float]]:
    """Start copies of the box, which nobody else uses."""
    for number in range(STARTS):
        home = bench.folder / f"start-{number}"
        shutil.copytree(bench.box.folder, home, ignore=shutil.ignore_patterns("0000*"))  # not the film
        with serving(home) as started:
            yield started.start_cpu_seconds, started.wall_seconds


def _files_of(name: str) -> int:
    files = distribution(name).files or []
    return sum(_on_disk(Path(str(file.locate()))) for file in files)


def _on_disk(path: Path) -> int:
    return path.stat().st_blocks * BYTES_A_BLOCK if path.is_file() else 0
