"""A class of phones: threads that ask for pages over kept connections, and the CPU that the server spent."""

import http.client
import os
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PHONES = 30


@dataclass(frozen=True)
class Measured:
    """What a load cost. `wire_bytes` is the body of one answer as it travelled."""

    cpu_seconds_per_1000: float
    requests_per_second: float
    slowest_of_100_ms: float  # 99th percentile
    wire_bytes: int


Ask = Callable[[http.client.HTTPConnection, int], bytes]


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def resident_mb(pid: int) -> float:
    """Return the memory that a process holds, in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(server: subprocess.Popen[bytes], port: int, ask: Ask, requests: int = 1500) -> Measured:
    """Send `requests` from thirty phones, each after the other on its own connection."""
    waits: list[float] = []
    sizes: list[int] = []

    def phone(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for turn in range(requests // PHONES):
            began = time.perf_counter()
            sizes.append(len(ask(connection, number * 1000 + turn)))
            waits.append(time.perf_counter() - began)
        connection.close()

    threads = [threading.Thread(target=phone, args=[number]) for number in range(PHONES)]
    cpu_before, began = cpu_seconds(server.pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, cpu = time.perf_counter() - began, cpu_seconds(server.pid) - cpu_before
    waits.sort()
    return Measured(
        cpu / len(waits) * 1000, len(waits) / wall, waits[int(len(waits) * 0.99)] * 1000, sizes[0]
    )


def page(path: str, cookie: str = "") -> Ask:
    """Return how a phone asks for a page, as a browser does: compressed, with its cookie."""

    def ask(connection: http.client.HTTPConnection, _turn: int) -> bytes:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return body

    return ask


def part(path: str, part_bytes: int, file_mb: int) -> Ask:
    """Return how a phone asks for a video: one part after the other, each phone from another place."""
    parts = file_mb * 1_000_000 // part_bytes

    def ask(connection: http.client.HTTPConnection, turn: int) -> bytes:
        first = turn % parts * part_bytes
        connection.request("GET", path, headers={"Range": f"bytes={first}-{first + part_bytes - 1}"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.client.PARTIAL_CONTENT or len(body) != part_bytes:
            raise RuntimeError(f"{path}: {answer.status}, {len(body)} bytes")
        return body

    return ask
