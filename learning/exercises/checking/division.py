"""Proves for each expression that it never divides by zero, or finds a draw where it does."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from exchange.documents import Band, Exercise
from learning.exercises.checking.domain import every_base, example, size_of
from learning.exercises.checking.intervals import Interval, divisors_in, interval_of, is_never_zero
from learning.exercises.checking.names import expressions_in
from learning.exercises.checking.pieces import pieces_of, rules_of
from learning.exercises.checking.problem import Findings
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Node, Number, Purse, holds, names_in, parse, work_out
from learning.exercises.ranges import values_of
from learning.exercises.values import completed, plan_of

ENUMERATED_UP_TO = 3000  # draws of the variables that one expression speaks of

HOW = "Ajoutez à where une condition qui écarte zéro, ou commencez l’intervalle à 1."


@dataclass(frozen=True)
class Risk:
    """An expression that divides, where it stands and the condition under which it serves."""

    where: str
    expression: str
    guard: str


def check_divisions(exercise: Exercise, band: Band, place: int, purse: Purse, findings: Findings) -> None:
    """Find the expressions that may divide by zero in this band."""
    known = _intervals(exercise, band, purse)
    for risk in _risks(exercise, place):
        if all(is_never_zero(divisor, known, purse) for divisor in divisors_in(parse(risk.expression))):
            continue
        _enumerate(exercise, band, risk, purse, findings)


def _risks(exercise: Exercise, place: int) -> list[Risk]:
    rules = [piece for piece in rules_of(exercise) if piece.band in (None, place)]
    return [
        Risk(where, expression, piece.guard)
        for piece in [*rules, *pieces_of(exercise)]
        for where, expression in expressions_in(piece)
        if divisors_in(parse(expression))
    ]


def _intervals(exercise: Exercise, band: Band, purse: Purse) -> dict[str, Interval]:
    known: dict[str, Interval] = {}
    for name, written in band.variables.items():
        known[name] = _span(list(values_of(written)))
    for name in {name for row in exercise.table for name in row}:
        known[name] = _span([row.get(name, "") for row in exercise.table])
    for step in plan_of(exercise, band).steps:
        if step.name:
            known[step.name] = interval_of(parse(step.expression), known, purse)
    return known


def _span(values: list[Number | str]) -> Interval:
    numbers = [value for value in values if not isinstance(value, str)]
    return (min(numbers), max(numbers)) if len(numbers) == len(values) else None


def _enumerate(exercise: Exercise, band: Band, risk: Risk, purse: Purse, findings: Findings) -> None:
    spoken_of = _closure(names_in(parse(risk.expression)) | _names(risk.guard), exercise.let)
    smaller, smaller_band = _only_about(spoken_of, exercise, band)
    plan = plan_of(smaller, smaller_band)
    if size_of(plan) > ENUMERATED_UP_TO:
        what = f"peut-être une division par zéro dans « {risk.expression} » : trop de tirages pour le prouver"
        findings.add(risk.where, what, "Faites commencer à 1 ce par quoi on divise.")
        return
    for base in every_base(plan):
        try:
            values = completed(plan, base, purse)
            if values is None or (risk.guard and not holds(risk.guard, values, purse)):
                continue
            work_out(risk.expression, values, purse)
        except ExpressionError as error:
            if error.what == "division par zéro" and error.where == risk.expression:
                what = f"division par zéro dans « {risk.expression} »"
                findings.add(risk.where, what, HOW, example(exercise, base))
                return


def _names(guard: str) -> frozenset[str]:
    return names_in(parse(guard)) if guard else frozenset()


def _closure(names: frozenset[str], lets: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            node: Node | None = parse(lets[name]) if name in lets else None
            waiting += names_in(node) if node else ()
    return found


def _only_about(names: set[str], exercise: Exercise, band: Band) -> tuple[Exercise, Band]:
    """Return the exercise and band with nothing but these names and the conditions on them alone."""
    where = [rule for rule in band.where if _closure(names_in(parse(rule)), exercise.let) <= names | {"step"}]
    variables = {name: written for name, written in band.variables.items() if name in names}
    columns = {name for row in exercise.table for name in row}
    smaller = msgspec.structs.replace(
        exercise,
        let={name: expression for name, expression in exercise.let.items() if name in names},
        table=exercise.table if columns & names else (),
        words={},
    )
    return smaller, Band(name=band.name, variables=variables, where=tuple(where))
