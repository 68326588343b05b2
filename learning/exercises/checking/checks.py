"""Finds every mistake of an exercise: what it holds, what it says, what it draws, what it answers."""

from collections.abc import Sequence

from exchange.documents import Band, Exercise, Words
from learning.exercises.checking.answers import check_answers, check_pictures, check_slips, check_tolerance
from learning.exercises.checking.division import check_divisions
from learning.exercises.checking.domain import SMALLEST_SHARE, Accepted, accepted_draws, spread
from learning.exercises.checking.names import check_writings
from learning.exercises.checking.pieces import pieces_of, rules_of
from learning.exercises.checking.problem import Findings, Problem
from learning.exercises.checking.sampling import check_draws, check_whole
from learning.exercises.checking.structure import check_structure
from learning.exercises.errors import ExpressionError
from learning.exercises.money import purse_of
from learning.exercises.ranges import values_of
from learning.exercises.values import Values, plan_of


def check(exercise: Exercise, words: Words, languages: Sequence[str], draws: int = 30) -> list[Problem]:
    """Return every mistake of the exercise, for this country's words and these languages.

    Each band is gone through whole when it is small, else by a sample that is always the same; `draws` of
    them are read in every language.
    """
    findings = Findings()
    languages = languages or sorted(exercise.ask)
    check_structure(exercise, languages, findings)
    check_writings(exercise, languages, findings)
    _check_ranges(exercise, findings)
    drawn_from = ("let", "bands", "words", "table", "variables")
    if any(findings.has(where) for where in drawn_from):
        return findings.problems()
    read: list[Values] = []
    for place, band in enumerate(exercise.bands or (Band(name=""),)):
        read += _check_band(exercise, words, languages, (place, band, draws), findings)
    if read and not findings.found:
        check_slips(exercise, words, languages, read, findings)
    return findings.problems()


def _check_ranges(exercise: Exercise, findings: Findings) -> None:
    for place, band in enumerate(exercise.bands):
        for name, written in sorted(band.variables.items()):
            try:
                values_of(written)
            except ExpressionError as error:
                findings.add_error(f"bands[{place}].variables.{name}", error)
    columns = {name for row in exercise.table for name in row}
    for place, row in enumerate(exercise.table):
        for name in sorted(columns - set(row)):
            findings.add(
                f"table[{place}]", f"la colonne « {name} » manque", "Donnez les mêmes colonnes à toutes."
            )
    try:
        plan_of(exercise, Band(name=""))
    except ExpressionError as error:
        findings.add_error("let", error)


def _check_band(
    exercise: Exercise,
    words: Words,
    languages: Sequence[str],
    asked: tuple[int, Band, int],
    findings: Findings,
) -> list[Values]:
    """Check one band and return the draws that were read."""
    place, band, draws = asked
    accepted = _accepted(exercise, words, place, band, findings)
    if not accepted.draws:
        return []
    if not findings.found:
        check_divisions(exercise, band, place, purse_of(words.money), findings)
    read = spread(accepted.draws, draws)
    check_draws(exercise, words, languages, read, findings)
    if any(findings.has(piece.where) for piece in pieces_of(exercise)):
        return []  # answers can be compared once everything can be worked out
    check_tolerance(exercise, words, read, findings)
    check_answers(exercise, words, languages[:1], list(accepted.draws), findings)
    check_answers(exercise, words, languages[1:], read, findings)
    check_pictures(exercise, words, languages[0], read, findings)
    check_whole(exercise, words, languages, read[0], findings)
    return read


def _accepted(exercise: Exercise, words: Words, place: int, band: Band, findings: Findings) -> Accepted:
    where = f"bands[{place}]"
    try:
        accepted = accepted_draws(exercise, words, plan_of(exercise, band), purse_of(words.money))
    except ExpressionError as error:
        rules = [rule.where for rule in rules_of(exercise) if rule.content == error.where]
        findings.add_error(rules[0] if rules else where, error)
        return Accepted((), 0)
    if accepted.share < SMALLEST_SHARE:
        percent = f"{accepted.share * 100:.1f}".replace(".", ",")
        what = f"where n’accepte que {percent} % des tirages"
        findings.add(f"{where}.where", what, "Resserrez les intervalles, ou assouplissez where.")
    return accepted
