"""Icons, pictures and faces: a page carries the drawings that it uses, once each, and no other."""

import re
from functools import cache
from typing import Protocol

from flask import g
from markupsafe import Markup

from hotspot.pages.static import files

KIND_ICONS = {
    "lesson": "read",
    "exercises": "exercise",
    "video": "video",
    "audio": "audio",
    "comic": "comic",
    "document": "sheet",
    "picture": "eye",
    "module": "module",
    "parcours": "parcours",
}
SUBJECT_ICONS = {"health-subject": "health", "teaching": "read"}  # the others are called as the subject is

USED = re.compile(r'<use xlink:href="#([^"]+)"')


class Portrait(Protocol):
    """What is drawn of a learner: hair, skin and cloth."""

    face: int
    skin: int
    cloth: int


@cache
def symbols() -> dict[str, str]:
    """Return every drawing of icons.svg by its name, as a <symbol>."""
    sheet = files()["icons.svg"].plain.decode()
    found = re.findall(r'<symbol id="([^"]+)".*?</symbol>', sheet, re.S)
    bodies = re.findall(r"<symbol id=.*?</symbol>", sheet, re.S)
    return dict(zip(found, bodies, strict=True))


def icon(name: str, turns: bool = False) -> Markup:
    """Return a line icon; one that shows the way `turns` in Arabic."""
    return _drawing(f"i-{name}", "icon turns" if turns else "icon")


def light(name: str) -> Markup:
    """Return a traffic light of the box's health: good, warn or bad."""
    return _drawing(f"l-{name}", "light")


def picture(name: str) -> Markup:
    """Return one of the twelve pictures, or that of a phone that has kept an answer."""
    return _drawing(f"p-{name}", "picture")


def face(portrait: Portrait, small: bool = False) -> Markup:
    """Return a learner's face; its three numbers may be anything, so that an old row never breaks a page."""
    hair, skin, cloth = portrait.face % 12 or 12, portrait.skin % 6 or 6, portrait.cloth % 6 or 6
    size = " small" if small else ""
    return _drawing(f"face-{hair}", f"face{size} skin{skin} cloth{cloth}")


def logo() -> Markup:
    """Return the drawing of the project: a sprout in a box."""
    return _drawing("logo", "")


def _drawing(name: str, classes: str) -> Markup:
    drawings_of_page().add(name)
    of_class = f' class="{classes}"' if classes else ""
    return Markup(f'<svg{of_class} aria-hidden="true"><use xlink:href="#{name}"/></svg>')  # noqa: S704 – own names


def drawings_of_page() -> set[str]:
    """Return the names of the drawings used so far in this page."""
    if "drawings" not in g:
        g.drawings = set()
    names: set[str] = g.drawings
    return names


def draw_along(html: str) -> None:
    """Note the drawings of a piece of the page that was kept from another time."""
    drawings_of_page().update(USED.findall(html))


def drawings() -> Markup:
    """Return the symbols that the page has used; stands last in the page."""
    wanted = set(drawings_of_page())
    if any(name.startswith("face-") for name in wanted):
        wanted.add("face-head")  # all faces are drawn on it
    bodies = "".join(symbols()[name] for name in sorted(wanted))
    return Markup(f'<svg class="vh" aria-hidden="true">{bodies}</svg>')  # noqa: S704 – own drawings
