"""A box as the messenger sees it: a folder with the first root in it, and `sync-agent` itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync.trees import Tree, store_with_all
from exchange.documents import Edition
from exchange.store import Store
from sync_agent.down.plan import packs_of

AGENT = (sys.executable, "-m", "sync_agent")
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Box:
    """A box in a folder."""

    folder: Path

    @property
    def store(self) -> Store:
        """What it has."""
        return Store(self.folder / "store")

    def settings(self, *sources: object, interface: str = "lo", **more: object) -> dict[str, str]:
        """Return the environment of its messenger."""
        given = {"data_folder": self.folder, "country": "SN", "sources": " ".join(map(str, sources))}
        given |= {
            "link_interface": interface,
            "keys_folder": self.folder / "keys",
            "look_minutes": 60,
            "free_mb": 0,
            **more,
        }
        return {**os.environ, **{f"SYNC_AGENT_{name.upper()}": str(value) for name, value in given.items()}}

    def asks(self, *sources: object) -> None:
        """Run `sync-agent once` to its end.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        words, settings = [*AGENT, "once"], self.settings(*sources)
        subprocess.run(words, env=settings, check=True, capture_output=True, timeout=PATIENCE_SECONDS)

    @contextmanager
    def running(self, settings: dict[str, str], at: list[str]) -> Iterator[subprocess.Popen[bytes]]:
        """Run `sync-agent run`, its journal in a file, and end it with all that it has started."""
        with (
            (self.folder / "journal.txt").open("ab") as journal,
            subprocess.Popen([*at, *AGENT, "run"], env=settings, stdout=journal, stderr=journal) as program,
        ):
            try:
                yield program
            finally:
                program.terminate()
                program.wait()

    def has_all(self, edition: Edition) -> bool:
        """Say whether every file of an edition is here."""
        if not all(self.store.has("packs", sha256) for sha256 in edition.packs.values()):
            return False
        packs = packs_of(self.store, edition)
        return all(self.store.has("docs", one) for pack in packs for one in pack.docs) and all(
            self.store.has("blobs", one.sha256) for pack in packs for one in pack.blobs
        )


def new_box(folder: Path, tree: Tree) -> Box:
    """Return a box that knows whom to believe, and has nothing."""
    folder.mkdir(parents=True)
    (folder / "root.json").write_bytes(tree.anchor)
    return Box(folder)


def full_box(folder: Path, tree: Tree) -> Box:
    """Return a box that has all of a tree."""
    box = new_box(folder, tree)
    store_with_all(tree, box.folder / "store")
    box.asks(tree.repo)
    return box
