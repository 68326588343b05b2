"""Pieces of SVG put together into one picture: same outline, same flat colours, the same bytes each time."""

import re
from collections.abc import Iterable
from typing import TypedDict, Unpack
from xml.sax.saxutils import escape, quoteattr

from ministry.media.things import THINGS

INK = "#2b2118"
MANGO = "#f5b12c"
CLAY = "#b24c22"
ORANGE = "#dd5f2c"
LEAF = "#4b8f45"
WATER = "#3f93a8"
EARTH = "#dfa062"
CREAM = "#fff6e3"
PALE_WATER = "#e3eef6"

TEXT = 'font-family="system-ui,Roboto,DejaVu Sans,sans-serif" font-weight="700" text-anchor="middle"'
LINE = 2.5
THING_SIDE = 64  # every thing is drawn in a square of 64 × 64
USED = re.compile(r'xlink:href="#([a-z0-9-]+)"')


class Stroke(TypedDict, total=False):
    """What may replace the dark outline: a colour, a width, dashes."""

    stroke: str
    width: float
    dash: str


def picture(width: int, height: int, label: str, parts: Iterable[str]) -> str:
    """Return a whole SVG file of this size; the things that `parts` use are laid down once, in `<defs>`."""
    body = "".join(parts)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label={quoteattr(label)} stroke="{INK}" stroke-width="{LINE}" '
        f'stroke-linecap="round" stroke-linejoin="round" {TEXT}>'
        f"<title>{escape(label)}</title>{definitions(body)}{body}</svg>\n"
    )


def definitions(body: str) -> str:
    """Return the `<defs>` of every thing that the body uses, and of the things that those are made of."""
    names: set[str] = set()
    seen = set(USED.findall(body))
    while seen - names:
        names |= seen
        seen = {used for name in names for used in USED.findall(THINGS[name])}
    laid_down = "".join(f'<g id="{name}">{THINGS[name]}</g>' for name in sorted(names))
    return f"<defs>{laid_down}</defs>" if names else ""


def put(thing: str, x: float, y: float, side: float = 40) -> str:
    """Return a thing placed with its upper left corner at (x, y), `side` units wide and high."""
    scale = side / THING_SIDE
    thinner = (
        f' stroke-width="{short(LINE / scale)}"' if scale > 1 else ""
    )  # a large thing has no thicker line
    return f'<use xlink:href="#{thing}" transform="{move(x, y, scale)}"{thinner}/>'


def group(x: float, y: float, *parts: str, scale: float = 1, colour: str = "") -> str:
    """Return parts moved together to (x, y); `colour` is what their `currentColor` is."""
    coloured = f' color="{colour}"' if colour else ""
    return f'<g transform="{move(x, y, scale)}"{coloured}>' + "".join(parts) + "</g>"


def same(thing: str) -> str:
    """Return a thing in its own place and size: a part of a larger one."""
    return f'<use xlink:href="#{thing}"/>'


def move(x: float, y: float, scale: float = 1) -> str:
    """Return the `transform` that moves to (x, y) and scales."""
    place = f"translate({short(x)} {short(y)})"
    return place if scale == 1 else f"{place} scale({short(scale)})"


def path(shape: str, fill: str = "none", **stroke: Unpack[Stroke]) -> str:
    """Return a path; `stroke`, `width` and `dash` replace the dark outline."""
    return f'<path d="{shape}" fill="{fill}"{outline(**stroke)}/>'


def circle(x: float, y: float, radius: float, fill: str = "none", **stroke: Unpack[Stroke]) -> str:
    """Return a circle around (x, y)."""
    return f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" fill="{fill}"{outline(**stroke)}/>'


def oval(x: float, y: float, across: float, down: float, fill: str, **stroke: Unpack[Stroke]) -> str:
    """Return an ellipse around (x, y), `across` and `down` being its half axes."""
    place = f'cx="{short(x)}" cy="{short(y)}" rx="{short(across)}" ry="{short(down)}"'
    return f'<ellipse {place} fill="{fill}"{outline(**stroke)}/>'


def box(
    x: float, y: float, across: float, down: float, fill: str, corner: float = 0, **stroke: Unpack[Stroke]
) -> str:
    """Return a rectangle, with round corners when `corner` is given."""
    place = f'x="{short(x)}" y="{short(y)}" width="{short(across)}" height="{short(down)}"'
    rounded = f' rx="{short(corner)}"' if corner else ""
    return f'<rect {place}{rounded} fill="{fill}"{outline(**stroke)}/>'


def words(x: float, y: float, said: str | int, size: int = 20, fill: str = INK) -> str:
    """Return a number or a sign in bold, centred on x, standing on y."""
    return (
        f'<text x="{short(x)}" y="{short(y)}" font-size="{size}" fill="{fill}" stroke="none">'
        f"{escape(str(said))}</text>"
    )


def outline(stroke: str = "", width: float = 0, dash: str = "") -> str:
    """Return the attributes of a line other than the inherited dark one."""
    said = (("stroke", stroke), ("stroke-width", short(width) if width else ""), ("stroke-dasharray", dash))
    return "".join(f' {name}="{value}"' for name, value in said if value)


def short(number: float) -> str:
    """Return the number with at most two decimals and no idle zero, so that files stay small."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
