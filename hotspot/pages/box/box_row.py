"""What a row of the box's own page is: one thing of the box, how it is, and what to do about it."""

from dataclasses import dataclass

from markupsafe import Markup

from hotspot.pages.language import translate as _

WORST_FIRST = ("bad", "warn", "good")


@dataclass(frozen=True)
class Button:
    """Leads to where something is done; `posts` does it at once."""

    words: str
    address: str
    posts: bool = False


@dataclass(frozen=True)
class Row:
    """One thing of the box. `state` is good, warn or bad; `bar` is how much of how much, in MB.

    `advice` is for every adult, line by line; what is `for_technician` names a command or a folder; the
    button is for who may act.
    """

    name: str
    value: str | Markup
    state: str = "good"
    advice: str | Markup = ""
    bar: tuple[int, int] | None = None
    button: Button | None = None
    for_technician: str | Markup = ""


def command(typed: str) -> str:
    """Return the line that tells a technician what to type."""
    return _("Commande : %(typed)s", typed=left_to_right(typed))


def left_to_right(text: str) -> Markup:
    """Return a folder, a name or an hour so that it reads from left to right among Arabic too."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)
