"""The metadata that a carrier has brought, read for TUF from one flat folder: no network, no links."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface

PIECE_BYTES = 1 << 16
ABSENT = 404
NAMED = re.compile(r"(?:[0-9]+\.)?([a-z][a-z-]*\.json)")
ROOT = re.compile(r"[0-9]+\.root\.json")


class Carried(FetcherInterface):
    """Reads `head/`: each role under its plain name; the roots under their numbers, one after the other."""

    def __init__(self, head: Path) -> None:
        self._head = head

    def _fetch(self, url: str) -> Iterator[bytes]:
        """Yield what the address names. Raises DownloadHTTPError where there is no such plain file."""
        return _pieces(_opened(self._head / self._name(urlsplit(url).path.rpartition("/")[2])))

    def _name(self, asked: str) -> str:
        if ROOT.fullmatch(asked):
            return asked
        named = NAMED.fullmatch(asked)
        if named is None:
            raise DownloadHTTPError(f"{asked} is no name of a role", ABSENT)
        return named[1]


def _opened(file: Path) -> int:
    """Open a plain file; a link, a pipe or a device on a stick is as good as absent."""
    try:
        held = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise DownloadHTTPError(f"{file.name}: {error.strerror}", ABSENT) from error
    if S_ISREG(os.fstat(held).st_mode):
        return held
    os.close(held)
    raise DownloadHTTPError(f"{file.name} is no plain file", ABSENT)


def _pieces(held: int) -> Iterator[bytes]:
    with open(held, "rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece
