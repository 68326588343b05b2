"""The real server: slow phones watch a video, and a light page still answers at once."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from exchange.store import sha256_of

BIG = os.urandom(1 << 20) * 24  # 24 MiB, more than a socket takes
STREAMS = 30
THREADS = 4
SERVE = "import sys; from hotspot.cli import hotspot; hotspot(['serve'])"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def address(box):
    """The address of a box that serves a large video."""
    box.ministry.blob(BIG, "video/mp4", "grande.mp4")
    box.install()
    port = free_port()
    own = {"HOTSPOT_DATA_FOLDER": str(box.settings.data_folder), "HOTSPOT_PORT": str(port)}
    own |= {"HOTSPOT_HOST": "127.0.0.1", "HOTSPOT_THREADS": str(THREADS)}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}", port, server.pid
        server.terminate()
        server.communicate()
    assert server.returncode == 0


def begin_to_watch(port, first=0):
    """Ask for the video as a browser does, and read the head of the answer only."""
    phone = socket.create_connection(("127.0.0.1", port), timeout=10)
    path = f"/media/{sha256_of(BIG)}/grande.mp4"
    phone.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nRange: bytes={first}-\r\n\r\n".encode())
    return phone, phone.recv(1024)


def test_slow_phones_hold_neither_threads_nor_memory_nor_the_card(address):
    url, port, pid = address
    with ExitStack() as phones:
        heads, before_mb = [], memory_mb(pid)
        for _ in range(STREAMS):
            phone, head = begin_to_watch(port)
            phones.enter_context(phone)
            heads.append(head)
        begun = time.monotonic()
        with urllib.request.urlopen(f"{url}/sante", timeout=5) as light:
            assert light.status == 200
        waited_seconds = time.monotonic() - begun
        grown_mb = memory_mb(pid) - before_mb
        spilled = [name for name in os.listdir(f"/proc/{pid}/fd") if "(deleted)" in target_of(pid, name)]

    assert all(b"206 PARTIAL" in head.upper() for head in heads)
    assert waited_seconds < 2
    assert spilled == []
    assert grown_mb < 15  # half a megabyte each: of a film, nothing is held


def memory_mb(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def target_of(pid, name):
    try:
        return os.readlink(f"/proc/{pid}/fd/{name}")
    except FileNotFoundError:
        return ""


def test_seeking_gives_the_very_bytes(address):
    url, _, _ = address
    wanted = urllib.request.Request(
        f"{url}/media/{sha256_of(BIG)}/grande.mp4", headers={"Range": "bytes=20000000-20000999"}
    )
    with urllib.request.urlopen(wanted, timeout=10) as answer:
        content = answer.read()

    assert answer.status == 206
    assert content == BIG[20_000_000:20_001_000]


def test_a_whole_large_video_arrives_whole(address):
    url, _, _ = address
    with urllib.request.urlopen(f"{url}/media/{sha256_of(BIG)}/grande.mp4", timeout=30) as answer:
        assert sha256_of(answer.read()) == sha256_of(BIG)
