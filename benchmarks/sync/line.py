"""A line to a mirror that counts, slows, cuts, stalls and lies: a TCP proxy, which needs no rights."""

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PIECE_BYTES = 16_384
BUFFER_BYTES = 32_768  # that a cut may lose: on a loopback it would be megabytes
GREETING_BYTES = 200  # the greeting of rsync and the name of the module
MODULE = re.compile(rb"\A@RSYNCD: [^\n]*\n([a-z-]+)\n")


@dataclass
class Session:
    """What one connection has carried, TCP payload; `module` is what an rsync asked for."""

    up: int = 0
    down: int = 0
    said: bytes = b""

    @property
    def module(self) -> str:
        """The name of the module, "" while it is not known."""
        found = MODULE.match(self.said)
        return found[1].decode() if found else ""


class Line:
    """A TCP proxy on the loopback, in front of a port."""

    def __init__(
        self,
        port: int,
        *,
        bytes_per_s: int = 0,
        cut_after: Iterable[int] = (),
        stall_after: int = 0,
        corrupt_at: int = -1,
    ) -> None:
        self.to, self.bytes_per_s, self.cuts = port, bytes_per_s, list(cut_after)
        self.stall_after, self.corrupt_at = stall_after, corrupt_at
        self.up = self.down = 0
        self.last_at = 0.0  # when the last byte came down, of a clock that never jumps
        self.all: list[Session] = []
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)

    @property
    def sessions(self) -> int:
        """How many connections there were."""
        return len(self.all)

    def payload(self, *modules: str) -> int:
        """Return the bytes of both ways; of the sessions with these modules only, when some are named."""
        return sum(one.up + one.down for one in self.all if not modules or one.module in modules)

    def address(self, module: str) -> str:
        """Return the address of a module of the mirror, over this line."""
        return f"rsync://127.0.0.1:{self.port}/{module}/"

    def cut(self) -> None:
        """Drop every session as a modem does: both ends learn of it at once."""
        for one in list(self._open):
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Take the line away."""
        self._closed.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for one in self._threads:
            one.join()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            session = Session()
            self.all.append(session)
            self._start(self._carry, near, session)

    def _start(self, what: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=what, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _carry(self, near: socket.socket, session: Session) -> None:
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self.to)) as far:
            self._open |= {near, far}
            ways = [
                self._start(self._go_up, near, far, session),
                self._start(self._go_down, far, near, session),
            ]
            for way in ways:
                way.join()
            self._open -= {near, far}

    def _go_up(self, near: socket.socket, far: socket.socket, session: Session) -> None:
        with suppress(OSError), _ending(far):
            while piece := near.recv(PIECE_BYTES):
                self.up += len(piece)
                session.up += len(piece)
                if len(session.said) < GREETING_BYTES:
                    session.said += piece[:GREETING_BYTES]
                far.sendall(piece)

    def _go_down(self, far: socket.socket, near: socket.socket, session: Session) -> None:
        with suppress(OSError), _ending(near):
            while piece := far.recv(PIECE_BYTES):
                piece = self._spoiled(piece)
                if self.stall_after and self.down >= self.stall_after:
                    self._closed.wait()
                if self.bytes_per_s:
                    self._closed.wait(len(piece) / self.bytes_per_s)
                self.down += len(piece)
                session.down += len(piece)
                self.last_at = time.monotonic()
                near.sendall(piece)
                if self.cuts and self.down >= self.cuts[0]:
                    self.cuts.pop(0)
                    self.cut()

    def _spoiled(self, piece: bytes) -> bytes:
        place = self.corrupt_at - self.down
        if 0 <= place < len(piece):
            return piece[:place] + bytes([piece[place] ^ 1]) + piece[place + 1 :]
        return piece


@contextmanager
def _ending(sink: socket.socket) -> Iterator[None]:
    """Let the other side know, however this one ended."""
    try:
        yield
    finally:
        sink.shutdown(socket.SHUT_WR)
