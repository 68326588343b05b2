"""Draws the values of an exercise: words, a row of the table, variables that meet the conditions, `let`s."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.documents import Band, Exercise, Word, Words
from learning.exercises.dice import Dice
from learning.exercises.errors import ExpressionError
from learning.exercises.expressions import Number, Purse, Value, holds, names_in, parse, work_out
from learning.exercises.ranges import values_of

MOST_TRIES = 1000

Values = dict[str, Value]


@dataclass(frozen=True)
class Step:
    """One thing worked out after a draw: a variable of `let` (with its name), or a condition (without)."""

    expression: str
    name: str = ""


@dataclass(frozen=True)
class Plan:
    """How the values of one band are drawn.

    Names are sorted: the canonical form of a document does not keep the order in which they were written.
    """

    variables: tuple[tuple[str, Sequence[Number | str]], ...]
    rows: tuple[dict[str, str | int], ...]
    steps: tuple[Step, ...]


def band_of(exercise: Exercise, band: int) -> Band:
    """Return the band, the nearest one when there is none of this number."""
    if not exercise.bands:
        return Band(name="")
    return exercise.bands[min(max(band, 0), len(exercise.bands) - 1)]


def plan_of(exercise: Exercise, band: Band) -> Plan:
    """Return how the values are drawn.

    Raises:
        ExpressionError: a range, a condition or a `let` cannot be read, or `let`s go round in a circle.
    """
    variables = tuple((name, values_of(written)) for name, written in sorted(band.variables.items()))
    steps: list[Step] = []
    for condition in band.where:
        for name in sorted(names_in(parse(condition))):
            _add_let(name, exercise.let, steps, ())
        steps.append(Step(condition))
    for name in sorted(exercise.let):
        _add_let(name, exercise.let, steps, ())
    return Plan(variables, exercise.table, tuple(steps))


def _add_let(name: str, lets: dict[str, str], steps: list[Step], above: tuple[str, ...]) -> None:
    if name not in lets or any(step.name == name for step in steps):
        return
    if name in above:
        raise ExpressionError("ces variables se définissent l’une par l’autre", " → ".join((*above, name)))
    for other in sorted(names_in(parse(lets[name]))):
        _add_let(other, lets, steps, (*above, name))
    steps.append(Step(lets[name], name))


def draw_words(exercise: Exercise, words: Words, dice: Dice) -> Values:
    """Return a word for each word variable; two of one kind are never the same.

    Raises:
        ExpressionError: the country has too few words of a kind.
    """
    pools = {"name": words.names, "place": words.places, "food": words.foods, "thing": words.things}
    drawn: Values = {}
    for kind, pool in pools.items():
        names = [name for name in sorted(exercise.words) if exercise.words[name] == kind]
        if len(names) > len(pool):
            raise ExpressionError(f"le pays a moins de {len(names)} mots de ce genre", kind)
        left: list[Word] = list(pool)
        for name in names:
            drawn[name] = left.pop(dice.below(len(left)))
    return drawn


def draw_values(plan: Plan, drawn_words: Values, purse: Purse, dice: Dice) -> Values:
    """Return all values of one question.

    Raises:
        ExpressionError: no draw met the conditions in a thousand tries, or one cannot be worked out.
    """
    for _ in range(MOST_TRIES):
        values = completed(plan, drawn_words | draw_base(plan, dice), purse)
        if values is not None:
            return values
    raise ExpressionError(f"aucun tirage accepté en {MOST_TRIES} essais")


def draw_base(plan: Plan, dice: Dice) -> Values:
    """Return a row of the table and a value for each variable, before any condition."""
    base: Values = dict(dice.pick(plan.rows)) if plan.rows else {}
    for name, possible in plan.variables:
        base[name] = dice.pick(possible)
    return base


def completed(plan: Plan, base: Values, purse: Purse) -> Values | None:
    """Return the values with the `let`s worked out, or None when a condition does not hold.

    Raises:
        ExpressionError: one cannot be worked out.
    """
    values = dict(base)
    for step in plan.steps:
        if step.name:
            values[step.name] = work_out(step.expression, values, purse)
        elif not holds(step.expression, values, purse):
            return None
    return values
