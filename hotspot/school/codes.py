"""Codes: three pictures for a pupil, eight figures for adults.

A pupil's pictures are a name tag: they keep two children of one class apart, and hide nothing. They are
kept as they are, so that the teacher can print them. The technician's code opens the box: its hash is kept.
"""

import hashlib
import hmac
import secrets
from random import SystemRandom

PICTURES = (
    "mango",
    "drum",
    "hen",
    "bicycle",
    "fish",
    "calabash",
    "sun",
    "pirogue",
    "house",
    "star",
    "millet",
    "hand",
)
PICTURES_A_CODE = 3  # 12 × 11 × 10 = 1,320 codes a class

SCRYPT = {"n": 2**14, "r": 8, "p": 1}  # 16 MiB and about 50 ms on a Pi 4; RFC 7914
SALT_BYTES = 16
FIGURES = 8

_dice = SystemRandom()


def new_pictures(taken: set[str]) -> str:
    """Return a code that is not in `taken`, all three pictures different: "mango drum sun"."""
    while True:
        code = " ".join(_dice.sample(PICTURES, PICTURES_A_CODE))
        if code not in taken:
            return code


def new_code() -> str:
    """Return a code for an adult: eight figures in two groups, as they are typed: "4821 0937"."""
    figures = f"{secrets.randbelow(10**FIGURES):0{FIGURES}d}"
    return f"{figures[:4]} {figures[4:]}"


def hash_of(code: str) -> str:
    """Return what is kept of a code: `scrypt$salt$hash`, in hexadecimal."""
    salt = secrets.token_bytes(SALT_BYTES)
    return f"scrypt${salt.hex()}${salted(code, salt).hex()}"


def is_code(code: str, kept: str) -> bool:
    """Say whether `code`, with or without its spaces, is the one that `kept` was made from."""
    _, salt, expected = kept.split("$")
    return hmac.compare_digest(salted(code, bytes.fromhex(salt)), bytes.fromhex(expected))


def salted(code: str, salt: bytes, cost: int = SCRYPT["n"]) -> bytes:
    """Return the hash of a code's figures, however they are spaced; slow on purpose."""
    figures = "".join(code.split()).replace("-", "")
    return hashlib.scrypt(figures.encode(), salt=salt, **{**SCRYPT, "n": cost})
