"""Checks writings before any draw: can they be read, are their names known, is a language missing?"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from exchange.documents import Exercise, Text
from learning.exercises.checking.pieces import Piece, pieces_of, rules_of, within
from learning.exercises.checking.problem import Findings
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import names_in, parse
from learning.exercises.text import NUMBER_FILTERS, WORD_FILTERS, Place, parts_of


def check_writings(exercise: Exercise, languages: Sequence[str], findings: Findings) -> None:
    """Find what cannot be read, unknown names, missing and empty texts."""
    for piece in [*rules_of(exercise), *(part for whole in pieces_of(exercise) for part in within(whole))]:
        known = names_known(exercise, piece.band)
        if isinstance(piece.content, str):
            _check_expression(piece.where, piece.content, known, findings)
        elif isinstance(piece.content, dict):
            _check_text(piece.where, piece.content, known, languages, findings)


def names_known(exercise: Exercise, band: int | None) -> set[str]:
    """Return the names that can be spoken of: in this band, or in all of them."""
    bands = exercise.bands if band is None else exercise.bands[band : band + 1]
    known = set.intersection(*(set(one.variables) for one in bands)) if bands else set()
    if exercise.table:
        known |= set.intersection(*(set(row) for row in exercise.table))
    return known | set(exercise.words) | set(exercise.let) | {"step"}


def _check_expression(where: str, expression: str, known: set[str], findings: Findings) -> None:
    try:
        unknown = sorted(names_in(parse(expression)) - known)
    except ExpressionError as error:
        findings.add_error(where, error)
        return
    for name in unknown:
        _add_unknown(where, name, known, findings)


def _add_unknown(where: str, name: str, known: set[str], findings: Findings) -> None:
    near = get_close_matches(name, sorted(known), n=1)
    how = f"Vouliez-vous « {near[0]} » ?" if near else f"On connaît ici : {', '.join(sorted(known))}."
    findings.add(where, f"variable inconnue : « {name} »", how)


def _check_text(
    where: str, text: Text, known: set[str], languages: Sequence[str], findings: Findings
) -> None:
    for language in languages:
        if language not in text:
            findings.add(where, f"le texte manque en « {language} »", "Écrivez ce texte dans cette langue.")
    for language, template in text.items():
        place = f"{where}.{language}"
        if not template.strip():
            findings.add(place, "texte vide", "Écrivez le texte, ou retirez cette langue partout.")
            continue
        try:
            parts = parts_of(template)
        except ExpressionError as error:
            findings.add_error(place, error)
            continue
        for part in parts:
            if isinstance(part, Place):
                _check_place(place, part, known, findings)


def _check_place(where: str, part: Place, known: set[str], findings: Findings) -> None:
    _check_expression(where, part.expression, known, findings)
    for name in part.filters:
        if name not in (*WORD_FILTERS, *NUMBER_FILTERS) and name not in known:
            findings.add_error(where, ExpressionError("ce filtre n’existe pas", name))


def expressions_in(piece: Piece) -> Iterator[tuple[str, str]]:
    """Yield where and what of each expression of a piece; texts and drawings hold some too."""
    for part in within(piece):
        if isinstance(part.content, str):
            yield part.where, part.content
        elif isinstance(part.content, dict):
            for language, template in part.content.items():
                places = (place for place in parts_of(template) if isinstance(place, Place))
                yield from ((f"{part.where}.{language}", place.expression) for place in places)
