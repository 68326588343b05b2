"""Rows: a phone that joins. What comes until it sees the way, what its probes cost, thirty phones at once."""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count

from benchmarks.bench import Bench
from benchmarks.box import make_box, serving, without_errors
from benchmarks.measuring import Load, side_by_side
from benchmarks.phones import PHONES, Answered, Asked, Phone, drive
from benchmarks.processes import Started
from benchmarks.table import Row, at_most
from hotspot.pages.portal import SIGNPOST
from hotspot.pages.probes import PROBES

OWN = "127.0.0.1"
ANY_HOST = "connectivitycheck.gstatic.com"
QUESTIONS = [
    (row.hosts.split()[0] if row.hosts else ANY_HOST, path.replace("*", "/x"), row.status)
    for row in PROBES
    for path in row.paths.split()
]
RESOURCES = 500
CPU_MS, P99_MS = 3, 100
REQUESTS, WIRE_KB = 3, 6
STYLE = re.compile(rb'rel="stylesheet" href="([^"]+)"')
KNOWN = [f"127.0.0.{number}" for number in range(2, 2 + PHONES)]
newcomers = (f"127.1.{number // 250}.{number % 250 + 1}" for number in count())


def joining(bench: Bench) -> Iterator[Row]:
    """Yield the way to the signpost, then the cost of probes beside a bare answer 204."""
    home = bench.folder / "box-joining"
    make_box(RESOURCES, home)
    with serving(home, origin=f"http://{OWN}") as box, closing(sqlite3.connect(home / "school.db")) as school:
        yield from _first_sight(box)
        yield from _at_once(box, bench.reference)
        before = _writers(school)
        asked = without_errors(drive(box.port, _known())).requests
        yield at_most(
            f"writes for {asked} probes of known phones", _writers(school) - before, "", 0, digits=0
        )


def asks(path: str, host: str = OWN, *, expected: int = 200, address: str = "", form: bool = False) -> Asked:
    """Return what a phone at this address asks; of a page, all comes compressed."""
    method, length = ("POST", "Content-Length: 0\r\n") if form else ("GET", "")
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n{length}\r\n"
    return Asked(head.encode(), expected=(expected,), only_counted=False, address=address)


def sees_the_signpost(address: str = "") -> Phone:
    """Ask the first probe, follow it, and load what the page needs."""
    led: Answered = yield asks("/generate_204", ANY_HOST, expected=302, address=address)
    signpost = led.head.split(b"\r\nLocation: ")[1].split(b"\r\n")[0].decode()
    page: Answered = yield asks(signpost.removeprefix(f"http://{OWN}"), address=address)
    style = STYLE.search(gzip.decompress(page.body))
    assert style is not None
    yield asks(style[1].decode(), address=address)


def _first_sight(box: Started) -> Iterator[Row]:
    run = without_errors(drive(box.port, [sees_the_signpost(next(newcomers))]))
    yield at_most("requests from the address to the signpost", run.requests, "", REQUESTS, digits=0)
    yield at_most("bytes from the address to the signpost", run.wire_bytes / 1024, "KB", WIRE_KB)


def _at_once(box: Started, reference: Started) -> Iterator[Row]:
    without_errors(drive(box.port, [_taps(address) for address in KNOWN]))
    new, known, bare = side_by_side(Load(box, _new), Load(box, _known), Load(reference, _bare))
    yield _beside("a probe of a known phone", known.cpu_ms, bare.cpu_ms, "CPU ms", CPU_MS)
    many = f"{PHONES} phones × {len(QUESTIONS)} probes at once, p99"
    yield _beside(f"{many}, known", known.p99_ms, bare.p99_ms, "ms", P99_MS)
    yield _beside(f"{many}, new, then a tap and all again", new.p99_ms, bare.p99_ms, "ms", P99_MS)


def _beside(what: str, ours: float, bare: float, unit: str, goal: float) -> Row:
    figures = (f"{ours:.2f} {unit}", f"{bare:.2f} {unit}")
    return Row(what, *figures, ours / bare, f"≤ {goal:g} {unit}", ours <= goal)


def _new() -> list[Phone]:
    return [_joins(next(newcomers)) for _ in range(PHONES)]


def _known() -> list[Phone]:
    return [_probes(address) for address in KNOWN]


def _bare() -> list[Phone]:
    return [_bare_probes() for _ in range(PHONES)]


def _joins(address: str) -> Phone:
    yield from _probes(address, known=False)
    yield from _taps(address)
    yield from _probes(address)


def _probes(address: str, *, known: bool = True) -> Phone:
    for host, path, status in QUESTIONS:
        yield asks(path, host, expected=status if known else 302, address=address)


def _taps(address: str) -> Phone:
    yield asks(SIGNPOST, expected=303, address=address, form=True)


def _bare_probes() -> Phone:
    for host, _path, _status in QUESTIONS:
        yield asks("/generate_204", host, expected=204)


def _writers(school: sqlite3.Connection) -> int:
    """Return a number that changes when anybody writes into the school's file."""
    return int(school.execute("PRAGMA data_version").fetchone()[0])
