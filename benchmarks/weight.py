"""Rows: what the box weighs: installed files, the start, memory before and after the loads."""

import re
import shutil
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from pathlib import Path
from statistics import median

from benchmarks.bench import Bench
from benchmarks.box import serving
from benchmarks.processes import resident_mb
from benchmarks.table import Row, at_most

OURS, EXTRA = "imaginecole-box", 'extra == "hotspot"'
NAME = re.compile(r"[\w.-]+")
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
    needed = sum(map(_bytes_of, needed_by_the_box()))
    yield at_most("installed: the box's dependencies", needed / 1e6, "MB", 120)
    yield Row("installed: the box's own code", f"{own / 1e6:.1f} MB")


def needed_by_the_box() -> list[Distribution]:
    """Return all packages that the box brings in on this machine."""
    found: dict[str, Distribution] = {}
    ahead = [text for text in requires(OURS) or [] if "extra ==" not in text or EXTRA in text]
    while ahead:
        name = NAME.findall(ahead.pop())[0]
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # for another system, or another Python
        if package.name not in found:
            found[package.name] = package
            ahead += [text for text in package.requires or [] if "extra ==" not in text]
    return list(found.values())


def _starts(bench: Bench) -> Iterator[tuple[float, float]]:
    """Start copies of the box, which nobody else uses."""
    for number in range(STARTS):
        home = bench.folder / f"start-{number}"
        shutil.copytree(bench.box.folder, home, ignore=shutil.ignore_patterns("0000*"))  # not the film
        with serving(home) as started:
            yield started.start_cpu_seconds, started.wall_seconds


def _bytes_of(package: Distribution) -> int:
    return sum(_on_disk(Path(str(file.locate()))) for file in package.files or [])


def _on_disk(path: Path) -> int:
    return path.stat().st_blocks * BYTES_A_BLOCK if path.is_file() else 0
