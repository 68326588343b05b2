"""The little language of expressions in exercises: read by our own parser, never by Python's."""

from learning.exercises.expressions.evaluation import evaluate, holds, number_from, truth_from, work_out
from learning.exercises.expressions.nodes import Call, Constant, Name, Node, Number, Value, names_in
from learning.exercises.expressions.parser import parse
from learning.exercises.expressions.purse import NO_MONEY, Purse

__all__ = [
    "NO_MONEY",
    "Call",
    "Constant",
    "Name",
    "Node",
    "Number",
    "Purse",
    "Value",
    "evaluate",
    "holds",
    "names_in",
    "number_from",
    "parse",
    "truth_from",
    "work_out",
]
