"""Many phones in one small process: each asks, waits for the whole answer, asks again.

A phone is a generator: it yields what it asks and is sent the answer. One loop over raw sockets drives them
all, so that a request costs the generator a twentieth of what it costs the server; CPU is the server's.
"""

import re
import selectors
import socket
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

PHONES = 30
PIECE_BYTES = 256 * 1024
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
PATIENCE_SECONDS = 60
WITHOUT_BODY = (204, 304)


@dataclass(frozen=True)
class Asked:
    """A request as it goes over the wire. What is only counted is not kept in memory.

    `address` is where a phone calls from; given with the first thing that it asks on a connection.
    """

    raw: bytes
    label: str = ""
    expected: tuple[int, ...] = (200,)
    only_counted: bool = True
    address: str = ""


@dataclass(frozen=True)
class Answered:
    """An answer as it came."""

    status: int
    head: bytes
    body: bytes
    wire_bytes: int


Phone = Generator[Asked, Answered, None]


@dataclass
class Run:
    """What a load brought in. `waits` are seconds by label, until the last byte."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    wall_seconds: float = 0.0
    wire_bytes: int = 0

    @property
    def requests(self) -> int:
        """How many answers came."""
        return sum(len(one) for one in self.waits.values())

    def wait_ms(self, percent: float, label: str | None = None) -> float:
        """Return the wait that so many of a hundred requests do not exceed."""
        chosen = self.waits[label] if label is not None else [w for one in self.waits.values() for w in one]
        waits = sorted(chosen)
        return waits[min(len(waits) - 1, int(len(waits) * percent / 100))] * 1000


def get(path: str, cookie: str = "", label: str = "", headers: str = "", **options: object) -> Asked:
    """Return how a browser asks for a page."""
    return Asked(request_bytes("GET", path, cookie, headers), label, **options)  # type: ignore[arg-type]


def post(path: str, form: str, cookie: str = "", label: str = "", headers: str = "") -> Asked:
    """Return how a browser sends a form, already written as `a=1&b=2`; a redirect is what comes back."""
    headers += "Content-Type: application/x-www-form-urlencoded\r\n"
    return Asked(request_bytes("POST", path, cookie, headers, form), label, (302, 303), only_counted=False)


def request_bytes(method: str, path: str, cookie: str, headers: str, body: str = "") -> bytes:
    """Return a request as it goes over the wire; `headers` are whole lines."""
    carried = f"Cookie: {cookie}\r\n" if cookie else ""
    length = f"Content-Length: {len(body.encode())}\r\n" if method != "GET" else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
    return f"{head}{carried}{headers}{length}\r\n{body}".encode()


def drive(port: int, phones: Iterable[Phone]) -> Run:
    """Let all phones ask at once, each after the other on its own connection, until all have done."""
    run = Run()
    with selectors.DefaultSelector() as selector:
        lines = [_Line(port, phone, run, selector) for phone in phones]
        began = time.perf_counter()
        for line in lines:
            line.begin()
        while selector.get_map():
            ready = selector.select(PATIENCE_SECONDS)
            if not ready:
                run.errors.append(f"no answer for {PATIENCE_SECONDS} s")
                break
            for key, _events in ready:
                key.data.hear()
        run.wall_seconds = time.perf_counter() - began
        for line in lines:
            line.hang_up()
    return run


class _Line:
    """The connection of one phone, and what it is waiting for."""

    def __init__(self, port: int, phone: Phone, run: Run, selector: selectors.BaseSelector) -> None:
        self.port, self.phone, self.run, self.selector = port, phone, run, selector
        self.socket: socket.socket | None = None
        self.piece = bytearray(PIECE_BYTES)
        self.asked = Asked(b"")
        self.began = 0.0

    def begin(self) -> None:
        try:
            self.ask(next(self.phone))
        except StopIteration:
            self.hang_up()

    def ask(self, asked: Asked) -> None:
        """Send a request; `head` is None until the whole head is here, `left` how much of the body is not."""
        self.asked, self.head, self.start = asked, b"", bytearray()
        self.body, self.left, self.wire, self.began = bytearray(), -1, 0, time.perf_counter()
        if self.socket is None:
            try:
                own = (asked.address, 0)
                self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS, own)
            except OSError as error:
                self.run.errors.append(str(error))
                return
            self.selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(asked.raw)

    def hear(self) -> None:
        """Take what has come; once the answer is whole, ask the next thing."""
        assert self.socket is not None
        try:
            count = self.socket.recv_into(self.piece)
        except OSError as error:
            self.run.errors.append(str(error))
            self.hang_up()
            return
        self.wire += count
        if count == 0:
            self._ended_by_the_server()
        elif self._take(memoryview(self.piece)[:count]):
            self._answered()

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self.socket is not None:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def _take(self, piece: memoryview) -> bool:
        """Keep a piece of the answer; say whether it is whole."""
        if not self.head:
            self.start += piece
            head, found, rest = bytes(self.start).partition(b"\r\n\r\n")
            if not found:
                return False
            self.head, piece = head, memoryview(rest)
            length = LENGTH.search(head)
            self.chunked = bool(CHUNKED.search(head))
            self.left = int(length[1]) if length else 0 if self._status() in WITHOUT_BODY else -1
        if self.chunked or not self.asked.only_counted:
            self.body += piece
        if self.chunked:
            return self.body.endswith(b"0\r\n\r\n")
        self.left -= len(piece) if self.left > 0 else 0
        return self.left == 0

    def _status(self) -> int:
        return int(self.head[9:12])

    def _ended_by_the_server(self) -> None:
        whole = bool(self.head) and self.left < 0 and not self.chunked
        self.hang_up()
        if whole:
            self._answered()
        else:
            self.run.errors.append("the server hung up")

    def _answered(self) -> None:
        waited = time.perf_counter() - self.began
        if CLOSES.search(self.head):
            self.hang_up()
        self.run.waits.setdefault(self.asked.label, []).append(waited)
        self.run.wire_bytes += self.wire
        if self._status() not in self.asked.expected:
            first_line = self.asked.raw.split(b"\r\n", 1)[0].decode()
            self.run.errors.append(f"{first_line}: {self._status()}")
        try:
            self.ask(self.phone.send(Answered(self._status(), self.head, bytes(self.body), self.wire)))
        except StopIteration:
            self.hang_up()
