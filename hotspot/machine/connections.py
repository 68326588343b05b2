"""One phone's connection to the box: waitress' own, with what a class of phones on a small machine needs.

A file goes from the card to the antenna inside the kernel (sendfile(2)): the box itself reads none of it. The
head of an answer travels with its beginning, in one packet. What is no request gets a page in French.
"""

import errno
import html
import os
import re
import socket
from copy import copy
from typing import TYPE_CHECKING, Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

IDLE_SECONDS = 30  # between two questions; a phone opens another connection when it has one
ASKING_SECONDS = 60  # from the first byte of a question to its last
SILENT_SECONDS = 120  # a film that is put aside; the phone asks again from where it stands
PIECE_BYTES = 64 * 1024  # read at once where the kernel cannot send from the file
CANNOT_SEND_FROM_FILE = (errno.EINVAL, errno.ENOSYS)  # sendfile(2): this kind of file, this kind of kernel
REFUSED = (
    '<!DOCTYPE html><html lang="fr"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title><h1>{title}</h1><p>{advice}</p>"
    '<p><a href="/">Retour au début</a></p></html>'
)
LIST_ADDRESS = re.compile(r"/enseignant/classes/(?:nouvelle|[0-9]+/eleves/ajouter)")
LARGEST_LIST_BYTES = 3 * 1024 * 1024 + 64 * 1024  # the page refuses politely before
TOO_LONG = ("C’est trop long", "Écris une réponse plus courte.")
TOO_HEAVY = (
    "Ce fichier est trop lourd",
    "Une liste de classe fait moins de 2 Mo. Revenez en arrière, puis choisissez un autre fichier.",
)
NOT_UNDERSTOOD = ("La boîte n’a pas compris", "Retourne au début, puis touche ce que tu veux.")
WORDS = {413: TOO_LONG, 431: ("Cette adresse est trop longue", NOT_UNDERSTOOD[1])}


class Part(ReadOnlyFileBasedBuffer):
    """The part of a file that is still to be sent, from where the page has set it."""

    place = 0

    def prepare(self, size: int | None = None) -> int:
        """Note where the part begins; return how many bytes there are to send."""
        self.place = self.file.tell()
        there = os.fstat(self.file.fileno()).st_size - self.place
        self.remain = there if size is None else min(there, size)
        return self.remain

    def get(self, numbytes: int = -1, skip: bool = False) -> "Part":  # type: ignore[override]
        """Return what `Connection.send` sends: nothing is read here."""
        return self

    def skip(self, numbytes: int, allow_prune: int = 0) -> None:
        """Leave out what the phone has."""
        self.place += numbytes
        self.remain -= numbytes


class Answer(WSGITask):
    """A request that a page answers."""

    def start(self) -> None:
        """End the connection after this answer when more was asked before it came: no browser does that.

        A thread would else wait until a phone that reads slowly, or not at all, has taken a whole film.
        """
        super().start()
        if len(self.channel.requests) > 1:
            self.set_close_on_finish()

    def get_environment(self) -> "WSGIEnvironment":
        """Return what the page is told; a file that it hands over is sent by the kernel."""
        environment = super().get_environment()
        environment["wsgi.file_wrapper"] = Part
        return environment

    def write(self, data: bytes) -> None:
        """Send the head together with what comes first: one packet, one turn of the antenna."""
        is_first = self.complete and not self.wrote_header and self.has_body
        if not is_first or not data or self.content_length is None or len(data) > self.content_length:
            super().write(data)
            return
        head = self.build_response_header()
        self.wrote_header = True
        self.content_bytes_written = len(data)
        self.channel.write_soon(head + data)


class Refusal(ErrorTask):
    """What is no request, or too large a one: a small page without anything from outside."""

    def execute(self) -> None:
        """Write the page, and end the connection."""
        error: Any = self.request.error  # type: ignore[attr-defined]
        title, advice = WORDS.get(error.code, NOT_UNDERSTOOD)
        if error.code == 413 and takes_a_list(self.request):  # noqa: PLR2004
            title, advice = TOO_HEAVY
        page = REFUSED.format(title=html.escape(title), advice=html.escape(advice)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Head(HTTPRequestParser):
    """The head of a request."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read it; numbers and addresses that Python cannot read are the phone's mistake."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(str(error)) from error
        if takes_a_list(self):
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = LARGEST_LIST_BYTES


def takes_a_list(request: Any) -> bool:
    """Say whether a class list may come to this address: it weighs more than any other form."""
    return LIST_ADDRESS.fullmatch(request.path) is not None


class Connection(HTTPChannel):
    """A phone's connection."""

    task_class = Answer
    error_task_class = Refusal
    parser_class = Head
    _standing: object = None  # changes whenever something moves on
    _since = 0.0  # seconds of the steady clock

    def waits_too_long(self, now: float) -> bool:
        """Say whether nothing has moved on for too long; `now` is read from the steady clock, in seconds.

        What a thread works on does not count.
        """
        if self.requests:
            self._standing = None
            return False
        standing: object
        if self.request is not None:
            standing, patience_seconds = ("asks", id(self.request)), ASKING_SECONDS
        elif self.total_outbufs_len:
            standing, patience_seconds = ("takes", self.total_outbufs_len), SILENT_SECONDS
        else:
            standing, patience_seconds = ("rests", self.last_activity), IDLE_SECONDS
        if standing != self._standing:
            self._standing, self._since = standing, now
        return now - self._since > patience_seconds

    def writable(self) -> bool:
        """Say whether the door should send; not while a thread is sending, which wakes it when it is done.

        Waitress would ask again and again, thousands of times a second.
        """
        if self.total_outbufs_len:
            if not self.outbuf_lock.acquire(blocking=False):
                return False
            self.outbuf_lock.release()
        return super().writable()

    def send(self, data: bytes | Part, do_close: bool = True) -> int:
        """Send what the socket takes now; return how many bytes, 0 when it is full.

        Raises:
            OSError: the phone is gone, or the file has become shorter.
        """
        sent: int
        if isinstance(data, bytes):
            sent = super().send(data, do_close)
            return sent
        try:
            sent = _send_from_file(self.socket, data)  # type: ignore[arg-type] # open: its lock is held
        except BlockingIOError:
            return 0
        if sent == 0:
            raise OSError(errno.EIO, "the file has become shorter")
        return sent


def _send_from_file(phone: socket.socket, part: Part) -> int:
    """Let the kernel send; read a piece and send it where the kernel cannot."""
    file = part.file.fileno()
    try:
        return os.sendfile(phone.fileno(), file, part.place, part.remain)
    except OSError as error:
        if error.errno not in CANNOT_SEND_FROM_FILE:
            raise
    return phone.send(os.pread(file, min(PIECE_BYTES, part.remain), part.place))
