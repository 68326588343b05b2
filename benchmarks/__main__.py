"""make bench: start, pages, answers, media and size of the box, beside a bare reference in the same run.

The figures that carry from machine to machine are CPU seconds per 1,000 requests and their ratio to the
reference; requests per second and waits depend on what else the machine does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.load import Measured, cpu_seconds, measure, page, part, resident_mb
from benchmarks.walks import answers, bare_answer, guest_at_a_question, pupil_at_home
from exchange.store import Store

BIN = Path(sys.executable).parent
PORT, REFERENCE_PORT = 8790, 8791
VIDEO_MB = 200
PART_BYTES = 2_000_000  # of a video, as a phone asks for it
PARTS = 600  # 1.2 GB
ANSWERS = 90  # three tries for each of thirty phones: then the worked answer is shown
ROW = "{:<44}{:>12}{:>12}{:>12}{:>12}"


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        _bench(folder)
    finally:
        shutil.rmtree(folder)


def _bench(folder: Path) -> None:
    environment = {
        **os.environ,
        "HOTSPOT_DATA_FOLDER": str(folder / "sn"),
        "HOTSPOT_PORT": str(PORT),
        "PYTHONDONTWRITEBYTECODE": "",  # a box is compiled once, when it is installed
    }
    seconds = {
        "publish": _timed(BIN / "ministry", "publish", "--country", "SN", "--to", folder / "repo"),
        "install": _timed(BIN / "hotspot", "install", folder / "repo", "--country", "SN", env=environment),
        "demonstration": _timed(BIN / "hotspot", "demonstration", env=environment),
    }
    began = time.perf_counter()
    box = subprocess.Popen([BIN / "hotspot", "serve"], env=environment, stdout=subprocess.DEVNULL)
    _ready(PORT, "/sante")
    seconds["start until the first answer"] = time.perf_counter() - began
    seconds["CPU of the start"] = cpu_seconds(box.pid)
    video = _video(folder)
    bare = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.reference", str(folder), str(video), str(REFERENCE_PORT)]
    )
    _ready(REFERENCE_PORT, "/")
    try:
        for what, took in seconds.items():
            print(f"{what:<44}{took:>10.2f} s")
        _compare(box, bare, folder / "sn" / "school.db")
        _compare_media(box, bare, video.name)
        _after(box, bare)
    finally:
        box.terminate()
        bare.terminate()
        box.wait()
        bare.wait()


def _compare(box: subprocess.Popen[bytes], bare: subprocess.Popen[bytes], school_file: Path) -> None:
    print(
        f"{'memory after the start':<44}{resident_mb(box.pid):>10.0f} MB, "
        f"reference {resident_mb(bare.pid):.0f} MB"
    )
    print(ROW.format("", "CPU s/1000", "req/s", "p99 ms", "wire bytes"))
    reference = measure(bare, REFERENCE_PORT, page("/"))
    _row("reference: 30 rows, not compressed", reference)
    for path in ("/", "/catalogue", "/eleve/"):
        _row(path, measure(box, PORT, page(path)), reference)
    home = page("/eleve/accueil", pupil_at_home(PORT, school_file))
    _row("a learner's home", measure(box, PORT, home), reference)
    cookie, question = guest_at_a_question(PORT)
    _row("a question", measure(box, PORT, page(question, cookie)), reference)
    kept = measure(bare, REFERENCE_PORT, bare_answer(), ANSWERS)
    _row("reference: one answer kept", kept)
    _row("an answer, marked and kept", measure(box, PORT, answers(PORT), ANSWERS), kept)


def _compare_media(box: subprocess.Popen[bytes], bare: subprocess.Popen[bytes], sha256: str) -> None:
    for name, server, port, path in (
        ("reference: file_wrapper alone", bare, REFERENCE_PORT, "/film"),
        ("a video in parts of 2 MB", box, PORT, f"/media/{sha256}/film.mp4"),
    ):
        measured = measure(server, port, part(path, PART_BYTES, VIDEO_MB), PARTS)
        seconds_per_gb = measured.cpu_seconds_per_1000 / (1000 * PART_BYTES / 1e9)
        print(f"{name:<44}{seconds_per_gb:>10.2f} CPU s/GB")


def _after(box: subprocess.Popen[bytes], bare: subprocess.Popen[bytes]) -> None:
    print(
        f"{'memory after the load':<44}{resident_mb(box.pid):>10.0f} MB, "
        f"reference {resident_mb(bare.pid):.0f} MB"
    )
    print(f"{'CPU in all':<44}{cpu_seconds(box.pid):>10.1f} s")


def _video(folder: Path) -> Path:
    """Return a file of zeros in the box's store; nobody checks its name while it is served."""
    file = Store(folder / "sn" / "store").path_of_blob("0" * 64)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(VIDEO_MB * 1_000_000))
    return file


def _row(name: str, measured: Measured, reference: Measured | None = None) -> None:
    ratio = f"  ×{measured.cpu_seconds_per_1000 / reference.cpu_seconds_per_1000:.1f}" if reference else ""
    figures = (
        f"{measured.cpu_seconds_per_1000:.2f}",
        f"{measured.requests_per_second:.0f}",
        f"{measured.slowest_of_100_ms:.0f}",
        measured.wire_bytes,
    )
    print(ROW.format(name, *figures) + ratio)


def _timed(*command: object, env: dict[str, str] | None = None) -> float:
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _ready(port: int, path: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError(f"nothing answers at port {port}")


if __name__ == "__main__":
    main()
