"""How text is set: French spaces that do not break, sums that stay left to right in Arabic.

Done once on the finished page, in its text only, so that neither templates nor authors have to think of it.
"""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"
LEFT_ALONE = ("svg", "script", "style", "textarea")
_WHOLE = "|".join(rf"{name}\b.*?</{name}>" for name in LEFT_ALONE)
TAGS = re.compile(rf"(<(?:{_WHOLE}|[^>]*>))", re.S | re.I)  # with all that stands in those left alone
ONLY_TEXT = ("<title", "<option")  # no element may stand in these

UNIT = r"(?:min|h|[KMG][oB]|F|[kcm]?[mgLl])\b"
BEFORE_SIGN = re.compile(rf" (?=[?!:;»%])|(?<=«) |(?<=[0-9]) (?={UNIT}|000\b)")
INVERSION = re.compile(r"(?<=\w)-(?=t-(?:il|elle|on)s?\b)|(?<=-t)-(?=(?:il|elle|on)s?\b)")  # « y a-t-il »
_NUMBER = r"[0-9]+(?:[.,\u00a0\u202f][0-9]+)*(?:/[0-9]+)?"
_TERM = rf"(?:{_NUMBER}|…|[?؟]|_+|□)"
_SIGN = r"[-+\u2212−×÷=<>≠≤≥:/]|&lt;|&gt;"
_START = r"(?<![\w-])(?!(?<=[0-9][.,\u00a0\u202f])[0-9])"  # inside a number none begins: each is read once
SUM = re.compile(
    rf"{_START}[-−]?{_TERM}(?:[ \u00a0]?(?:{_SIGN})[ \u00a0]?{_TERM})+(?:[ \u00a0]?=)?"  # 3 + 4 = …
    rf"|{_START}[-−]{_NUMBER}"  # −5
    rf"|{_START}{_NUMBER}[ \u00a0\u202f](?:[a-zA-Z]{{1,4}}|°C|%)(?![a-zA-Z])"  # 12 cm
)


def french(text: str) -> str:
    """Return the text unbroken where French wants it: before ? ! : ; » %, after «, in a-t-il and 1 000."""
    whole = INVERSION.sub(NO_BREAK_HYPHEN, text) if "-t-" in text else text
    return BEFORE_SIGN.sub(NO_BREAK, whole)


def with_sums(text: str) -> str:
    """Return text of a page with each sum wrapped, so that Arabic around it does not turn it round."""
    return SUM.sub(lambda found: f'<bdi dir="ltr">{found.group()}</bdi>', text)


def set_page(html: str) -> str:
    """Return a finished page with its text well set, without the spaces where templates had nothing to say.

    Sums are wrapped only in a page that has something written from right to left. Most lines stand in many
    pages: each is set once.
    """
    is_rtl = 'dir="rtl"' in html
    lines = [_set_line(line, is_rtl) for line in html.split("\n")]
    whole = [line for line in lines if line is not None]
    if len(whole) == len(lines):
        return "\n".join(whole)
    return _set(TAGS.split("\n".join(line.rstrip(" \t") for line in html.split("\n"))), is_rtl)


@lru_cache(maxsize=1024)  # about 0.5 KB each
def _set_line(line: str, is_rtl: bool) -> str | None:
    """Return a line well set; None for one that begins or ends inside a tag or a drawing."""
    pieces = TAGS.split(line.rstrip(" \t"))
    around = "".join(pieces[::2])
    opens = [line.count(f"<{name}") - line.count(f"</{name}") for name in LEFT_ALONE]
    return None if "<" in around or ">" in around or any(opens) else _set(pieces, is_rtl)


def _set(pieces: list[str], is_rtl: bool) -> str:
    """Return texts and tags, in turn, joined again, with the texts well set."""
    texts = [french(text) if " " in text else text for text in pieces[::2]]  # every second piece is a tag
    if is_rtl:
        tags = ["", *pieces[1::2]]  # the one before each text
        texts = [
            text if tag.startswith(ONLY_TEXT) else with_sums(text)
            for tag, text in zip(tags, texts, strict=True)
        ]
    pieces[::2] = texts
    return "".join(pieces)
