"""The other programs that make media, always run in the same way, with a message that says how to mend."""

import shutil
import subprocess
from pathlib import Path

from exchange.errors import NeedsAPerson

DEBIAN_PACKAGES = {
    "espeak-ng": "espeak-ng",
    "ffmpeg": "ffmpeg",
    "rsvg-convert": "librsvg2-bin",
    "chromium": "chromium",
}
SAME_BYTES = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-flags:v", "+bitexact")

# Of a sound: a little less hiss and boom, the same loudness everywhere; -18 LUFS is loud enough on a phone.
MENDED = "highpass=f=90,lowpass=f=7500,loudnorm=I=-18:TP=-2:LRA=9"


class ProgramMissing(NeedsAPerson):
    """A program that makes media is not installed."""


class ProgramFailed(NeedsAPerson):
    """A program that makes media gave up; the message is its own last line."""


def run(program: str, *arguments: str | Path, given: bytes = b"") -> bytes:
    """Return what a program prints when it is given these bytes.

    Raises:
        ProgramMissing: it is not installed; the message names the Debian package.
        ProgramFailed: it ended with an error.
    """
    place = shutil.which(program)
    if not place:
        raise ProgramMissing(f"{program} manque : sudo apt install {DEBIAN_PACKAGES[program]}")
    done = subprocess.run([place, *arguments], input=given, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["?"]
        raise ProgramFailed(f"{program} : {lines[-1]}")
    return done.stdout


def ffmpeg(*arguments: str | Path, given: bytes = b"") -> bytes:
    """Run ffmpeg so that the same input gives the same bytes: no dates, no version, one thread."""
    return run("ffmpeg", "-v", "error", "-y", *arguments, given=given)
