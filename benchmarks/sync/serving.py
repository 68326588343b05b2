"""Rows: what a session costs a mirror, and the same tree served by nginx as it stands."""

import hashlib
import http.client
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.media import CONFIGURATION
from benchmarks.processes import TICKS_PER_SECOND, free_port, have, start
from benchmarks.sync.desk import SIZES, Desk, Town
from benchmarks.table import Row, at_most

SESSIONS, BLOBS = 200, 20
FILES = 500


def serving(desk: Desk) -> Iterator[Row]:
    """Yield processor time of rsync's daemon for each session, and whether nginx gives the same bytes."""
    town, folder = desk.town(max(SIZES)), desk.folder / "served"
    names = [path.relative_to(town.tree.repo / "blobs") for path in (town.tree.repo / "blobs").rglob("??*/*")]
    few = "".join(f"{name}\n" for name in random.Random(1).sample(names, BLOBS))
    nothing = _cpu_ms(town, ["-t", "head/timestamp.json"], folder)
    yield at_most("a mirror's CPU for a session with nothing new", nothing, "ms", 3, digits=2)
    blobs = _cpu_ms(town, ["-t", "--append", "--files-from=-", "blobs/"], folder, few)
    yield at_most(f"the same, {BLOBS} blobs", blobs, "ms", 3, digits=2)
    yield Row(
        "the same, the whole tree looked through", "", f"{_cpu_ms(town, ['-r', 'blobs/'], folder):.0f} ms"
    )
    if have("nginx", "nginx-light"):
        yield _by_nginx(town, desk.folder / "nginx")
    else:
        yield Row("the same tree by nginx", "nginx is not here: apt-get install nginx-light")


def _cpu_ms(town: Town, words: list[str], folder: Path, names: str = "") -> float:
    """Return what the daemon and its children have used a session, in ms."""
    *options, path = words
    count = SESSIONS if path.endswith(".json") or names else 3
    shutil.rmtree(folder, ignore_errors=True)
    before = _used_seconds(town.mirror.process.pid)
    for number in range(count):
        target = folder / (str(number) if names else "")
        target.mkdir(parents=True, exist_ok=True)
        address = f"rsync://127.0.0.1:{town.mirror.port}/{path}"
        subprocess.run(["rsync", *options, address, f"{target}/"], input=names.encode(), check=True)
    return 1000 * (_used_seconds(town.mirror.process.pid) - before) / count


def _used_seconds(pid: int) -> float:
    """Return the processor time of a program and of its children that have ended: proc(5), stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS_PER_SECOND


def _by_nginx(town: Town, home: Path) -> Row:
    """Say how many files came as they are, each in two parts as after a cut."""
    repo = town.tree.repo
    every = sorted(path for path in repo.rglob("*") if path.is_file() and "keys" not in path.parts)
    some = random.Random(1).sample(every, FILES) + sorted((repo / "head").iterdir())
    with _nginx(repo, home) as port:
        line = http.client.HTTPConnection("127.0.0.1", port)
        same = sum(_in_two_parts(line, path.relative_to(repo)) == _sha256(path.read_bytes()) for path in some)
        line.close()
    told = f"{same} of {len(some)} files the same, by ranges"
    return Row("the same tree served unchanged by nginx", told, goal="all", met=same == len(some))


def _in_two_parts(line: http.client.HTTPConnection, path: Path) -> str:
    got = b""
    for part in ("bytes=0-49", "bytes=50-"):
        line.request("GET", f"/{path}", headers={"Range": part})
        answer = line.getresponse()
        got += answer.read()
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            return f"status {answer.status}"
    return _sha256(got)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _nginx(root: Path, home: Path) -> Iterator[int]:
    """Serve a folder by Debian's nginx; give the port."""
    home.mkdir()
    port, text = free_port(), CONFIGURATION.read_text().replace("root @FOLDER@", f"root {root}")
    for name, value in {
        "FOLDER": home,
        "PORT": port,
        "USER": "user root;" if os.geteuid() == 0 else "",
    }.items():
        text = text.replace(f"@{name}@", str(value))
    (home / "nginx.conf").write_text(text)
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    started = start([program, "-p", home, "-c", home / "nginx.conf"], port, "/head/timestamp.json")
    try:
        yield port
    finally:
        started.stop()
