"""A tree in a folder: a technician's stick. Its links, pipes and other tricks are as good as absent.

Every step below the folder is taken without following links, and only plain files are ever opened. A stick
also brings receipts down, and takes reports up in `outbox/<box>/`.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.messenger import SourceKind
from exchange.reports import BOX, NAME
from exchange.store import PIECE_BYTES, Kind
from exchange.trust.carried import NAMED
from sync_agent.carriers.carrier import HEAD_BYTES
from sync_agent.carriers.rsync import TooMuchSent
from sync_agent.room import FULL, room_watched

TIMESTAMP = PurePosixPath("head", "timestamp.json")
LARGEST_SMALL = 65_536  # bytes of a timestamp, of a receipt
OUTBOX = "outbox"
STEP = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class NotThere(WorthAnotherTry):
    """The stick was pulled out, or has not all that it should."""


class StickFull(NeedsAPerson):
    """The stick takes no reports: it is full, or it is locked. It may well bring content."""


@dataclass(frozen=True)
class Folder:
    """A stick, or any folder with the publisher's tree."""

    folder: Path
    label: str = ""
    kind: SourceKind = "stick"

    @property
    def name(self) -> str:
        """Return how people call it."""
        return self.label or self.folder.name

    def head(self, to: Path, known: bytes) -> bool:
        """Copy the metadata; say whether it is another than what is known.

        Raises:
            NotThere: it cannot be read.
            TooMuchSent: it is far more than a publisher's.
            CardFull: there is no room for it here.
        """
        if self._content(TIMESTAMP) == known:
            return False
        emptied(to)
        left = HEAD_BYTES
        for name in self._head_names():
            left -= self._append(PurePosixPath("head", name), to / name, left + 1)
            if left < 0:
                raise TooMuchSent(f"« {self.name} » a trop de signatures. Prenez un autre dépôt.")
            os.utime(to / name, (0, 0))  # no mirror's time: rsync takes equal length and time for equal bytes
        return True

    def bring(self, kind: Kind, names: Sequence[str], to: Path, most_bytes: int) -> None:
        """Copy files, going on where each had stopped.

        Raises:
            NotThere: one cannot be read.
            CardFull: there is no room for it here.
        """
        for name in names:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            most_bytes -= self._append(PurePosixPath(kind, name), to / name, most_bytes)

    def send(self, box: str, files: Sequence[Path]) -> None:
        """Lay reports down in `outbox/<box>/`, each whole and on the disk of the stick.

        Raises:
            NotThere: the stick was pulled out.
            StickFull: it takes nothing.
        """
        if not BOX.fullmatch(box) or not all(NAME.fullmatch(file.name) for file in files):
            raise ValueError(f"« {box} » : ce ne sont pas des rapports d'une boîte.")
        try:
            with _opened_folder(self.folder, (OUTBOX, box), is_made=True) as outbox:
                for file in files:
                    _lay(file.read_bytes(), file.name, outbox)
        except OSError as error:
            if error.errno in (*FULL, errno.EROFS, errno.EACCES):
                raise StickFull(f"« {self.name} » ne prend pas de rapports : {error.strerror}.") from error
            raise self._not_there(OUTBOX, error) from error

    def receipt(self, path: str) -> bytes | None:
        """Return a file of the tree, as "receipts/ab/SN-0417.json"; None without one. Raises NotThere."""
        return self._content(PurePosixPath(path))

    def _head_names(self) -> list[str]:
        """Return the names of metadata; what a Mac or Windows lays beside is none."""
        try:
            with _opened_folder(self.folder, ("head",)) as head:
                return sorted(name for name in os.listdir(head) if NAMED.fullmatch(name))
        except OSError as error:
            raise self._not_there("head", error) from error

    def _content(self, path: PurePosixPath) -> bytes | None:
        """Return a small file of the tree, None without one. Raises NotThere."""
        try:
            with self._plain(path) as held:
                return os.read(held, LARGEST_SMALL)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._not_there(path, error) from error

    def _append(self, source: PurePosixPath, target: Path, most_bytes: int) -> int:
        """Add to a file what it lacks of the source; return how many bytes. Raises NotThere, CardFull."""
        done = 0
        try:
            with self._plain(source) as held, target.open("ab", buffering=0) as grown:
                os.lseek(held, grown.tell(), os.SEEK_SET)
                while done < most_bytes and (piece := os.read(held, min(PIECE_BYTES, most_bytes - done))):
                    with room_watched():
                        _write(grown.fileno(), piece)
                    done += len(piece)
        except OSError as error:
            raise self._not_there(source, error) from error
        return done

    @contextmanager
    def _plain(self, path: PurePosixPath) -> Iterator[int]:
        """Open a plain file below the folder; a device is not even opened. Raises OSError."""
        with _opened_folder(self.folder, path.parts[:-1]) as folder:
            if not S_ISREG(os.stat(path.name, dir_fd=folder, follow_symlinks=False).st_mode):
                raise OSError(errno.EINVAL, "ce n'est pas un fichier")
            held = os.open(path.name, PLAIN, dir_fd=folder)
        try:
            yield held
        finally:
            os.close(held)

    def _not_there(self, what: object, error: OSError) -> NotThere:
        return NotThere(f"« {self.name} », {what} : {error.strerror}. La clé a-t-elle été retirée ?")


def emptied(folder: Path) -> None:
    """Make a folder, or clear it of what was laid there: another source may have left traps."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _opened_folder(start: Path, steps: Sequence[str], *, is_made: bool = False) -> Iterator[int]:
    """Open a folder step by step, none of them a link; make what is not there if asked to. Raises OSError."""
    held = os.open(start, STEP)
    try:
        for step in steps:
            if step in ("", ".", "..", "/"):
                raise OSError(errno.EINVAL, "ce n'est pas un nom")
            if is_made:
                with suppress(FileExistsError):
                    os.mkdir(step, 0o755, dir_fd=held)
            inner = os.open(step, STEP, dir_fd=held)
            os.close(held)
            held = inner
        yield held
    finally:
        os.close(held)


def _write(held: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(held, left) :]


def _lay(content: bytes, name: str, folder: int) -> None:
    """Give a file of the stick its name once it is on the disk; the same one stays. Raises OSError."""
    if _holds(content, name, folder):
        return
    beside = f".{secrets.token_hex(8)}.tmp"
    held = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644, dir_fd=folder)
    try:
        try:
            _write(held, content)
            os.fsync(held)
        finally:
            os.close(held)
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise
    os.fsync(folder)


def _holds(content: bytes, name: str, folder: int) -> bool:
    """Say whether the very file is there, whole: a stick that was pulled too early may have half of it."""
    try:
        held = os.open(name, PLAIN, dir_fd=folder)
    except OSError:
        return False
    try:
        return S_ISREG(os.fstat(held).st_mode) and os.read(held, len(content) + 1) == content
    finally:
        os.close(held)
