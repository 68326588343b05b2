"""The box as a process of its own, reached through its port only; and what /proc tells of it."""

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SERVE = "from hotspot.cli import hotspot; hotspot(['serve'])"
HANG_SECONDS = 20  # only ever reached when something hangs
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Served:
    """A running box."""

    port: int
    pid: int
    journal: Path

    def says(self, sent: bytes, ends: bool = False) -> bytes:
        """Return all that the box answers until it ends the connection, "" when it just ends it.

        Raises:
            TimeoutError: it neither answers nor ends.
        """
        said = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=HANG_SECONDS) as phone:
            with suppress(OSError):  # it may hang up before it has heard all
                phone.sendall(sent)
                if ends:
                    phone.shutdown(socket.SHUT_WR)
            with suppress(ConnectionResetError):
                while piece := phone.recv(1 << 16):
                    said += piece
        return said

    def is_well(self) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=HANG_SECONDS) as answer:
            return answer.status == 200

    def memory_mb(self) -> float:
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


@contextmanager
def served(folder: Path, program: str = SERVE, **settings: str):
    """Serve the box of this folder, and stop it at the end; "{port}" in a setting is its port."""
    journal = folder / "journal.txt"
    with journal.open("w") as errors:
        port, box = _started(folder, program, settings, errors)
        with box:
            # a pipe that nobody empties would make the box wait
            listening = threading.Thread(target=box.stdout.read)
            listening.start()
            yield Served(port, box.pid, journal)
            box.terminate()
            listening.join()


def _started(folder, program, settings, errors):
    """Return the port and the program. A port that was free may be taken before the box has it: once more."""
    for _ in range(3):
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        own = {"DATA_FOLDER": str(folder), "PORT": str(port), "HOST": "127.0.0.1", **settings}
        environment = {f"HOTSPOT_{key}": value.format(port=port) for key, value in own.items()}
        box = subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        if box.stdout.readline():
            break
        box.communicate()
    return port, box
