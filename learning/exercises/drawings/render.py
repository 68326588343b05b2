"""Chooses the drawing by its kind."""

from collections.abc import Callable, Mapping

from exchange.documents import Money, Word
from learning.exercises.drawings.counting import objects, tens
from learning.exercises.drawings.measuring import clock, number_line, ruler
from learning.exercises.drawings.money import money
from learning.exercises.drawings.reading import Fields
from learning.exercises.drawings.sharing import bars, fraction, rectangle
from learning.exercises.errors import ExpressionError

KINDS: Mapping[str, Callable[[Fields, str, str], str]] = {
    "number-line": number_line,
    "fraction": fraction,
    "clock": clock,
    "objects": objects,
    "rectangle": rectangle,
    "bars": bars,
    "ruler": ruler,
    "tens": tens,
}

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number-line": ("start", "end", "step", "mark", "labels"),
    "fraction": ("parts", "filled", "shape"),
    "clock": ("hours", "minutes"),
    "money": ("amounts",),
    "objects": ("groups", "rows", "columns", "thing"),
    "rectangle": ("width", "height", "grid", "unit"),
    "bars": ("values", "labels"),
    "ruler": ("length", "start", "thing"),
    "tens": ("hundreds", "tens", "ones"),
}

# Money of no country in particular, for a lesson of the whole region.
FRANCS = Money(
    code="XOF",
    sign={"fr": "F", "ar": "ف", "en": "F"},
    name=Word(one={"fr": "franc"}),
    coins=("5", "10", "25", "50", "100", "200", "250", "500"),
    notes=("1000", "2000", "5000", "10000"),
)


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the names of the values that this kind of drawing knows.

    Raises:
        ExpressionError: there is no such kind.
    """
    if kind not in FIELDS:
        raise ExpressionError(f"dessin inconnu ; il y a {', '.join(FIELDS)}", kind)
    return FIELDS[kind]


def render(kind: str, values: Fields, label: str, language: str, country: Money | None = None) -> str:
    """Return the drawing as SVG, 3 KB at most, without script, style or ids.

    Raises:
        ExpressionError: an unknown kind or value, or a value that cannot be drawn.
    """
    known = fields_of(kind)
    for name in values:
        if name not in known:
            raise ExpressionError(f"le dessin « {kind} » ne connaît que {', '.join(known)}", name)
    if kind == "money":
        return money(values, label, language, country or FRANCS)
    return KINDS[kind](values, label, language)
