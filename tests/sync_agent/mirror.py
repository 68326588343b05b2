"""A mirror with the real rsync daemon, and a line to it that counts, slows, cuts, stalls and lies."""

import shutil
import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

PIECE_BYTES = 16_384
BUFFER_BYTES = 32_768  # that a cut may lose: on a loopback it would be megabytes


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Mirror:
    """rsync --daemon over a tree, one module a folder."""

    def __init__(self, tree: Path, folder: Path, more: str = ""):
        self.tree, self.port = tree, free_port()
        modules = "".join(
            f"[{name}]\npath = {tree / name}\nread only = yes\n"
            for name in ("head", "packs", "docs", "blobs")
        )
        config = folder / "rsyncd.conf"
        config.write_text(
            f"use chroot = no\naddress = 127.0.0.1\nport = {self.port}\nreverse lookup = no\nlist = no\n"
            f"log file = {folder / 'rsyncd.log'}\npid file = {folder / 'rsyncd.pid'}\n{more}\n{modules}"
        )
        self.log = folder / "rsyncd.log"
        self.process = subprocess.Popen(
            [shutil.which("rsync"), "--daemon", "--no-detach", "--config", config]
        )
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                break
            time.sleep(0.02)

    def close(self):
        self.process.terminate()
        self.process.wait()


class Line:
    """A TCP proxy in front of a mirror."""

    def __init__(self, port, *, bytes_per_s=0, cut_after=(), stall_after=0, corrupt_at=-1):
        self.to, self.bytes_per_s, self.cuts = port, bytes_per_s, list(cut_after)
        self.stall_after, self.corrupt_at = stall_after, corrupt_at
        self.up = self.down = self.sessions = 0
        self._open, self._threads = set(), []
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)

    def address(self, module):
        return f"rsync://127.0.0.1:{self.port}/{module}/"

    def cut(self):
        """Drop every session as a modem does: both ends learn of it at once."""
        for one in list(self._open):
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._closed.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for one in self._threads:
            one.join()

    def _accept(self):
        while not self._closed.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            self.sessions += 1
            self._start(self._session, near)

    def _start(self, what, *arguments):
        thread = threading.Thread(target=what, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _session(self, near):
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self.to)) as far:
            self._open |= {near, far}
            ways = [self._start(self._pump, *way) for way in ((near, far, "up"), (far, near, "down"))]
            for way in ways:
                way.join()
            self._open -= {near, far}

    def _pump(self, source, sink, way):
        with suppress(OSError), self._ending(sink):
            while piece := source.recv(PIECE_BYTES):
                if way == "down":
                    piece = self._spoiled(piece)
                    if self.stall_after and self.down >= self.stall_after:
                        self._closed.wait()
                    if self.bytes_per_s:
                        self._closed.wait(len(piece) / self.bytes_per_s)
                    self.down += len(piece)
                else:
                    self.up += len(piece)
                sink.sendall(piece)
                if way == "down" and self.cuts and self.down >= self.cuts[0]:
                    self.cuts.pop(0)
                    self.cut()

    @contextmanager
    def _ending(self, sink):
        """Let the other side know, however this one ended."""
        try:
            yield
        finally:
            sink.shutdown(socket.SHUT_WR)

    def _spoiled(self, piece):
        place = self.corrupt_at - self.down
        if 0 <= place < len(piece):
            return piece[:place] + bytes([piece[place] ^ 1]) + piece[place + 1 :]
        return piece
