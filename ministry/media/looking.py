"""How long a film or a sound is, and what a phone must be able to do; read here: checking needs no ffmpeg."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LARGEST_INDEX = 64_000_000  # bytes of a film's index; a day of film has less
BASELINE = 66  # H.264's profile that the oldest phones play
# MPEG layer III: kbit/s by index, for MPEG-1 and for MPEG-2 and 2.5; samples a second; samples a frame
KBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
SAMPLES = {True: 1152, False: 576}


@dataclass(frozen=True)
class Film:
    """A film. `lines` is its shorter side in pixels; `plays_at_once`: its index comes before its pictures."""

    seconds: float
    lines: int
    is_baseline: bool
    plays_at_once: bool


def film(path: Path) -> Film | None:
    """Return what an MP4 file says of itself, None when it cannot be read. Of another codec: not baseline."""
    try:
        with path.open("rb") as file:
            places = {name: (start, size) for name, start, size in _boxes(file, 0, path.stat().st_size)}
            start, size = places[b"moov"]
            file.seek(start)
            index = file.read(min(size, LARGEST_INDEX))
        return Film(
            _seconds(index),
            _lines(index),
            is_baseline=b"avcC%c%c" % (1, BASELINE) in index,
            plays_at_once=start < places[b"mdat"][0],
        )
    except (KeyError, ValueError, struct.error, ZeroDivisionError):
        return None


def sound_seconds(path: Path) -> float | None:
    """Return how long an MP3 file lasts, by its frames; None when there is none."""
    content = path.read_bytes()
    at = _after_tag(content)
    seconds = 0.0
    while frame := _frame(content[at : at + 4]):
        seconds += frame[1]
        at += frame[0]
    return seconds or None


def _boxes(file: IO[bytes], at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and size of what is inside each box of a part of the file."""
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        size = size or end - at  # 0: to the end of the file
        if size < head:
            return
        yield name, at + head, size - head
        at += size


def _seconds(index: bytes) -> float:
    at = index.index(b"mvhd") + 4
    is_long = index[at] == 1
    a_second, length = struct.unpack_from(">IQ" if is_long else ">II", index, at + (20 if is_long else 12))
    return float(length / a_second)


def _lines(index: bytes) -> int:
    """Return the shorter side of the largest track."""
    sides: list[int] = []
    at = index.find(b"tkhd")
    while at >= 0:
        size = struct.unpack_from(">I", index, at - 4)[0]
        width, height = struct.unpack_from(">II", index, at - 4 + size - 8)
        sides.append(min(width, height) >> 16)  # fixed point
        at = index.find(b"tkhd", at + 4)
    return max(sides, default=0)


def _after_tag(content: bytes) -> int:
    """Return where the first frame may begin: behind a title and an author."""
    if not content.startswith(b"ID3") or len(content) < 10:  # noqa: PLR2004 – the head of an ID3 tag
        return 0
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frame(head: bytes) -> tuple[int, float] | None:
    """Return bytes and seconds of the frame with this head, None when it is no frame of layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # noqa: PLR2004 – eleven bits set, layer III
        return None
    version, kbits, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or kbits in (0, 15) or rate == 3:  # noqa: PLR2004 – what the standard keeps free
        return None
    is_first, a_second = version == 3, RATES[version][rate]  # noqa: PLR2004 – MPEG-1
    samples = SAMPLES[is_first]
    size = samples // 8 * KBITS[is_first][kbits] * 1000 // a_second + (head[2] >> 1 & 1)
    return size, samples / a_second
