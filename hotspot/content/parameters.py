"""The parameters that the tutor estimates by, and those that it has refused.

An edition offers some; `school/tutor/weighing.py` says whether they are taken. Which are in use stands in one
small file beside the store's edition, so that a refusal lasts, and those in use stay where newer ones are
refused.
"""

import logging
from functools import lru_cache
from pathlib import Path

import msgspec

from exchange.documents import Parameters, encode
from exchange.errors import DamagedFile
from exchange.form import Form
from exchange.store import Store, written_whole
from hotspot.content import catalogue
from learning.tutor.parameters import UNCALIBRATED

log = logging.getLogger(__name__)


class Noted(Form, frozen=True):
    """Documents by their SHA-256; "" for none."""

    used: str = ""
    refused: str = ""


def parameters() -> Parameters:
    """Return the parameters in use, those that nobody has calibrated where there are no others."""
    return _read(catalogue.store_folder(), noted().used)


def offered() -> Parameters:
    """Return the parameters that the edition offers, those that nobody has calibrated where it has none."""
    return _read(catalogue.store_folder(), catalogue.parameters_sha256())


def noted() -> Noted:
    """Return which parameters are used and which were refused."""
    file = _file(catalogue.store_folder())
    try:
        seen = file.stat()
    except FileNotFoundError:
        return Noted()
    return _decoded(file, seen.st_ino, seen.st_mtime_ns)


def note(used: str, refused: str = "") -> None:
    """Write down which parameters are used from now on, and which were refused.

    Raises:
        OSError: the card is full, or can only be read.
    """
    with written_whole(_file(catalogue.store_folder())) as file:
        file.write(encode(Noted(used, refused)))


def _file(store: Path) -> Path:
    return store / "parameters.json"


@lru_cache(maxsize=2)
def _decoded(file: Path, inode: int, changed_ns: int) -> Noted:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Noted)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Noted()


def _read(store: Path, sha256: str) -> Parameters:
    """Return the parameters of this name; damage is told in the journal, and nobody waits for it."""
    if not sha256:
        return UNCALIBRATED
    try:
        return _document(store, sha256)
    except (DamagedFile, msgspec.DecodeError) as error:
        log.error("The tutor does without its parameters: %s", error)
        return UNCALIBRATED


@lru_cache(maxsize=4)  # about 1 MB each
def _document(store: Path, sha256: str) -> Parameters:
    return msgspec.json.decode(Store(store).read_document(sha256), type=Parameters)
