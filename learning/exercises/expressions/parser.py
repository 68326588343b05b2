"""Reads an expression: a string in, nodes out, or an ExpressionError that says what and where."""

import re
from fractions import Fraction
from functools import lru_cache

from learning.exercises.errors import ExpressionError
from learning.exercises.expressions.functions import ARITIES, MANY
from learning.exercises.expressions.nodes import Call, Constant, Name, Node

LONGEST = 200  # characters
DEEPEST = 20  # parentheses within parentheses
LARGEST_LITERAL = 10**12

TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|'(?P<string>[^']*)'|(?P<sign>//|==|!=|<=|>=|[-+*/%<>(),]))"
)
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
WORDS = ("and", "or", "not", "true", "false")


@lru_cache(maxsize=8192)
def parse(text: str) -> Node:
    """Return the expression as nodes.

    Raises:
        ExpressionError: too long, too deep, or not an expression.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"expression de plus de {LONGEST} caractères", text[:40] + "…")
    tokens = _Tokens(text)
    node = _disjunction(tokens)
    if tokens.kind != "end":
        raise ExpressionError(f"« {tokens.text} » n’est pas attendu ici", text)
    return node


class _Tokens:
    """The tokens of one expression; keeps the place and the depth reached."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        self.depth = 0
        self.kind = ""
        self.text = ""
        self.advance()

    def advance(self) -> None:
        """Move to the next token; at the end its kind is "end"."""
        if not self.source[self.place :].strip():
            self.kind, self.text = "end", "la fin"
            return
        found = TOKEN.match(self.source, self.place)
        if found is None:
            raise ExpressionError(_what_is_odd(self.source[self.place :].strip()), self.source)
        self.place = found.end()
        self.kind = found.lastgroup or ""
        self.text = found[self.kind]
        if self.kind == "name" and self.text in WORDS:
            self.kind = "word"

    def take(self, *texts: str) -> str:
        """Return the sign or word if it is one of these, and move on; else ""."""
        if self.kind in ("sign", "word") and self.text in texts:
            taken = self.text
            self.advance()
            return taken
        return ""

    def expect(self, text: str) -> None:
        """Move past this sign.

        Raises:
            ExpressionError: something else stands there.
        """
        if not self.take(text):
            raise ExpressionError(f"« {text} » manque avant « {self.text} »", self.source)

    def deeper(self) -> None:
        """Count one level of nesting.

        Raises:
            ExpressionError: too many levels.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(f"plus de {DEEPEST} niveaux de parenthèses", self.source)


def _what_is_odd(rest: str) -> str:
    if rest.startswith("="):
        return "« = » se dit « == » ici"
    if rest.startswith("'"):
        return "l’apostrophe qui ferme le texte manque"
    return f"« {rest[0]} » n’est pas un signe connu"


def _disjunction(tokens: _Tokens) -> Node:
    node = _conjunction(tokens)
    while tokens.take("or"):
        node = Call("or", (node, _conjunction(tokens)))
    return node


def _conjunction(tokens: _Tokens) -> Node:
    node = _negation(tokens)
    while tokens.take("and"):
        node = Call("and", (node, _negation(tokens)))
    return node


def _negation(tokens: _Tokens) -> Node:
    if not tokens.take("not"):
        return _comparison(tokens)
    tokens.deeper()
    node = Call("not", (_negation(tokens),))
    tokens.depth -= 1
    return node


def _comparison(tokens: _Tokens) -> Node:
    node = _sum(tokens)
    if sign := tokens.take(*COMPARISONS):
        node = Call(sign, (node, _sum(tokens)))
    return node


def _sum(tokens: _Tokens) -> Node:
    node = _product(tokens)
    while sign := tokens.take("+", "-"):
        node = Call(sign, (node, _product(tokens)))
    return node


def _product(tokens: _Tokens) -> Node:
    node = _signed(tokens)
    while sign := tokens.take("*", "/", "//", "%"):
        node = Call(sign, (node, _signed(tokens)))
    return node


def _signed(tokens: _Tokens) -> Node:
    if not tokens.take("-"):
        return _atom(tokens)
    tokens.deeper()
    node = Call("neg", (_signed(tokens),))
    tokens.depth -= 1
    return node


def _atom(tokens: _Tokens) -> Node:
    kind, text = tokens.kind, tokens.text
    if tokens.take("("):
        tokens.deeper()
        node = _disjunction(tokens)
        tokens.expect(")")
        tokens.depth -= 1
        return node
    if tokens.take("true", "false"):
        return Constant(text == "true")
    if kind not in ("number", "string", "name"):
        raise ExpressionError(f"une valeur manque avant « {text} »", tokens.source)
    tokens.advance()
    if kind == "number":
        return Constant(_literal(text, tokens.source))
    if kind == "string":
        return Constant(text)
    return _call(text, tokens) if tokens.take("(") else Name(text)


def _literal(text: str, source: str) -> int | Fraction:
    number = Fraction(text)
    if number > LARGEST_LITERAL or number.denominator > LARGEST_LITERAL:
        raise ExpressionError("nombre trop grand", source)
    return int(number) if number.denominator == 1 else number


def _call(function: str, tokens: _Tokens) -> Node:
    if function not in ARITIES:
        raise ExpressionError(f"la fonction « {function} » n’existe pas", tokens.source)
    tokens.deeper()
    arguments = [_disjunction(tokens)]
    while tokens.take(","):
        arguments.append(_disjunction(tokens))
    tokens.expect(")")
    tokens.depth -= 1
    least, most = ARITIES[function]
    if not least <= len(arguments) <= (most or MANY):
        raise ExpressionError(f"« {function} » n’a pas le bon nombre de valeurs", tokens.source)
    return Call(function, tuple(arguments))
