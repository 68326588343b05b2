"""Between what and what an expression lies: proves that a divisor is never zero."""

from collections.abc import Callable, Mapping

from learning.exercises.expressions import Call, Constant, Name, Node, Number, Purse
from learning.exercises.expressions.functions import HIGHEST_POWER

Interval = tuple[Number, Number] | None  # None: nothing is known

DIVISIONS = ("/", "//", "%", "round_to")


def divisors_in(node: Node) -> list[Node]:
    """Return what the expression divides by."""
    if not isinstance(node, Call):
        return []
    below = [divisor for argument in node.arguments for divisor in divisors_in(argument)]
    return [*below, node.arguments[1]] if node.operator in DIVISIONS else below


def is_never_zero(node: Node, known: Mapping[str, Interval], purse: Purse) -> bool:
    """Tell whether that is proved; False says only that it is not."""
    found = interval_of(node, known, purse)
    return found is not None and not found[0] <= 0 <= found[1]


def interval_of(node: Node, known: Mapping[str, Interval], purse: Purse) -> Interval:
    """Return the least and the largest value that the expression may take."""
    if isinstance(node, Constant):
        value = node.value
        return None if isinstance(value, bool | str) else (value, value)
    if isinstance(node, Name):
        return (purse.step, purse.step) if node.name == "step" else known.get(node.name)
    if node.operator == "if":
        return _both(
            interval_of(node.arguments[1], known, purse), interval_of(node.arguments[2], known, purse)
        )
    if node.operator in ("coin", "note"):
        pieces = purse.coins + purse.notes
        return (min(pieces), max(pieces)) if pieces else None
    parts = [interval_of(argument, known, purse) for argument in node.arguments]
    sure = [part for part in parts if part is not None]
    if len(sure) < len(parts) or node.operator not in RULES:
        return None
    return RULES[node.operator](*sure)


def _both(a: Interval, b: Interval) -> Interval:
    return None if a is None or b is None else (min(a[0], b[0]), max(a[1], b[1]))


Known = tuple[Number, Number]


def _product(a: Known, b: Known) -> Known:
    corners = [x * y for x in a for y in b]
    return min(corners), max(corners)


def _quotient(a: Known, b: Known) -> Interval:
    if b[0] <= 0:
        return None
    corners = [x // y for x in a for y in b]
    return min(corners), max(corners) + 1


def _size(a: Known) -> Known:
    ends = [end if end >= 0 else -end for end in a]
    return 0 if a[0] <= 0 <= a[1] else min(ends), max(ends)


def _power(a: Known, b: Known) -> Interval:
    if a[0] <= 0 or not 0 <= b[0] <= b[1] <= HIGHEST_POWER:
        return None
    highest = int(b[1])
    return min(a[0] ** highest, 1), max(a[1] ** highest, 1)


RULES: Mapping[str, Callable[..., Interval]] = {
    "+": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "-": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "neg": lambda a: (-a[1], -a[0]),
    "*": _product,
    "//": _quotient,
    "%": lambda a, b: (0, b[1]) if b[0] > 0 else None,
    "abs": _size,
    "min": lambda *parts: (min(part[0] for part in parts), min(part[1] for part in parts)),
    "max": lambda *parts: (max(part[0] for part in parts), max(part[1] for part in parts)),
    "nth": lambda rank, *parts: (min(part[0] for part in parts), max(part[1] for part in parts)),
    "digit": lambda a, b: (0, 9),
    "digits": lambda a: (1, 13),
    "denominator": lambda a: (1, 10**12),
    "lcm": lambda a, b: (1, a[1] * b[1]) if min(a[0], b[0]) > 0 else None,
    "gcd": lambda a, b: (1, max(a[1], b[1])) if min(a[0], b[0]) > 0 else None,
    "power": _power,
}
