"""Templates parse, carry no script or style of their own, and leave thinking to Python."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

FOLDER = Path(__file__).parents[2] / "hotspot" / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
SCRIPT_OR_STYLE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\son\w+\s*=\s*[\"']|\sstyle\s*=\s*[\"']|javascript:"
)
TAGS = {
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "macro",
    "endmacro",
    "call",
    "endcall",
    "block",
    "endblock",
}
TAGS |= {"extends", "import", "from", "include", "set", "endset", "trans", "endtrans", "pluralize"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_parses(name):
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, extensions=["jinja2.ext.i18n"]
    )

    environment.parse((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_carries_no_script_or_style(name):
    assert SCRIPT_OR_STYLE.findall((FOLDER / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_knows_only_plain_tags(name):
    tags = set(re.findall(r"{%-?\s*(\w+)", (FOLDER / name).read_text("utf-8")))

    assert tags <= TAGS


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_trusts_nothing_silently(name):
    source = (FOLDER / name).read_text("utf-8")

    assert "autoescape false" not in source
