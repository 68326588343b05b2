"""A folder of immutable files, each named by the SHA-256 of its bytes: on the hub, on a stick, on the box.

A name is only ever given to whole bytes: a file is written beside, brought to the disk, then renamed. So
a power cut leaves the old tree or the new one, and a carrier may copy the tree at any moment.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import get_native_id
from typing import IO, Literal

from exchange.errors import DamagedFile

Kind = Literal["packs", "docs", "blobs"]

PIECE_BYTES = 1 << 20  # read so much at a time: a video must not fill the memory of a box
CHECKED_PIECE_BYTES = 4 << 20  # of a large file: so much is lost when a byte is wrong, not the whole video
CHECKED_FROM_BYTES = 16 << 20  # below this a file has no pieces: 8 bytes in a million is what they cost
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Store:
    """The tree `packs/<sha256>`, `docs/ab/<sha256>`, `blobs/ab/<sha256>` under one folder."""

    folder: Path

    def path_of(self, kind: Kind, sha256: str) -> Path:
        """Return where a file of this name stands, whether it is there or not.

        Raises:
            ValueError: `sha256` is not 64 hexadecimal digits, so it could lead out of the folder.
        """
        if not SHA256.match(sha256):
            raise ValueError(f"« {sha256} » n'est pas une empreinte SHA-256.")
        if kind == "packs":
            return self.folder / kind / sha256
        return self.folder / kind / sha256[:2] / sha256

    def path_of_blob(self, sha256: str) -> Path:
        """Return where a picture, a sound, a video stands. Raises ValueError like `path_of`."""
        return self.path_of("blobs", sha256)

    def read(self, kind: Kind, sha256: str) -> bytes:
        """Return the bytes of a file, checked against its name.

        Raises:
            DamagedFile: it is missing, or its bytes are not those of its name.
        """
        path = self.path_of(kind, sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise DamagedFile(f"{path} manque. Recopiez le dépôt en entier.") from error
        if sha256_of(content) != sha256:
            raise DamagedFile(f"{path} est abîmé : son contenu a changé. Recopiez ce fichier.")
        return content

    def read_document(self, sha256: str) -> bytes:
        """Return the checked bytes of one document. Raises DamagedFile like `read`."""
        return self.read("docs", sha256)

    def has(self, kind: Kind, sha256: str) -> bool:
        """Say whether there is a file of this name; only whole bytes were ever given one."""
        return self.path_of(kind, sha256).exists()

    def holds(self, kind: Kind, sha256: str) -> bool:
        """Say whether the file is here and whole: every byte is read."""
        path = self.path_of(kind, sha256)
        try:
            return sha256_of_file(path) == sha256
        except FileNotFoundError:
            return False

    def put(self, kind: Kind, content: bytes) -> str:
        """Lay down these bytes and return their SHA-256; a whole file of that name is left untouched."""
        sha256 = sha256_of(content)
        if not self.holds(kind, sha256):
            with written_whole(self.path_of(kind, sha256)) as file:
                file.write(content)
        return sha256

    def put_file(self, kind: Kind, source: Path, sha256: str) -> None:
        """Lay down a copy of `source`, known under this SHA-256, without holding it in memory.

        Raises:
            DamagedFile: `source` is no longer what it was when its SHA-256 was taken.
        """
        if self.holds(kind, sha256):
            return
        taken = hashlib.sha256()
        with written_whole(self.path_of(kind, sha256)) as copy:
            for piece in pieces_of(source):
                taken.update(piece)
                copy.write(piece)
            if taken.hexdigest() != sha256:
                raise DamagedFile(f"{source} a changé pendant la copie. Recommencez.")


def sha256_of(content: bytes) -> str:
    """Return the name of these bytes: 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the name of the bytes of a file. Raises FileNotFoundError."""
    taken = hashlib.sha256()
    for piece in pieces_of(path):
        taken.update(piece)
    return taken.hexdigest()


def pieces_of(path: Path, piece_bytes: int = PIECE_BYTES) -> Iterator[bytes]:
    """Yield the bytes of a file, one MiB at a time. Raises FileNotFoundError."""
    with path.open("rb") as file:
        while piece := file.read(piece_bytes):
            yield piece


def piece_hashes(path: Path) -> tuple[str, ...]:
    """Return the SHA-256 of each checked piece of a large file; none for a small one."""
    if path.stat().st_size < CHECKED_FROM_BYTES:
        return ()
    return tuple(sha256_of(piece) for piece in pieces_of(path, CHECKED_PIECE_BYTES))


@contextmanager
def written_whole(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which takes the name `target` only once all its bytes are on the disk.

    When the block fails, nothing is left and `target` is as it was.
    """
    new_folders = [folder for folder in (target.parent, *target.parent.parents) if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{get_native_id()}")  # of no other thread in any program
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for folder in (target.parent, *(new.parent for new in new_folders)):
        bring_to_disk(folder)


def bring_to_disk(place: Path) -> None:
    """Make the bytes of a file, or the names in a folder, survive a power cut. Raises OSError."""
    held = os.open(place, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
