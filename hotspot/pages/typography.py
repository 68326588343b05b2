"""How text is set: French spaces that do not break, sums that stay left to right in Arabic.

Done once on the finished page, in its text only, so that neither templates nor authors have to think of it.
"""

import re

NO_BREAK = "\u00a0"
TAGS = re.compile(r"(<[^>]*>)")
TAG_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
LEFT_ALONE = {"svg", "script", "style", "textarea"}
ONLY_TEXT = {"title", "option"}  # no element may stand in these

UNIT = r"(?:min|h|[KMG][oB]|F|[kcm]?[mgLl])\b"
BEFORE_SIGN = re.compile(rf" (?=[?!:;»%])|(?<=«) |(?<=[0-9]) (?={UNIT})")
_NUMBER = r"[0-9]+(?:[.,\u00a0\u202f][0-9]+)*(?:/[0-9]+)?"
_TERM = rf"(?:{_NUMBER}|…|\?|_+|□)"
_SIGN = r"[-+\u2212−×÷=<>≠≤≥:/]|&lt;|&gt;"
_START = r"(?<![\w-])(?!(?<=[0-9][.,\u00a0\u202f])[0-9])"  # inside a number none begins: each is read once
SUM = re.compile(
    rf"{_START}[-−]?{_TERM}(?:[ \u00a0]?(?:{_SIGN})[ \u00a0]?{_TERM})+(?:[ \u00a0]?=)?"  # 3 + 4 = …
    rf"|{_START}[-−]{_NUMBER}"  # −5
    rf"|{_START}{_NUMBER}[ \u00a0\u202f](?:[a-zA-Z]{{1,4}}|°C|%)(?![a-zA-Z])"  # 12 cm
)


def french(text: str) -> str:
    """Return the text with spaces that do not break: before ? ! : ; » %, after «, before a unit."""
    return BEFORE_SIGN.sub(NO_BREAK, text)


def with_sums(text: str) -> str:
    """Return text of a page with each sum wrapped, so that Arabic around it does not turn it round."""
    return SUM.sub(lambda found: f'<bdi dir="ltr">{found.group()}</bdi>', text)


def set_page(html: str) -> str:
    """Return a finished page with its text well set.

    Sums are wrapped only in a page that has something written from right to left.
    """
    right_to_left = 'dir="rtl"' in html
    pieces = TAGS.split(html)
    alone = only_text = 0  # how deep we are in such elements
    for place, piece in enumerate(pieces):
        if place % 2:  # a tag: every second piece
            alone += _step(piece, LEFT_ALONE)
            only_text += _step(piece, ONLY_TEXT)
        elif piece and not alone:
            text = french(piece)
            pieces[place] = with_sums(text) if right_to_left and not only_text else text
    return "".join(pieces)


def _step(tag: str, names: set[str]) -> int:
    """Return how much deeper this tag leads into these elements: 1, 0 or -1."""
    name = TAG_NAME.match(tag)
    if name is None or name[1].lower() not in names or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1
