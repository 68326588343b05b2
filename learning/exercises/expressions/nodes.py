"""What an expression is made of once it has been read: constants, names and calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from exchange.documents import Word

Number = int | Fraction  # exact; whole numbers stay int, which is many times quicker
Value = Number | bool | str | Word


@dataclass(frozen=True)
class Constant:
    """A number, a string or a truth written out."""

    value: Number | bool | str


@dataclass(frozen=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True)
class Call:
    """An operator ("+", "and", "neg") or a function ("gcd") with what it is applied to."""

    operator: str
    arguments: tuple["Node", ...]


Node = Constant | Name | Call


def names_in(node: Node) -> frozenset[str]:
    """Return the variables that the expression speaks of."""
    return frozenset(part.name for part in parts_of(node) if isinstance(part, Name))


def parts_of(node: Node) -> Iterator[Node]:
    """Yield the node and everything below it."""
    yield node
    if isinstance(node, Call):
        for argument in node.arguments:
            yield from parts_of(argument)
