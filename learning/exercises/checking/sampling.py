"""Works every writing of an exercise out for real draws, in every language, as a learner would meet it."""

from collections.abc import Sequence

from exchange.documents import Drawing, Exercise, Words
from learning.exercises.asking.draws import question_from
from learning.exercises.asking.frame import Frame, frame_of
from learning.exercises.checking.domain import example
from learning.exercises.checking.pieces import Piece, pieces_of
from learning.exercises.checking.problem import Findings
from learning.exercises.dice import Dice
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import number_from
from learning.exercises.values import Values

DRAWN_EVERY = 4  # draws: drawings are as slow as all texts together, and depend on less
LEFTOVERS = ("{", "}")


def check_draws(
    exercise: Exercise, words: Words, languages: Sequence[str], draws: list[Values], findings: Findings
) -> None:
    """Find what fails for some draw, what stays empty, what is left over in a text."""
    pieces = [piece for piece in pieces_of(exercise) if not findings.has(piece.where)]
    for number, values in enumerate(draws):
        for language in languages:
            frame = frame_of(exercise, words, language, values, Dice("check", number))
            if frame.setting.language != language:
                continue
            for piece in pieces:
                if number % DRAWN_EVERY == 0 or not isinstance(piece.content, Drawing):
                    _check_piece(piece, frame, findings)


def _check_piece(piece: Piece, frame: Frame, findings: Findings) -> None:
    try:
        if piece.guard and not frame.holds(piece.guard):
            return
        content = piece.content
        if isinstance(content, Drawing):
            frame.drawn(content)
        elif isinstance(content, dict):
            _check_read(piece.where, frame.text(content), frame, findings)
        else:
            _check_worth(piece.where, content, frame)
    except ExpressionError as error:
        findings.add_error(piece.where, error, example(frame.exercise, dict(frame.setting.values)))


def _check_worth(where: str, expression: str, frame: Frame) -> None:
    if where.endswith(".when") or (where.startswith("options") and where.endswith(".right")):
        frame.holds(expression)
    elif where == "tolerance" or (frame.exercise.type == "number" and not where.startswith("drawing")):
        number_from(frame.worth(expression))
    else:
        frame.shown(expression)


def _check_read(where: str, text: str, frame: Frame, findings: Findings) -> None:
    place = f"{where}.{frame.setting.language}"
    if not text.strip():
        shown = example(frame.exercise, dict(frame.setting.values))
        findings.add(place, "texte vide", "Écrivez le texte.", shown)
    left = [mark for mark in (*LEFTOVERS, *(() if where == "text" else ("[[",))) if mark in text]
    if left:
        findings.add(place, f"« {left[0]} » reste dans le texte", "Corrigez l’accolade ou le trou.")


def check_whole(
    exercise: Exercise, words: Words, languages: Sequence[str], values: Values, findings: Findings
) -> None:
    """Find what fails only when the whole question is put together."""
    for language in languages:
        try:
            question_from(exercise, words, language, values, Dice("check"))
        except ExpressionError as error:
            findings.add_error("", error, example(exercise, values))
