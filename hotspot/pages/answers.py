"""The form of each type of answer: what stands on the cards, in the lists and in the fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hotspot.pages.language import in_language
from hotspot.pages.language import translate as _
from learning.exercises import Question

Given = Mapping[str, list[str]]

SHORT_CHARACTERS = 9  # two cards of so many stand side by side at 320 pixels
NATURAL_WIDTH = 180  # units of a drawing that fill a card at 320 pixels
VIEW_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) \S+"')
GAP = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True)
class Card:
    """A card to choose. `look` is " was-wrong" on one that was tried."""

    key: str
    type: str
    text: Markup
    drawing: Markup
    look: str
    checked: bool
    disabled: bool
    required: bool


@dataclass(frozen=True)
class Option:
    """One line of a list."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """A list or a field with its name; without options it is written."""

    name: str
    words: str
    options: list[Option]
    typed: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of a text with gaps: words, or a gap."""

    text: Markup
    row: Row | None = None


def form_of(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    """Return what the template of this type needs.

    `tried` is what was answered before, `typed` what stands in the fields now.
    """
    return FORMS[question.type](question, tried, typed)


def first(given: Given, name: str) -> str:
    """Return the first value of a field, "" when there is none."""
    return (given.get(name) or [""])[0]


def written(question: Question, text: str) -> Markup:
    """Return a text of the question, marked when it is not in the page's language."""
    return in_language(text, question.language)


def drawn(svg: str) -> Markup:
    """Return a drawing of our own engine as it is."""
    return Markup(svg)  # noqa: S704 – made by learning/exercises, which escapes what it writes


def to_scale(svg: str, all_of_them: list[str]) -> str:
    """Return the drawing of a card with its width, so that a mango is as large on one as on another."""
    widths = [_width_of(one) for one in all_of_them]
    if not svg or not all(widths):
        return svg
    percent = round(100 * _width_of(svg) / max(*widths, NATURAL_WIDTH))
    return svg.replace("<svg ", f'<svg width="{percent}%" ', 1)


def _width_of(svg: str) -> float:
    """Return the width of a drawing in its own units; 0 when it does not say."""
    found = VIEW_BOX.search(svg)
    return float(found[1]) if found else 0


def _number(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    """Return the field with the keyboard that suits: figures, figures with a comma, or all for a fraction."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", question.answer.removesuffix(question.unit))
    keyboard = "numeric" if bare.isdigit() else "decimal" if re.fullmatch(r"\d+[.,]\d+", bare) else "text"
    return {"typed": first(typed, "answer"), "keyboard": keyboard}


def _text(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    return {"typed": first(typed, "answer")}


def _choice(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    missed = {first(given, "answer") for given in tried}
    cards = [
        _card(question, place, "radio", choice.key in typed.get("answer", []), choice.key in missed)
        for place, choice in enumerate(question.choices)
    ]
    return _cards(question, cards, _("Choisis une réponse."))


def _choices(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    chosen = typed.get("answer", [])
    cards = [
        _card(question, place, "checkbox", choice.key in chosen, False)
        for place, choice in enumerate(question.choices)
    ]
    return _cards(question, cards, _("Choisis toutes les bonnes réponses."))


def _card(question: Question, place: int, kind: str, checked: bool, missed: bool) -> Card:
    choice = question.choices[place]
    return Card(
        key=choice.key,
        type=kind,
        text=written(question, choice.text),
        drawing=drawn(to_scale(choice.drawing, [one.drawing for one in question.choices])),
        look=" was-wrong" if missed else "",
        checked=checked and not missed,
        disabled=missed,
        required=kind == "radio" and not missed,
    )


def _cards(question: Question, cards: list[Card], legend: str) -> dict[str, Any]:
    short = all(len(one.text) <= SHORT_CHARACTERS and not one.drawing for one in question.choices)
    return {"choices": cards, "choices_look": " short" if short else "", "legend": legend}


def _order(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    places = [str(number) for number in range(1, len(question.choices) + 1)]
    rows = [
        Row(
            choice.key,
            written(question, choice.text),
            [Option(place, place, place == first(typed, choice.key)) for place in places],
        )
        for choice in question.choices
    ]
    return {"rows": rows, "legend": _("Choisis la place de chaque carte.")}


def _match(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    rows = [
        Row(
            str(number),
            written(question, left),
            [Option(one.key, one.text, one.key == first(typed, str(number))) for one in question.choices],
        )
        for number, left in enumerate(question.lefts, start=1)
    ]
    return {"rows": rows, "legend": _("Choisis ce qui va ensemble.")}


def _gaps(question: Question, tried: Sequence[Given], typed: Given) -> dict[str, Any]:
    """Return the text cut at its gaps: every second piece of the split is a gap's number."""
    fields = {str(gap.number): gap for gap in question.gaps}
    pieces = []
    for place, piece in enumerate(GAP.split(question.text)):
        if place % 2 and piece in fields:
            pieces.append(Piece(Markup(), _gap(piece, fields[piece].choices, first(typed, piece))))
        elif piece:
            pieces.append(Piece(written(question, piece)))
    return {"pieces": pieces}


def _gap(name: str, choices: Sequence[str], typed: str) -> Row:
    options = [Option(choice, choice, choice == typed) for choice in choices]
    return Row(name, _("Trou %(number)s", number=name), options, typed)


FORMS = {
    "number": _number,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "gaps": _gaps,
}
