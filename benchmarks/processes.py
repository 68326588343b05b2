"""Start what is measured and read what it costs from /proc: processor time, memory, bytes written (Linux)."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NS = 1e9
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Started:
    """A program that answers at a port, and what its start took."""

    process: subprocess.Popen[bytes]
    port: int
    wall_seconds: float
    start_cpu_seconds: float

    @property
    def pid(self) -> int:
        """The number of the process; its children count with it."""
        return self.process.pid

    def stop(self) -> None:
        """End it and wait; what does not end by itself is killed."""
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(
    command: list[object],
    port: int,
    path: str = "/",
    environment: Mapping[str, str] | None = None,
    patience_seconds: float = 60,
) -> Started:
    """Run a program until `path` answers at its port.

    Raises:
        RuntimeError: it has ended, or nothing answers in time.
    """
    began = time.perf_counter()
    words = [str(part) for part in command]
    process = subprocess.Popen(
        words, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not _answers(port, path):
        if process.poll() is not None or time.perf_counter() - began > patience_seconds:
            process.kill()
            process.wait()
            raise RuntimeError(f"Nothing answers at port {port}. To see why: {' '.join(words)}")
        time.sleep(0.02)
    return Started(process, port, time.perf_counter() - began, cpu_seconds(process.pid))


def free_port() -> int:
    """Return a port that nobody uses now: several tables may be made at once."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def run(*command: object, environment: Mapping[str, str] | None = None, **options: object) -> str:
    """Run a program to its end and return what it printed.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
        text=True,
        **options,  # type: ignore[call-overload]
    )
    return str(done.stdout)


def have(command: str, package: str) -> bool:
    """Say whether a program is here; as root, or with sudo, install its Debian package first."""
    if shutil.which(command, path=f"{os.environ['PATH']}:/usr/sbin"):
        return True
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        try:
            subprocess.run([*as_root, "apt-get", *arguments], check=True, capture_output=True)
        except (FileNotFoundError, subprocess.CalledProcessError):
            return False
    return True


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process and its children have used, to the nanosecond.

    Threads that have ended count too, to a hundredth of a second.
    """
    return sum(max(sum(map(_run_ns, _tasks(one))) / NS, _counted_seconds(one)) for one in tree(pid))


def resident_mb(pid: int) -> float:
    """Return the memory that a process and its children hold, in MB; what they share counts once each."""
    pages = sum(int(_read(one, "statm").split()[1]) for one in tree(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def bytes_written(pid: int) -> int:
    """Return what a process has sent to the disk so far."""
    found = re.search(r"^write_bytes: (\d+)", _read(pid, "io"), re.MULTILINE)
    return int(found[1]) if found else 0


def bytes_in_nameless_files(pid: int) -> int:
    """Return how much a process holds in files that were deleted while open: where servers spill answers."""
    sizes = []
    for link in (PROC / str(pid) / "fd").iterdir():
        try:
            if os.readlink(link).endswith(" (deleted)"):
                sizes.append(link.stat().st_size)
        except FileNotFoundError:
            continue
    return sum(sizes)


def tree(pid: int) -> set[int]:
    """Return a process and all its children."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (status := _read(int(folder.name), "stat")):
            parent = int(status.rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found, ahead = set(), [pid]
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead += children.get(one, [])
    return found


def folder_mb(folder: Path) -> float:
    """Return what the files of a folder take on the disk, in MB."""
    whole = sum(path.lstat().st_blocks for path in folder.rglob("*"))
    return whole * 512 / 1e6  # st_blocks are of 512 bytes, stat(2)


def _answers(port: int, path: str) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).close()
    except urllib.error.HTTPError:
        return False
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


def _counted_seconds(pid: int) -> float:
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND if fields else 0.0


def _tasks(pid: int) -> list[Path]:
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except FileNotFoundError:
        return []


def _run_ns(task: Path) -> int:
    """Return the time that a thread has run, in nanoseconds (proc(5), schedstat)."""
    try:
        return int((task / "schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
