"""The strokes that all drawings share: one outline, seven flat colours, whole coordinates."""

from fractions import Fraction
from html import escape

from learning.exercises.expressions import Number

OUTLINE = "#2b2118"
PEN = "#a8401a"  # what the teacher's pen shows: an arrow, a band
MANGO, CLAY, ORANGE, LEAF = "#f5b12c", "#b24c22", "#dd5f2c", "#4b8f45"
WATER, EARTH, CREAM = "#3f93a8", "#dfa062", "#fff6e3"


def picture(width: Number, height: Number, label: str, *parts: str, at_least: int = 0) -> str:
    """Return a whole drawing; the label says what must be seen.

    A drawing narrower than `at_least` stands in the middle: few things stay as small as many.
    """
    aside = max(Fraction(0), Fraction(at_least) - width) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}" '
        f'viewBox="{at(-aside)} 0 {at(width + 2 * aside)} {at(height)}" stroke="{OUTLINE}" '
        'stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" font-family="sans-serif" '
        f'font-weight="700" text-anchor="middle">{"".join(parts)}</svg>'
    )


def at(number: Number | float) -> str:
    """Return a coordinate, to a tenth."""
    tenths = f"{float(number):.1f}".removesuffix(".0")
    return "0" if tenths == "-0" else tenths


def path(d: str, fill: str = "none", more: str = "") -> str:
    """Return a path with the common outline."""
    return f'<path fill="{fill}" d="{d}"{" " + more if more else ""}/>'


def box(x: Number, y: Number, width: Number, height: Number, fill: str, round_by: int = 0) -> str:
    """Return a rectangle."""
    corners = f' rx="{round_by}"' if round_by else ""
    return f'<rect x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"{corners} fill="{fill}"/>'


def disc(x: Number | float, y: Number | float, radius: Number, fill: str) -> str:
    """Return a circle."""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}" fill="{fill}"/>'


def words(x: Number | float, y: Number | float, text: str, size: int = 20) -> str:
    """Return a text whose middle stands at x; y is its foot line."""
    return (
        f'<text x="{at(x)}" y="{at(y)}" font-size="{size}" fill="{OUTLINE}" '
        f'stroke="none">{escape(text)}</text>'
    )


def size_that_fits(texts: list[str], room: Number | float, largest: int = 20, smallest: int = 11) -> int:
    """Return a letter size at which each text fits the room; letters are 0.6 of their size wide."""
    longest = max((len(text) for text in texts), default=1) or 1
    return max(smallest, min(largest, int(float(room) / (0.6 * longest))))
