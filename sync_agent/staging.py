"""Where files grow until they are whole: beside the store, under their own names, kept over power cuts.

A file is given its place in the store only when its length and its SHA-256 are right and its bytes are on
the disk.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exchange.store import Kind, Store, bring_to_disk, sha256_of_file
from sync_agent.plan import Wanted

FOLDER = ".staging"


@dataclass(frozen=True)
class Taken:
    """What became of files that a carrier has brought."""

    whole: int  # now in the store
    bytes: int
    wrong: tuple[str, ...]  # SHA-256 of those whose bytes were others: thrown away


@dataclass(frozen=True)
class Staging:
    """The staging folder of a store."""

    store: Store

    def folder(self, kind: Kind) -> Path:
        """Return where a carrier lays files of a kind down."""
        folder = self.store.folder / FOLDER / kind
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def name(self, wanted: Wanted) -> str:
        """Return how a carrier calls a file, as in the tree of a mirror: "ab/ab12…"."""
        place = self.store.path_of(wanted.kind, wanted.sha256)
        return place.relative_to(self.store.folder / wanted.kind).as_posix()

    def here(self, wanted: Wanted) -> int:
        """Return how many bytes of a file are here already."""
        place = self._place(wanted)
        return place.stat().st_size if place.is_file() and not place.is_symlink() else 0

    def take(self, files: Iterable[Wanted]) -> Taken:
        """Move what is whole into the store, throw away what is wrong, leave what is growing."""
        whole, length, wrong = 0, 0, []
        for one in files:
            here = self.here(one)
            if here < one.bytes or not here:
                continue
            if here == one.bytes and sha256_of_file(self._place(one)) == one.sha256:
                self._move(one)
                whole, length = whole + 1, length + one.bytes
            else:
                self._place(one).unlink()
                wrong.append(one.sha256)
        return Taken(whole, length, tuple(wrong))

    def clear(self, keep: Iterable[Wanted]) -> None:
        """Throw away what no longer grows: of an edition that was passed over, or laid down by a stranger."""
        kept = {self._place(one) for one in keep}
        folder = self.store.folder / FOLDER
        for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
            if path.is_symlink() or (not path.is_dir() and path not in kept):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()

    def _place(self, wanted: Wanted) -> Path:
        return self.folder(wanted.kind) / self.name(wanted)

    def _move(self, wanted: Wanted) -> None:
        source, target = self._place(wanted), self.store.path_of(wanted.kind, wanted.sha256)
        held = os.open(source, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        bring_to_disk(target.parent)


def forget(store: Store) -> None:
    """Throw the whole staging folder away."""
    shutil.rmtree(store.folder / FOLDER, ignore_errors=True)
