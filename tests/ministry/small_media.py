"""Films and sounds of a second: by hand, as light as they travel; by ffmpeg, as telephones record them."""

import struct
import subprocess

FRAME = b"\xff\xf3\x40\xc4" + bytes(100)  # MPEG-2 layer III, 32 kbit/s, 22,050 Hz, one channel


def light_sound(words):
    return FRAME * 38 + words.encode()


def light_film(words, *, seconds=1, profile=66, lines=240):
    mvhd = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000))
    tkhd = box(b"tkhd", bytes(76) + struct.pack(">II", 426 << 16, lines << 16))
    moov = box(b"moov", mvhd + box(b"trak", tkhd + box(b"avcC", bytes([1, profile]))))
    return box(b"ftyp", b"isom") + moov + box(b"mdat", words.encode())


def box(name, content):
    return struct.pack(">I4s", 8 + len(content), name) + content


def recorded_film(path, *, size="1280x720", seconds=1, more=()):
    """Record as a telephone does: large, H.264 high, the index at the end."""
    picture = ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25:duration={seconds}")
    sound = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}")
    ffmpeg(*picture, *sound, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *more, path)


def recorded_sound(path, kbit_per_s=128):
    sound = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
    ffmpeg(*sound, "-ac", "2", "-ar", "44100", "-b:a", f"{kbit_per_s}k", path)


def told_by_ffprobe(path, *entries):
    """Return what ffprobe says of the first picture or the first sound."""
    wanted = ("-show_entries", f"stream={','.join(entries)}", "-of", "csv=p=0")
    done = subprocess.run(["ffprobe", "-v", "error", *wanted, path], capture_output=True, check=True)
    return [line.split(",") for line in done.stdout.decode().splitlines()]


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)
