"""make bench-peers: the box, Kolibri and kiwix-serve from their packages, measured the same way in one run.

Kolibri comes into a virtual environment of its own (pip), kiwix-serve from Debian; both get the same
resources as the box by scripts of ours. The table is Markdown, as README shows it.
Usage: python -m benchmarks.peers [--keep FOLDER]
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import kiwix, kolibri
from benchmarks.bench import Bench
from benchmarks.comparing import ROWS, Side, Three
from benchmarks.media import ADDRESS as FILM
from benchmarks.processes import folder_mb, have, run
from benchmarks.table import print_head
from benchmarks.weight import CODE, needed_by_the_box

RESOURCES = 1_000
HIT = r'class="grain-card[^"]*"[^>]*>.*?<b>[^<]*(?:[éÉ]nergie|[Ff]raction)'  # the title of what was found
HEAD = ("", "Imaginecole Box", f"Kolibri {kolibri.VERSION}", "kiwix-serve {}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=Path, help="a folder whose installations serve again next time")
    chosen = parser.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="peers-"))
    folder.mkdir(parents=True, exist_ok=True)
    for command, package in (("kiwix-serve", "kiwix-tools"), ("zimwriterfs", "zim-tools")):
        if not have(command, package):
            raise SystemExit(f"{command} is not here: apt-get install {package}")
    try:
        with ExitStack() as ends:
            _print_table(_three(folder, ends))
    finally:
        if not chosen.keep:
            shutil.rmtree(folder)


def _print_table(three: Three) -> None:
    print(f"{RESOURCES:,} resources, 30 learners, {os.cpu_count()} cores, ", end="")
    print(f"load average before {os.getloadavg()[0]:.1f}\n")
    version = run("kiwix-serve", "--version").split()[1]
    print_head((*HEAD[:3], HEAD[3].format(version)))
    for cells in _rows(three):
        print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\nLoad average after {os.getloadavg()[0]:.1f}")


def _rows(three: Three) -> Iterator[tuple[str, ...]]:
    for row in ROWS:
        yield from row(three)


def _three(folder: Path, ends: ExitStack) -> Three:
    """Start all three and sign their learners in."""
    kolibri.install(folder, RESOURCES)
    kiwix.make(folder, RESOURCES)
    with kolibri.serving(folder):
        pass  # the very first start does what no later one does
    bench = Bench(folder, ends, RESOURCES)
    box = bench.box
    bench.film.stat()
    ours = Side(box.started, _own_mb(folder), "/", "main h1", "/recherche?q=", HIT, FILM, box.idle_mb)
    started = ends.enter_context(kolibri.serving(folder))
    film = kolibri.known(folder)["film"]
    beside = Side(
        started,
        folder_mb(folder / "kolibri"),
        kolibri.SIGN_IN,
        "input[type=text]",
        kolibri.SEARCH,
        kolibri.HIT,
        film,
    )
    served = ends.enter_context(kiwix.serving(folder))
    other = Side(served, kiwix.linked_mb(), "/", 'a[href*="bench"]', kiwix.SEARCH, kiwix.HIT, kiwix.FILM)
    return Three(folder, box, kolibri.signed_in(folder), ours, beside, other)


def _own_mb(folder: Path) -> float:
    """Return what a fresh virtual environment with what the box needs takes, and the box's own code."""
    home = folder / "box-venv"
    if not home.exists():
        run("python3", "-m", "venv", home)
        run(
            home / "bin" / "pip",
            "install",
            "-q",
            *(f"{one.name}=={one.version}" for one in needed_by_the_box()),
        )
    return folder_mb(home) + sum(folder_mb(Path(name)) for name in CODE)


if __name__ == "__main__":
    main()
