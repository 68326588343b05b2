"""Thirty phones on a slow line watch the same film, as a browser asks for it, while one looks at a page."""

import socket
import threading
import time
from dataclasses import dataclass

from benchmarks.phones import PHONES, drive, get
from benchmarks.processes import Started, bytes_in_nameless_files, bytes_written

BYTES_PER_SECOND = 200_000  # 1.6 Mbit/s: one phone's share of a box's antenna
SIP_BYTES = 32 * 1024
WINDOW_BYTES = 64 * 1024  # of the phone's receive buffer
SERVED_BYTES = 500_000  # a film that plays has had as much
SETTLES_SECONDS = 1.5
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Watched:
    """What came of it. Spilled is what the server wrote to the disk or holds in nameless files."""

    served: int
    page_p99_ms: float
    spilled_bytes: int


def watched(server: Started, film: str, page: str, seconds: float) -> Watched:
    """Let thirty phones watch for so long, and ask for a page twenty times a second."""
    before, nameless, waits = bytes_written(server.pid), 0, []
    got = [0] * PHONES
    end = time.perf_counter() + seconds
    watching = threading.Thread(target=_watch, args=(server.port, film, end, got))
    watching.start()
    time.sleep(SETTLES_SECONDS)
    while time.perf_counter() < end:
        run = drive(server.port, [(get(page) for _ in range(1))])
        waits.append(run.wait_ms(100) if not run.errors else seconds * 1000)
        nameless = max(nameless, bytes_in_nameless_files(server.pid))
        time.sleep(PAUSE_SECONDS)
    watching.join()
    waits.sort()
    served = sum(one >= SERVED_BYTES for one in got)
    return Watched(served, waits[int(len(waits) * 0.99)], bytes_written(server.pid) - before + nameless)


def _watch(port: int, film: str, end: float, got: list[int]) -> None:
    """Read from all phones in turn, each no faster than its line."""
    request = f"GET {film} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=0-\r\n\r\n".encode()
    lines = [_dialled(port, request) for _ in got]
    began = time.perf_counter()
    while (now := time.perf_counter()) < end:
        for number, line in enumerate(lines):
            if got[number] <= (now - began) * BYTES_PER_SECOND:
                got[number] += _sip(line)
        time.sleep(PAUSE_SECONDS / 5)
    for line in lines:
        line.close()


def _dialled(port: int, request: bytes) -> socket.socket:
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW_BYTES)
    line.connect(("127.0.0.1", port))
    line.sendall(request)
    line.setblocking(False)
    return line


def _sip(line: socket.socket) -> int:
    try:
        return len(line.recv(SIP_BYTES))
    except (BlockingIOError, ConnectionError):
        return 0
