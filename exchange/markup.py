"""The HTML that a grain may hold: a short list of tags that neither run script nor reach outside the box.

Used when publishing, to refuse what would be lost, and again when installing: a box trusts no carrier.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

TAGS = set(
    """
    p h2 h3 ul ol li b strong em i u br hr blockquote table thead tbody tr th td caption
    figure figcaption img span div bdi a sub sup
    """.split()  # noqa: SIM905 – forty quoted strings would hide what is missing
)
EVERYWHERE = ("class", "lang", "dir")
ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
LOST_WITH_CONTENT = set(
    """
    script style iframe object embed noscript template svg math xmp title textarea select
    noembed noframes
    """.split()  # noqa: SIM905 – forty quoted strings would hide what is missing
)
SHORT = 40  # characters of a refused value that a message repeats

# The page and its style sheet decide what a class looks like; a value can only be words.
FORMS = {
    "class": re.compile(r"[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)*\Z"),
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"),
    "dir": re.compile(r"(ltr|rtl|auto)\Z"),
    "alt": re.compile(r".*\Z", re.DOTALL),
    "width": re.compile(r"[0-9]{1,4}\Z"),
    "height": re.compile(r"[0-9]{1,4}\Z"),
    "start": re.compile(r"[0-9]{1,4}\Z"),
    "colspan": re.compile(r"[0-9]{1,2}\Z"),
    "rowspan": re.compile(r"[0-9]{1,2}\Z"),
    "scope": re.compile(r"(row|col)\Z"),
    # A picture is always a blob of the same pack: the page gives `media/…` its place.
    "src": re.compile(r"/?media/[0-9a-f]{64}/[a-z0-9][a-z0-9._-]*\Z"),
    # Relative, within the box: no scheme, no `//other-host`, no backslash that a browser reads as a slash.
    "href": re.compile(r"(/(?![/\\])|[a-z0-9#?.])[A-Za-z0-9/._~#?=&%+-]*\Z"),
}


def clean(html: str) -> str:
    """Return the HTML with everything that is not on the list taken out; clean HTML comes back unchanged."""
    return _cleaner.clean(html)


def is_kept(tag: str, attribute: str, value: str) -> bool:
    """Say whether `clean` keeps this attribute of this tag."""
    named = attribute in EVERYWHERE or attribute in ATTRIBUTES.get(tag, ())
    return named and FORMS[attribute].match(value) is not None


def refused(html: str) -> list[str]:
    """Return what `clean` would take out, as a person wrote it: `<script>`, `onclick="…"`.

    Comments are no loss and are not named. What is returned is for the message to the author;
    safety comes from `clean` alone.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.refused


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    return value if is_kept(tag, attribute, value) else None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=LOST_WITH_CONTENT,
    attributes={tag: {*EVERYWHERE, *ATTRIBUTES.get(tag, ())} for tag in TAGS},
    attribute_filter=_kept_value,
    url_schemes=set(),
    link_rel=None,
)


@dataclass
class _Reader(HTMLParser):
    """Goes through HTML and notes each tag and attribute that is not on the list."""

    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.refused.append(f"<{tag}>")
            return
        for name, value in attrs:
            if not is_kept(tag, name, value or ""):
                self.refused.append(f'<{tag} {name}="{_short(value or "")}">')

    def handle_decl(self, decl: str) -> None:
        self.refused.append(f"<!{_short(decl)}>")

    def handle_pi(self, data: str) -> None:
        self.refused.append(f"<?{_short(data)}>")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"
