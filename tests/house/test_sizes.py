"""Code stays small enough that a school's own technician could mend it."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ROOMS = ("exchange", "learning", "runtime", "hotspot", "ministry", "sync_agent")
MODULES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
LONGEST_FILE_LINES = 300
LONGEST_FUNCTION_LINES = 40


def name_of(path):
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_in_one_look(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_fits_on_one_screen(path):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, functions) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION_LINES
    ]

    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_why_it_exists(path):
    source = path.read_text("utf-8")

    assert not source.strip() or ast.get_docstring(ast.parse(source)), "a module begins with why it exists"
