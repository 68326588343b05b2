"""First names: how they are written down, what is wrong with one, which of two are one child's."""

import re
import unicodedata
from typing import Literal

from hotspot.content.folding import folded

WrongName = Literal["missing", "long", "sign"]

LONGEST_NAME = 40  # characters; more does not fit under a face
JOINING = " -'’.·ʼ‘"  # signs that names have beside letters, their marks and figures
ONE_LETTER = 1  # an initial, folded


def tidy(text: str) -> str:
    """Return a name as it is kept: in one form of Unicode, without invisible signs, FATOU as Fatou."""
    whole = unicodedata.normalize("NFC", text)
    seen = "".join(sign for sign in whole if unicodedata.category(sign) != "Cf")
    name = " ".join(seen.split()).strip(" -'’·,;:")
    return _as_a_name(name) if name.isupper() and len(re.sub(r"\W", "", name)) > 2 else name  # noqa: PLR2004


def what_is_wrong(name: str) -> WrongName | None:
    """Return what keeps this from being a first name, or None."""
    if len(name) > LONGEST_NAME:
        return "long"
    if strange_signs(name):
        return "sign"
    return None if any(sign.isalpha() for sign in name) else "missing"


def strange_signs(name: str) -> str:
    """Return the signs that no first name has, each once: of "Awa 🌸!" these are "🌸!"."""
    return "".join(dict.fromkeys(sign for sign in name if not _is_of_a_name(sign)))


def without_strange_signs(name: str) -> str:
    """Return what a name may have meant; "" for what begins as a formula."""
    if name.startswith(("=", "+", "@")):
        return ""
    return tidy("".join(sign if _is_of_a_name(sign) else " " for sign in name))[:LONGEST_NAME]


def with_initial(first_name: str, initial: str) -> str:
    """Return a first name told apart by the first letter of the last: "Fatou D."."""
    letter = tidy(initial)[:1].upper()
    return f"{first_name} {letter}." if letter else first_name


def without_initial(name: str) -> str:
    """Return a folded name without the initial at its end."""
    words = folded(name).split()
    return " ".join(words[:-1] if len(words) > 1 and len(words[-1]) == ONE_LETTER else words)


def _as_a_name(name: str) -> str:
    """Return "N'DÈYE-ROKHAYA" as "N'Dèye-Rokhaya"."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1] + word[0][1:].lower(), name)


def _is_of_a_name(sign: str) -> bool:
    return sign in JOINING or unicodedata.category(sign)[0] in "LM" or sign.isdecimal()
