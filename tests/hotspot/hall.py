"""A hall: boxes and a phone in network namespaces of their own, joined by a bridge in another."""

import os
import secrets
import select
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

FOLDER = Path(__file__).parent
PHONE = 99  # the last number of its address
HANG_SECONDS = 15  # only ever reached when something hangs


def why_no_hall() -> str:
    """Return why no hall can be made here, "" when it can."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    if not shutil.which("ip"):
        return "there is no ip(8): apt-get install iproute2"
    trial = f"hall-{secrets.token_hex(3)}"
    made = subprocess.run(["ip", "netns", "add", trial], capture_output=True, text=True, check=False)
    if made.returncode:
        return f"no network namespaces here: {made.stderr.strip()}"
    subprocess.run(["ip", "netns", "del", trial], check=True)
    return ""


class Hall:
    """Makes places, runs programs in them, and takes all away at the end."""

    def __init__(self) -> None:
        self.name = f"hall-{secrets.token_hex(3)}"
        self._cleaning = ExitStack()
        self._cables = 0
        self._add(self.name)
        self.ip("-n", self.name, "link", "add", "cables", "type", "bridge", "mcast_snooping", "0")
        self.ip("-n", self.name, "link", "set", "cables", "up")

    def __enter__(self) -> "Hall":
        return self

    def __exit__(self, *_error: object) -> None:
        self._cleaning.close()

    def ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True)

    def place(self, number: int) -> str:
        """Return a new place with the address 192.168.77.NUMBER, on the cable."""
        place = f"{self.name}-{number}"
        self._add(place)
        self._cables += 1
        cable = f"cable{self._cables}"
        self.ip("link", "add", "eth0", "netns", place, "type", "veth", "peer", cable, "netns", self.name)
        self.ip("-n", self.name, "link", "set", cable, "master", "cables", "up")
        self.move(place, None, number)
        return place

    def move(self, place: str, old: int | None, new: int) -> None:
        """Give the place another address."""
        if old is not None:
            self.ip("-n", place, "addr", "del", f"192.168.77.{old}/24", "dev", "eth0")
        self.ip("-n", place, "addr", "add", f"192.168.77.{new}/24", "dev", "eth0")
        self.ip("-n", place, "link", "set", "eth0", "up")
        self.ip("-n", place, "route", "replace", "default", "dev", "eth0")

    def run(self, place: str, *words: str, **more: object) -> "Program":
        """Run a Python program of this folder there."""
        started = Program(place, list(words), more)
        self._cleaning.callback(started.stop)
        return started

    def phone(self) -> "Program":
        return self.run(self.place(PHONE), "asking_phone.py", f"192.168.77.{PHONE}")

    def _add(self, place: str) -> None:
        self.ip("netns", "add", place)
        self._cleaning.callback(self.ip, "netns", "del", place)
        self.ip("-n", place, "link", "set", "lo", "up")


class Program:
    """A program that runs in a place; what it prints is read line by line."""

    def __init__(self, place: str, words: list[str], more: dict) -> None:
        self._process = subprocess.Popen(
            ["ip", "netns", "exec", place, sys.executable, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=FOLDER,
            env={**os.environ, "PYTHONPATH": str(FOLDER.parent.parent), **more.get("env", {})},
        )
        self._unread = b""
        self.printed = ""

    @property
    def pid(self) -> int:
        return self._process.pid  # ip netns exec becomes the program itself

    def line_with(self, words: str) -> str:
        """Return the next line that holds these words."""
        until = time.monotonic() + HANG_SECONDS
        while True:
            line = self._line(until)
            if words in line:
                return line

    def asks(self, question: str) -> str:
        self._process.stdin.write(f"{question}\n".encode())
        self._process.stdin.flush()
        return self._line(time.monotonic() + HANG_SECONDS)

    def hears(self, question: str, answer: str) -> None:
        """Ask until the answer is this one.

        Raises:
            AssertionError: it never was.
        """
        until = time.monotonic() + HANG_SECONDS
        while (heard := self.asks(question)) != answer:
            assert time.monotonic() < until, f"{question}: {heard!r}, not {answer!r}"
            time.sleep(0.1)

    def stop(self) -> float:
        """Stop the program as systemd does; return how many seconds it took."""
        began = time.monotonic()
        if self._process.returncode is not None:
            return 0
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait(HANG_SECONDS)
        self.printed += self._process.stdout.read().decode()
        self._process.stdout.close()
        return time.monotonic() - began

    def _line(self, until: float) -> str:
        while b"\n" not in self._unread:
            left = until - time.monotonic()
            ready = select.select([self._process.stdout], [], [], max(left, 0))[0]
            piece = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            assert piece, f"it said no more after: {self.printed}"
            self._unread += piece
        line, _, self._unread = self._unread.partition(b"\n")
        self.printed += line.decode() + "\n"
        return line.decode()
