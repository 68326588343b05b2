"""Rows: what it costs to bring a report to the real drop of `ministry serve-files`, and its receipt back."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.processes import free_port
from benchmarks.sync.box import AGENT, Box, new_box
from benchmarks.sync.desk import Desk
from benchmarks.sync.line import Line
from benchmarks.sync.trees import PASSPHRASE, Tree
from benchmarks.table import Row, at_most

BOX = "SN-0417"
RANDOM_BYTES = 1_350  # of a body, so that its report is of 2 KB
MOST_BYTES = 3_000


def sending(desk: Desk) -> Iterator[Row]:
    """Yield TCP payload, both ways, of the sessions that carry a report up and its receipt down."""
    if os.geteuid() != 0:
        yield Row("a report pushed", "the drop shuts itself in, as only root may")
        return
    tree = Tree(desk.folder / "sending")
    tree.put_pack("sn/country", [tree.module("sn/country")], [])
    tree.publish()
    box, drop = new_box(tree.folder / "box", tree), tree.folder / "drop"
    drop.mkdir()
    box.asks(tree.repo)
    _enrol(box, tree, drop)
    with _served(tree, drop) as port:
        report = _lay(box)
        line = _asked(box, port)
        length = sum(path.stat().st_size for path in report.parent.glob("*.rpt"))
        yield at_most(f"a report of {length:,} B pushed", line.payload("drop"), "B", MOST_BYTES, digits=0)
        _ministry("ingest", "--drop", drop, "--repo", tree.repo, "--keys", tree.folder / "keys")
        line = _asked(box, port)
        left = len(list(report.parent.glob("*.rpt")))
        told = f"{line.payload('receipts'):.0f} B, {left} report left in the box"
        yield Row("its receipt fetched", told, goal="none left", met=left == 0)


def _enrol(box: Box, tree: Tree, drop: Path) -> None:
    """Make a box known by the commands that people use."""
    code = _ministry("enrol", "code", BOX, "--school", "Fissel", "--drop", drop).split("\n")[0]
    _messenger(box, "identity", "request", code)
    request, certificate = box.folder / "identity" / "request.json", box.folder / "certificate"
    _ministry("enrol", "sign", request, "--to", certificate, "--drop", drop, "--keys", tree.folder / "keys")
    _messenger(box, "identity", "take", certificate)


def _lay(box: Box) -> Path:
    """Lay down a body, whole, as the hotspot will."""
    body = box.folder / "outbox" / "2026-47.json"
    body.parent.mkdir(exist_ok=True)
    body.with_suffix(".new").write_text(f'"{secrets.token_hex(RANDOM_BYTES)}"')
    return body.with_suffix(".new").rename(body)


def _asked(box: Box, port: int) -> Line:
    line = Line(port)
    box.asks(f"rsync://127.0.0.1:{line.port}")
    line.close()
    return line


@contextmanager
def _served(tree: Tree, drop: Path) -> Iterator[int]:
    """Run `ministry serve-files`; give its port."""
    port = free_port()
    words = [sys.executable, "-m", "ministry", "serve-files", tree.repo, "--drop", drop, "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as program:
        try:
            while True:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.05)
            yield port
        finally:
            program.terminate()


def _ministry(*words: object) -> str:
    environment = {**os.environ, "MINISTRY_KEYS_PASSPHRASE": PASSPHRASE}
    return _run([sys.executable, "-m", "ministry", *map(str, words)], environment)


def _messenger(box: Box, *words: object) -> str:
    return _run([*AGENT, *map(str, words)], box.settings())


def _run(words: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
