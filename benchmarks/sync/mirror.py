"""A mirror with the real rsync daemon over a tree, one module a folder."""

import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.processes import free_port

MODULES = ("head", "packs", "docs", "blobs")


class Mirror:
    """rsync --daemon on the loopback, until it is closed."""

    def __init__(self, tree: Path, folder: Path, more: str = "") -> None:
        self.tree, self.port = tree, free_port()
        modules = "".join(f"[{name}]\npath = {tree / name}\nread only = yes\n" for name in MODULES)
        config = folder / "rsyncd.conf"
        self.log = folder / "rsyncd.log"
        config.write_text(
            f"use chroot = no\naddress = 127.0.0.1\nport = {self.port}\nreverse lookup = no\nlist = no\n"
            "socket options = TCP_NODELAY\n"
            f"log file = {self.log}\npid file = {folder / 'rsyncd.pid'}\n{more}\n{modules}"
        )
        self.process = subprocess.Popen(
            [shutil.which("rsync") or "rsync", "--daemon", "--no-detach", "--config", config]
        )
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                break
            time.sleep(0.02)

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()
