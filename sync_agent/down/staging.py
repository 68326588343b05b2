"""Where files grow until they are whole: beside the store, under their own names, kept over power cuts.

A file is given its place in the store only when its length and its SHA-256 are right and its bytes are on
the disk. A large file is proven piece by piece as it grows: what is wrong costs a piece, not a film.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from exchange.store import CHECKED_PIECE_BYTES, Kind, Store, bring_to_disk, sha256_of_file
from sync_agent.carriers.mirror import FORMER
from sync_agent.down.plan import Wanted

FOLDER = ".staging"
KINDS: tuple[Kind, ...] = ("packs", "docs", "blobs")
PROVEN = ".proven"  # beside a large file: how many of its pieces are right and on the disk


@dataclass(frozen=True)
class Wrong:
    """A file that has other bytes than it should, from this place on; they were thrown away."""

    sha256: str
    at: int
    is_too_long: bool


@dataclass(frozen=True)
class Staging:
    """The staging folder of a store."""

    store: Store

    def folder(self, kind: Kind) -> Path:
        """Return where a carrier lays files of a kind down."""
        folder = self.store.folder / FOLDER / kind
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def make_plain(self) -> None:
        """Throw away what stands in the place of a folder: what grows would stand elsewhere, or nowhere."""
        room = self.store.folder / FOLDER
        for place in (room, *(room / name for name in ("head", *KINDS))):
            if place.is_symlink() or place.is_file():
                place.unlink()

    def name(self, wanted: Wanted) -> str:
        """Return how a carrier calls a file, as in the tree of a mirror: "ab/ab12…"."""
        place = self.store.path_of(wanted.kind, wanted.sha256)
        return place.relative_to(self.store.folder / wanted.kind).as_posix()

    def here(self, wanted: Wanted) -> int:
        """Return how many bytes of a file are here already."""
        place = self._place(wanted)
        return place.stat().st_size if place.is_file() and not place.is_symlink() else 0

    def lay_former(self, files: Iterable[Wanted]) -> None:
        """Lay beside what each pack was before, under its new name: only what differs has to come."""
        folder = self.folder("packs").with_name(FORMER)
        shutil.rmtree(folder, ignore_errors=True)
        for one in files:
            if one.former and self.store.has("packs", one.former):
                folder.mkdir(exist_ok=True)
                shutil.copyfile(self.store.path_of("packs", one.former), folder / one.sha256)
                os.utime(folder / one.sha256, (0, 0))  # rsync takes equal length and time for equal bytes

    def take(self, files: Iterable[Wanted]) -> list[Wrong]:
        """Move what is whole into the store, leave what grows; throw away what is wrong, and tell of it."""
        wrong, folders = [], set()
        for one in files:
            if self._place(one).is_symlink():  # would let a carrier write elsewhere
                self._place(one).unlink()
            if self._place(one).is_dir():  # laid there by a source, to keep all others out
                shutil.rmtree(self._place(one))
                wrong.append(Wrong(one.sha256, 0, is_too_long=True))
                continue
            if self._is_whole(one):
                folders |= self._move(one)
                continue
            at, here = self._first_wrong_byte(one), self.here(one)
            if at is not None:
                self._cut(one, at)
                wrong.append(Wrong(one.sha256, at, here > one.bytes))
        for folder in folders:
            bring_to_disk(folder)
        return wrong

    def drop_unproven(self, files: Iterable[Wanted]) -> None:
        """Throw away what has begun to grow, but for the pieces that are right."""
        for one in files:
            if self.here(one):
                self._cut(one, self._proven_pieces(one) * CHECKED_PIECE_BYTES)

    def clear(self, keep: Iterable[Wanted]) -> None:
        """Throw away what no longer grows: of an edition that was passed over, or laid down by a stranger."""
        places = {self._place(one) for one in keep}
        kept = places | {_beside(place) for place in places}
        for kind in KINDS:
            for path in sorted(self.folder(kind).rglob("*"), reverse=True):
                if path.is_symlink() or (not path.is_dir() and path not in kept):
                    path.unlink()
                elif path.is_dir() and not any(path.iterdir()):
                    path.rmdir()

    def _place(self, wanted: Wanted) -> Path:
        return self.folder(wanted.kind) / self.name(wanted)

    def _is_whole(self, one: Wanted) -> bool:
        place = self._place(one)
        is_long_enough = place.is_file() and not place.is_symlink() and self.here(one) == one.bytes
        return is_long_enough and sha256_of_file(place) == one.sha256

    def _first_wrong_byte(self, one: Wanted) -> int | None:
        """Return from where on a file that is not whole is wrong; None as long as it may become right."""
        here = self.here(one)
        if here > one.bytes:
            return self._proven_pieces(one) * CHECKED_PIECE_BYTES
        wrong = self._prove(one) if one.pieces else None
        if wrong is not None:
            return wrong
        return 0 if here == one.bytes and self._place(one).exists() else None

    def _prove(self, one: Wanted) -> int | None:
        """Look at the pieces that have grown whole; return where the first wrong one begins."""
        before = proven = self._proven_pieces(one)
        here, wrong = self.here(one), None
        for piece in range(before, len(one.pieces)):
            end = min((piece + 1) * CHECKED_PIECE_BYTES, one.bytes)
            if here < end:
                break
            if _sha256_of_part(self._place(one), piece * CHECKED_PIECE_BYTES, end) != one.pieces[piece]:
                wrong = piece * CHECKED_PIECE_BYTES
                break
            proven = piece + 1
        if proven > before:
            bring_to_disk(self._place(one))
            _beside(self._place(one)).write_text(str(proven), encoding="ascii")
        return wrong

    def _proven_pieces(self, one: Wanted) -> int:
        try:
            noted = int(_beside(self._place(one)).read_text(encoding="ascii"))
        except (OSError, ValueError):  # ValueError: emptied by a power cut
            return 0
        return min(noted, self.here(one) // CHECKED_PIECE_BYTES, len(one.pieces))

    def _cut(self, one: Wanted, length: int) -> None:
        if length:
            os.truncate(self._place(one), length)
            return
        self._place(one).unlink()
        _beside(self._place(one)).unlink(missing_ok=True)

    def _move(self, wanted: Wanted) -> set[Path]:
        """Give a file its place; return the folders that have changed."""
        source, target = self._place(wanted), self.store.path_of(wanted.kind, wanted.sha256)
        bring_to_disk(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        _beside(source).unlink(missing_ok=True)
        return {target.parent, target.parent.parent}


def _beside(place: Path) -> Path:
    return place.with_name(place.name + PROVEN)


def _sha256_of_part(place: Path, first: int, end: int) -> str:
    with place.open("rb") as file:
        file.seek(first)
        return hashlib.sha256(file.read(end - first)).hexdigest()
