"""make bench: the figures of the box beside a bare Flask app and nginx, in the same run, as one table.

The figures that carry from machine to machine are processor time and its ratio to what stands beside it;
waits depend on what else the machine does, which the load average tells.
The tutor's own figures stand on simulated learners, and on logs of answers if their folder is given.
Usage: python -m benchmarks [--only pages,answers,…] [--answers FOLDER]
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.answering import answering
from benchmarks.backing_up import backing_up
from benchmarks.bench import Bench
from benchmarks.browsing import browsing
from benchmarks.growth import growth
from benchmarks.joining import joining
from benchmarks.media import media
from benchmarks.pages import arrival, pages
from benchmarks.searching import searching
from benchmarks.table import Row, print_head, print_rows
from benchmarks.teachers import teachers
from benchmarks.tutor.tables import tutor
from benchmarks.weight import memory, size, starting

PARTS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "browser": browsing,
    "pages": pages,
    "answers": answering,
    "search": searching,
    "media": media,
    "arrival": arrival,
    "joining": joining,
    "memory": memory,
    "start": starting,
    "size": size,
    "growth": growth,
    "backup": backing_up,
    "teachers": teachers,
    "tutor": tutor,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument(
        "--answers", type=Path, help="folder of logs of answers, which the project does not have"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as ends:
        missed = _print_table(Bench(Path(folder), ends, answers=chosen.answers), chosen.only.split(","))
    print(f"\nGoals missed: {', '.join(missed) or 'none'}")


def _print_table(bench: Bench, parts: list[str]) -> list[str]:
    print(f"{os.cpu_count()} cores, load average before {os.getloadavg()[0]:.1f}\n")
    print_head()
    missed = [row.what for part in parts for row in print_rows(PARTS[part](bench)) if row.met is False]
    print(f"\nLoad average after {os.getloadavg()[0]:.1f}")
    return missed


if __name__ == "__main__":
    main()
