"""Pictures, sounds and videos of the store, with ranges, kept for ever by the phones.

The file itself is handed to the server (`wsgi.file_wrapper`), which lets the kernel send it as the phone
takes it: a video on a slow phone holds no thread and spills nothing onto the card. Flask's `send_file` wraps
a ranged file in an iterator and loses this: eight phones then stop the box (waitress #359).
"""

import mimetypes
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from flask import Blueprint, Response, abort, request

from exchange.store import Store
from hotspot.content import catalogue
from hotspot.pages.here import settings_here

pages = Blueprint("media", __name__)

FOR_EVER = "public, max-age=31536000, immutable"  # one year: another file has another address
PIECE_BYTES = 64 * 1024
ONE_RANGE = re.compile(r"bytes=([0-9]{0,40})-([0-9]{0,40})\Z", re.IGNORECASE)  # some ask up to 2⁶³

# What a browser shows without being able to run anything in it.
MEDIA = {
    "application/pdf",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/vtt",
    "video/mp4",
    "video/webm",
}
DRAWING = "image/svg+xml"
PLAYED = (
    "default-src 'self'; script-src 'none'; style-src 'unsafe-inline'"  # players of browsers style themselves
)
LOCKED_IN = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Span:
    """Which bytes of a file are sent, the last one included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class OutOfFile(ValueError):  # noqa: N818 — a phone's mistake, not ours
    """The phone asks for bytes beyond the end."""


@pages.get("/media/<sha256>/<name>")
def media_file(sha256: str, name: str) -> Response:
    """Answer with a file of the store, or the part of it that the phone asks for."""
    settings = settings_here()
    try:
        file = Store(settings.store_folder).path_of_blob(sha256).open("rb", buffering=0)
    except (ValueError, FileNotFoundError):
        abort(404)
    try:
        response = _answer(file, sha256)
    except BaseException:
        file.close()
        raise
    return _described(response, sha256, _mime_of(sha256, name))


def _answer(file: IO[bytes], sha256: str) -> Response:
    """Return the bytes asked for, or why there are none; the file is closed unless its bytes are sent."""
    size = os.fstat(file.fileno()).st_size
    if request.if_none_match.contains_weak(sha256):
        return _without_bytes(file, Response(status=304))
    try:
        span = span_in(_range_asked_for(sha256), size)
    except OutOfFile:
        return _without_bytes(file, Response(status=416, headers={"Content-Range": f"bytes */{size}"}))
    whole = Span(0, size - 1)
    sent = span or whole
    if request.method == "HEAD":
        response = _without_bytes(file, Response())
    else:
        file.seek(sent.first)
        response = Response(_wrapped(file, sent.length), direct_passthrough=True)
    response.headers["Content-Length"] = str(sent.length)
    if span is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {sent.first}-{sent.last}/{size}"
    return response


def span_in(asked: str, size: int) -> Span | None:
    """Return the bytes that a Range header asks for, None for the whole file (RFC 9110, 14.2).

    Several ranges at once, or what is no range of bytes, are answered with the whole file.

    Raises:
        OutOfFile: none of the bytes asked for exists.
    """
    match = ONE_RANGE.match(asked.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        wanted = min(int(last), size)
        span = Span(size - wanted, size - 1)
    else:
        span = Span(int(first), min(int(last or size), size - 1))
        if last and int(last) < int(first):
            return None
    if span.length < 1:
        raise OutOfFile(asked)
    return span


def _range_asked_for(sha256: str) -> str:
    """Return the Range header, "" when it does not count: HEAD, or another file than the one begun."""
    begun_with = request.headers.get("If-Range", "")
    if request.method != "GET" or (begun_with and begun_with.strip('"') != sha256):
        return ""
    return request.headers.get("Range", "")


def _wrapped(file: IO[bytes], length: int) -> Iterator[bytes]:
    """Hand the file to the server; one that has no `wsgi.file_wrapper` gets it piece by piece."""
    if "wsgi.file_wrapper" in request.environ:
        wrapped: Iterator[bytes] = request.environ["wsgi.file_wrapper"](file, PIECE_BYTES)
        return wrapped
    return _pieces(file, length)


def _pieces(file: IO[bytes], length: int) -> Iterator[bytes]:
    with file:
        while length > 0 and (piece := file.read(min(PIECE_BYTES, length))):
            length -= len(piece)
            yield piece


def _without_bytes(file: IO[bytes], response: Response) -> Response:
    file.close()
    return response


def _mime_of(sha256: str, name: str) -> str:
    """Return what the edition says the file is; a file of the edition before, what its name says."""
    try:
        known = catalogue.media(sha256)
    except catalogue.NoEdition:
        known = None
    mime = known.mime if known else mimetypes.guess_type(name)[0]
    return mime if mime in MEDIA or mime == DRAWING else "application/octet-stream"


def _described(response: Response, sha256: str, mime: str) -> Response:
    """Add what the file is and how long it may be kept; what could run script is locked in."""
    headers = response.headers
    headers["Content-Type"] = f"{mime}; charset=utf-8" if mime == "text/vtt" else mime
    headers["ETag"] = f'"{sha256}"'
    headers["Accept-Ranges"] = "bytes"
    headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code in (200, 206, 304):
        headers["Cache-Control"] = FOR_EVER
    headers["Content-Security-Policy"] = PLAYED if mime in MEDIA else LOCKED_IN
    if mime == "application/octet-stream":
        headers["Content-Disposition"] = "attachment"
    return response
