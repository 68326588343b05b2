"""The style sheet and the scripts: read and compressed once, answered from memory, kept by phones."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request

FOLDER = Path(__file__).parent.parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"  # one year: the address changes with the file
SHORT = "no-cache"  # an address of yesterday's version: today's file, asked again next time

pages = Blueprint("static_files", __name__)


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent."""

    name: str
    version: str  # first 10 digits of the SHA-256: another file, another address
    mime: str
    plain: bytes
    zipped: bytes


@cache
def files() -> dict[str, StaticFile]:
    """Return all files of the folder by name, read once in the life of the program."""
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    version = hashlib.sha256(plain).hexdigest()[:10]
    return StaticFile(path.name, version, mime, plain, gzip.compress(plain, 9, mtime=0))


def address(name: str) -> str:
    """Return the address of a file, with its version.

    Raises:
        KeyError: there is no such file.
    """
    return f"/static/{files()[name].version}/{name}"


@pages.get("/static/<version>/<name>")
def static_file(version: str, name: str) -> Response:
    """Answer with the file, compressed where the phone can read it."""
    if name not in files():
        abort(404)
    file = files()[name]
    zipped = takes_gzip()
    response = Response(file.zipped if zipped else file.plain, mimetype=file.mime)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_EVER if version == file.version else SHORT
    return response


def takes_gzip() -> bool:
    """Say whether the phone can read what is compressed."""
    accepted = request.headers.get("Accept-Encoding", "")
    if ";" not in accepted:  # as all browsers write it
        return "gzip" in accepted
    return request.accept_encodings.quality("gzip") > 0
