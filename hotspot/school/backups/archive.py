"""The file of a backup: a ZIP with the school, what it is, and a word for whoever finds the key."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec

from hotspot.content.folding import folded
from hotspot.school.backups.errors import WrongBackup

BEGINNING, END = "imaginecole-sauvegarde-", ".zip"
NIGHT = "nuit-"
SCHOOL, ERASED, ABOUT, README = "school.db", "erased.json", "sauvegarde.json", "LISEZ-MOI.txt"
KIND, FORM = "imaginecole-backup", 1
LONGEST_NAME = 40  # letters of the school's name: every file system of keys takes the whole
LARGEST_ABOUT_BYTES = 64 * 1024
MADE_FROM, MADE_TO = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
# What Python's reader raises for bytes that are no ZIP, a cut one, or one with a secret word.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(KeyError, ValueError, OverflowError, RuntimeError),
)
TOLD = """\
Sauvegarde de l'école « {school} », faite par sa boîte Imaginecole.

Elle contient les prénoms des élèves et leurs réponses, sans protection : gardez cette clé sous clé.
Pour la reprendre : mettez la clé dans une boîte, ouvrez « La boîte », puis « Sauvegarde ».
"""


class About(msgspec.Struct, frozen=True):
    """What a backup is. `made_at` is UTC, as people were shown it."""

    school: str
    town: str
    country: str
    identity: str  # of the school
    made_at: str
    classes: int
    learners: int
    attempts: int
    school_bytes: int
    school_sha256: str
    nightly: bool = False  # made by the box itself
    kind: str = KIND
    form: int = FORM


@dataclass(frozen=True)
class Found:
    """A backup that lies on a key."""

    file: Path
    about: About
    file_bytes: int


def file_name(school: str, at: datetime, *, nightly: bool) -> str:
    """Return a name that FAT takes too: plain letters, figures and hyphens."""
    night = NIGHT if nightly else ""
    return f"{BEGINNING}{_plain(school)}-{night}{at.astimezone():%Y-%m-%d-%H%M}{END}"


def backups_in(folder: Path) -> list[Found]:
    """Return the backups in a folder, newest first; other files, and half ones, are left out."""
    found = []
    for file in _files(folder):
        try:
            found.append(Found(file, about(file), file.stat().st_size))
        except (WrongBackup, OSError):
            continue
    return sorted(found, key=lambda one: one.about.made_at, reverse=True)


def about(file: Path | IO[bytes]) -> About:
    """Return what a backup says of itself.

    Raises:
        WrongBackup: it is none, or of a later form than this program knows.
        OSError: it cannot be read.
    """
    with reading(foreign()), zipfile.ZipFile(file) as archive:
        if archive.getinfo(ABOUT).file_size > LARGEST_ABOUT_BYTES:
            raise ValueError(ABOUT)
        told = msgspec.json.decode(archive.read(ABOUT), type=About)
        if not MADE_FROM <= datetime.fromisoformat(told.made_at).astimezone(UTC) < MADE_TO:
            raise ValueError(told.made_at)
    if told.kind != KIND:
        raise foreign()
    if told.form > FORM:
        raise too_new()
    return told


@contextmanager
def reading(wrong: Exception) -> Iterator[None]:
    """Raise `wrong` for bytes that are no whole ZIP. Raises OSError: the key does not answer."""
    try:
        yield
    except BROKEN as error:
        raise wrong from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place that no file has
            raise
        raise wrong from error


def foreign() -> WrongBackup:
    """Return what is said of a file that is no backup."""
    return WrongBackup("foreign", "Ce fichier n'est pas une sauvegarde de boîte. Choisissez-en un autre.")


def too_new() -> WrongBackup:
    """Return what is said of the backup of a box with a later program."""
    return WrongBackup(
        "new", "Cette sauvegarde vient d'un programme plus récent. Mettez d'abord cette boîte à jour."
    )


def _files(folder: Path) -> list[Path]:
    """Return the files that are called as backups: no pipe, which would keep the box waiting."""
    try:
        return sorted(
            one for one in folder.glob(f"{BEGINNING}*{END}") if one.is_file() and _is_text(one.name)
        )
    except OSError:
        return []


def _is_text(name: str) -> bool:
    """Say whether a page can show the name and get it back: a key may hold names of any bytes."""
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def _plain(school: str) -> str:
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in folded(school))
    return "-".join(plain.split())[:LONGEST_NAME].strip("-") or "ecole"
