"""Tables in a terminal: columns that stay straight under Arabic names and accents, and within 80 signs."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

TERMINAL = 80  # signs a line, on the oldest console
UNBROKEN = "\N{NO-BREAK SPACE}"
BEFORE_SIGN, AFTER_SIGN = re.compile(" (?=[:;?!»–])"), re.compile("(?<=«) ")


def width(text: str) -> int:
    """Return how many places a terminal gives a text: marks over a letter take none, wide signs two."""
    return sum(_places(sign) for sign in text)


def fitted(text: str, places: int) -> str:
    """Return the text in exactly so many places: cut with "…", or filled with spaces."""
    if width(text) > places:
        kept = text
        while width(kept) >= places:
            kept = kept[:-1]
        text = f"{kept}…"
    return text + " " * (places - width(text))


def table(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Return lines whose columns are as wide as their widest text; the last one is not filled."""
    widest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        gap.join(fitted(text, places) for text, places in zip(row, widest, strict=True)).rstrip()
        for row in rows
    ]


def paragraph(text: str, indent: str = "", hanging: str = "") -> list[str]:
    """Return a text in lines of the terminal, each after `indent`, the further ones also after `hanging`.

    None begins with a French sign.
    """
    lines = textwrap.wrap(
        BEFORE_SIGN.sub(UNBROKEN, AFTER_SIGN.sub(UNBROKEN, text)),
        TERMINAL,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
    )
    return [line.replace(UNBROKEN, " ") for line in lines]


def _places(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
