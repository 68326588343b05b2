"""Debian's kiwix-serve over a ZIM with one page a resource and the film, made by Debian's zimwriterfs."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bench import FILM_BYTES
from benchmarks.processes import Started, free_port, run, start
from benchmarks.resources import GRAINS_A_MODULE, content

NAME = "bench"
SEARCH = f"/search?content={NAME}&pageLength=20&pattern="
HIT = "<cite>"
SUGGEST = f"/suggest?content={NAME}&term="
FILM = f"/{NAME}/film.mp4"
THREADS = 4
SIDE = 48  # pixels of the picture that a ZIM must have


def make(folder: Path, resources: int) -> None:
    """Make a ZIM with these resources, if it is not there yet.

    Raises:
        subprocess.CalledProcessError: zimwriterfs failed.
    """
    zim, pages = folder / f"{NAME}.zim", folder / "zim-pages"
    if not zim.exists():
        pages.mkdir(exist_ok=True)
        _write_pages(pages, resources)
        about = {
            "--welcome": "index.html",
            "--illustration": "icon.png",
            "--language": "fra",
            "--title": "Essai",
            "--description": "Essai",
            "--creator": "Essai",
            "--publisher": "Essai",
            "--name": NAME,
        }
        run("zimwriterfs", *(f"{name}={value}" for name, value in about.items()), pages, zim)


@contextmanager
def serving(folder: Path) -> Iterator[Started]:
    """Serve the ZIM."""
    port = free_port()
    command: list[object] = [
        "kiwix-serve",
        "-i",
        "127.0.0.1",
        "-p",
        port,
        "-t",
        THREADS,
        folder / f"{NAME}.zim",
    ]
    started = start(command, port)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()


def linked_mb() -> float:
    """Return what the program and the libraries that it is linked with take, in MB."""
    program = run("which", "kiwix-serve").strip()
    libraries = [word for word in run("ldd", program).split() if word.startswith("/")]
    return sum(Path(one).stat().st_size for one in (program, *libraries)) / 1e6


def _write_pages(pages: Path, resources: int) -> None:
    links = []
    for module, _skill in content(resources // GRAINS_A_MODULE):
        for grain in module.grains:
            name, title = f"{grain.id.replace('/', '-')}.html", grain.title["fr"]
            links.append(f'<li><a href="{name}">{title}</a>')
            _write_page(pages / name, title, grain.html.get("fr", ""))
    _write_page(pages / "index.html", "Programme", f"<ul>{''.join(links)}</ul>")
    (pages / "icon.png").write_bytes(_picture())
    (pages / "film.mp4").write_bytes(bytes(FILM_BYTES))


def _write_page(file: Path, title: str, body: str) -> None:
    head = f'<meta charset="utf-8"><title>{title}</title>'
    file.write_text(f"<!DOCTYPE html><html><head>{head}</head><body><h1>{title}</h1>{body}</body></html>")


def _picture() -> bytes:
    """Return a grey square as PNG."""

    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * SIDE for _ in range(SIDE))
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    )
