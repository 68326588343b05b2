"""Rows: a large film in parts beside nginx, and thirty slow phones while another looks at a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.bench import FILM_BYTES, FILM_SHA256, Bench
from benchmarks.measuring import Load, side_by_side
from benchmarks.phones import PHONES, Phone, get
from benchmarks.processes import Started, free_port, have, start
from benchmarks.slow_phones import watched
from benchmarks.table import Row, at_most, at_most_times

CLIENTS = 8
PART_BYTES = 2_000_000  # of a film, as a phone asks for it
ROUNDS = 3
WATCHED_SECONDS = 15
CONFIGURATION = Path(__file__).with_name("nginx.conf")
ADDRESS = f"/media/{FILM_SHA256}/film.mp4"
GB_OF_PART = PART_BYTES / 1e9


def media(bench: Bench) -> Iterator[Row]:
    """Yield processor time a GB, then what slow phones do to the others."""
    ours = Load(bench.box.started, partial(clients, ADDRESS, bench.film.stat().st_size))
    bare = Load(bench.reference, partial(clients, "/film"))
    if have("nginx", "nginx-light"):
        with nginx(bench.film, bench.folder) as started:
            beside = Load(started, partial(clients, "/film.mp4"))
            costs = [
                cost.cpu_ms / 1000 / GB_OF_PART for cost in side_by_side(ours, beside, bare, rounds=ROUNDS)
            ]
        yield at_most_times("200 MB by ranges, 8 clients, beside nginx", costs[0], costs[1], "CPU s/GB", 4)
        yield at_most_times("the same, beside the bare app", costs[0], costs[2], "CPU s/GB")
    else:
        yield Row("200 MB by ranges, beside nginx", "nginx is not here: apt-get install nginx-light")
    yield from _slow(bench)


def clients(path: str, size: int = FILM_BYTES) -> list[Phone]:
    """Return eight clients that each read the whole film, part after part."""
    return [_reads(path, size) for _ in range(CLIENTS)]


@contextmanager
def nginx(film: Path, folder: Path) -> Iterator[Started]:
    """Serve the film at /film.mp4 as Debian's nginx does."""
    home = folder / "nginx"
    home.mkdir(exist_ok=True)
    served = home / "film.mp4"
    if not served.exists():
        shutil.copy(film, served)
    port = free_port()
    filled = {"FOLDER": home, "PORT": port, "USER": "user root;" if os.geteuid() == 0 else ""}
    text = CONFIGURATION.read_text()
    for name, value in filled.items():
        text = text.replace(f"@{name}@", str(value))
    (home / "nginx.conf").write_text(text)
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    started = start([program, "-p", home, "-c", home / "nginx.conf"], port, "/nginx.conf")
    try:
        yield started
    finally:
        started.stop()


def _reads(path: str, size: int) -> Phone:
    for first in range(0, size, PART_BYTES):
        last = min(first + PART_BYTES, size) - 1
        yield get(path, headers=f"Range: bytes={first}-{last}\r\n", expected=(206,))


def _slow(bench: Bench) -> Iterator[Row]:
    seen = watched(bench.box.started, ADDRESS, "/", WATCHED_SECONDS)
    goal, met = f"{PHONES} served", seen.served == PHONES
    yield Row(
        f"{PHONES} slow phones watch a film for {WATCHED_SECONDS} s",
        f"{seen.served} served",
        goal=goal,
        met=met,
    )
    yield at_most("meanwhile a light page, p99", seen.page_p99_ms, "ms", 50)
    yield at_most("meanwhile spilled to the disk", seen.spilled_bytes, "bytes", 0, digits=0)
