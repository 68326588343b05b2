"""Works an expression out, exactly and within bounds."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions.functions import COMPARING, ON_NUMBERS, whole
from learning.exercises.expressions.nodes import Call, Constant, Name, Node, Number, Value
from learning.exercises.expressions.parser import parse
from learning.exercises.expressions.purse import NO_MONEY, Purse

LARGEST = 10**12  # no number of a school is larger, no time is lost on longer ones


def evaluate(node: Node, values: Mapping[str, Value], purse: Purse = NO_MONEY) -> Value:
    """Return what the expression is worth for these values of its variables.

    Raises:
        ExpressionError: a variable is unknown, a kind of value does not fit, zero divides, or a number
            passes the bound.
    """
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Name):
        return _variable(node.name, values, purse)
    return _applied(node, values, purse)


def _variable(name: str, values: Mapping[str, Value], purse: Purse) -> Value:
    if name in values:
        return values[name]
    if name == "step":
        return purse.step
    raise ExpressionError("variable inconnue", name)


def _applied(node: Call, values: Mapping[str, Value], purse: Purse) -> Value:
    operator, arguments = node.operator, node.arguments
    if operator in ON_NUMBERS:
        numbers = [number_from(evaluate(argument, values, purse)) for argument in arguments]
        return _bounded(ON_NUMBERS[operator](*numbers))
    if operator in COMPARING:
        numbers = [number_from(evaluate(argument, values, purse)) for argument in arguments]
        return COMPARING[operator](*numbers)
    if operator == "if":
        kept = arguments[1] if truth_from(evaluate(arguments[0], values, purse)) else arguments[2]
        return evaluate(kept, values, purse)
    if operator in ("coin", "note"):
        return _piece(operator, number_from(evaluate(arguments[0], values, purse)), purse)
    return _logic(operator, arguments, values, purse)


def _logic(operator: str, arguments: Sequence[Node], values: Mapping[str, Value], purse: Purse) -> bool:
    first = evaluate(arguments[0], values, purse)
    if operator == "not":
        return not truth_from(first)
    if operator == "and":
        return truth_from(first) and truth_from(evaluate(arguments[1], values, purse))
    if operator == "or":
        return truth_from(first) or truth_from(evaluate(arguments[1], values, purse))
    same = bool(first == evaluate(arguments[1], values, purse))
    return same if operator == "==" else not same


def _piece(kind: str, rank: Number, purse: Purse) -> Number:
    # A country of few coins goes on with its notes: an exercise that asks for three coins works there too.
    pieces = purse.notes if kind == "note" else purse.coins + purse.notes
    place = whole(rank)
    if not 1 <= place <= len(pieces):
        raise ExpressionError(f"le pays n’a pas de {kind}({place})")
    return pieces[place - 1]


def _bounded(number: Number) -> Number:
    if isinstance(number, Fraction):
        if number.denominator > LARGEST:
            raise ExpressionError("fraction trop longue")
        if number.denominator == 1:
            number = number.numerator
    if not -LARGEST <= number <= LARGEST:
        raise ExpressionError("nombre trop grand")
    return number


def number_from(value: Value) -> Number:
    """Return the value, a number.

    Raises:
        ExpressionError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise ExpressionError("un nombre est attendu")
    return value


def truth_from(value: Value) -> bool:
    """Return the value, true or false.

    Raises:
        ExpressionError: it is neither.
    """
    if not isinstance(value, bool):
        raise ExpressionError("une condition (vrai ou faux) est attendue")
    return value


def work_out(source: str, values: Mapping[str, Value], purse: Purse = NO_MONEY) -> Value:
    """Read the expression and return what it is worth.

    Raises:
        ExpressionError: as `parse` and `evaluate`; always with where it happened.
    """
    node = parse(source)
    try:
        return evaluate(node, values, purse)
    except ExpressionError as error:
        raise _placed(error, source) from error


def holds(source: str, values: Mapping[str, Value], purse: Purse = NO_MONEY) -> bool:
    """Read the condition and tell whether it holds.

    Raises:
        ExpressionError: as `work_out`, or it is no condition.
    """
    worth = work_out(source, values, purse)
    try:
        return truth_from(worth)
    except ExpressionError as error:
        raise _placed(error, source) from error


def _placed(error: ExpressionError, source: str) -> ExpressionError:
    return error if error.where else ExpressionError(error.what, source)
