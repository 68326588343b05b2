"""Makes typed text comparable: one kind of space, digit, apostrophe and dash, nothing invisible."""

import unicodedata

LONGEST = 200  # characters of an answer that are read; no right answer is longer
LONGEST_REPEATED = 80

DIGIT_ZEROS = "٠۰０"  # Arabic-Indic, eastern Arabic-Indic, full-width
SIGNS = {
    "٫": ",", "，": ",", "．": ".", "٬": " ", "＋": "+", "－": "-", "−": "-", "–": "-", "—": "-", "‐": "-",
    "‑": "-", "⁄": "/", "／": "/", "∕": "/", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'",
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "…": "...",
    "ـ": "", "؟": "?", "؛": ";", "،": ",",
}  # fmt: skip
PLAIN = str.maketrans(
    SIGNS | {chr(ord(zero) + digit): str(digit) for zero in DIGIT_ZEROS for digit in range(10)}
)


def tidy(answer: str) -> str:
    """Return the answer without what cannot be seen, its spaces single and plain."""
    composed = unicodedata.normalize("NFC", answer[: LONGEST * 2])
    seen = (" " if _is_blank(letter) else letter for letter in composed if not _is_invisible(letter))
    return " ".join("".join(seen).split())[:LONGEST]


def plain(answer: str) -> str:
    """Return the tidied answer with plain digits, signs and apostrophes."""
    return tidy(answer).translate(PLAIN)


def repeated(answer: str) -> str:
    """Return the answer as it may be shown back to the learner."""
    return tidy(answer)[:LONGEST_REPEATED]


def _is_blank(letter: str) -> bool:
    return unicodedata.category(letter) in ("Zs", "Zl", "Zp", "Cc")


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cs", "Co", "Cn")
