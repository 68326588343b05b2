"""All the writings of an exercise, each with its path: what checks go through one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange.documents import Drawing, Exercise, Text, Value
from learning.exercises.asking.frame import WRITTEN_AS_TEXT


@dataclass(frozen=True)
class Piece:
    """One writing: an expression (str), a text (by language) or a drawing.

    `guard` is the condition under which it serves; `band` the band it belongs to, None for all.
    """

    where: str
    content: str | Text | Drawing
    guard: str = ""
    band: int | None = None


def rules_of(exercise: Exercise) -> Iterator[Piece]:
    """Yield the expressions that decide what is drawn: `let` and the bands' conditions."""
    for name, expression in sorted(exercise.let.items()):
        yield Piece(f"let.{name}", expression)
    for place, band in enumerate(exercise.bands):
        for number, condition in enumerate(band.where):
            yield Piece(f"bands[{place}].where[{number}]", condition, band=place)


def pieces_of(exercise: Exercise) -> Iterator[Piece]:
    """Yield what is worked out once the values are drawn."""
    yield Piece("ask", exercise.ask)
    if exercise.drawing:
        yield Piece("drawing", exercise.drawing)
    for name, texts in (("hints", exercise.hints), ("worked", exercise.worked)):
        yield from (Piece(f"{name}[{place}]", text) for place, text in enumerate(texts))
    if exercise.well_done:
        yield Piece("well_done", exercise.well_done)
    yield from _answers(exercise)
    yield from _wrongs(exercise)
    yield from _cards(exercise)


def _answers(exercise: Exercise) -> Iterator[Piece]:
    if exercise.type in ("number", "choice", "text"):
        yield Piece("right", exercise.right)
    if exercise.type == "number":
        yield Piece("tolerance", exercise.tolerance)
    if exercise.right_drawing:
        yield Piece("right_drawing", exercise.right_drawing)
    yield from _values("accept", exercise.accept)


def _wrongs(exercise: Exercise) -> Iterator[Piece]:
    for place, wrong in enumerate(exercise.wrong):
        where = f"wrong[{place}]"
        if wrong.when:
            yield Piece(f"{where}.when", wrong.when)
        yield Piece(f"{where}.value", wrong.value, wrong.when)
        yield Piece(f"{where}.say", wrong.say, wrong.when)
        if wrong.drawing:
            yield Piece(f"{where}.drawing", wrong.drawing, wrong.when)


def _cards(exercise: Exercise) -> Iterator[Piece]:
    for place, option in enumerate(exercise.options):
        yield Piece(f"options[{place}].value", option.value)
        yield Piece(f"options[{place}].right", option.right)
        if option.say:
            yield Piece(f"options[{place}].say", option.say)
    yield from _values("items", exercise.items)
    for place, pair in enumerate(exercise.pairs):
        yield Piece(f"pairs[{place}].left", pair.left)
        yield Piece(f"pairs[{place}].right", pair.right)
    if exercise.text:
        yield Piece("text", exercise.text)
    for place, gap in enumerate(exercise.gaps):
        yield Piece(f"gaps[{place}].right", gap.right)
        yield from _values(f"gaps[{place}].choices", gap.choices)


def _values(name: str, values: tuple[Value, ...]) -> Iterator[Piece]:
    for place, value in enumerate(values):
        yield Piece(f"{name}[{place}]", value)


def within(piece: Piece) -> Iterator[Piece]:
    """Yield the expressions and texts of a piece: itself, or those of a drawing."""
    drawing = piece.content
    if not isinstance(drawing, Drawing):
        yield piece
        return
    yield Piece(f"{piece.where}.label", drawing.label, piece.guard)
    as_text = WRITTEN_AS_TEXT.get(drawing.kind, ())
    for name, given in drawing.of.items():
        if name in as_text:
            continue
        for expression in [given] if isinstance(given, str | int) else given:
            if isinstance(expression, str):
                yield Piece(f"{piece.where}.of.{name}", expression, piece.guard)
