"""A picture is a drawing, whole in itself: whatever could run or load is refused with its line."""

import pytest

from exchange.svg import flaws

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'

ATTACKS = {
    "script": ("\n<script>alert(1)</script>", "element"),
    "script of another name space": ('\n<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', "element"),
    "event handler": ('\n<rect onclick="alert(1)"/>', "attribute"),
    "event handler in capitals": ('\n<rect onClick="alert(1)"/>', "attribute"),
    "page inside": ("\n<foreignObject/>", "element"),
    "link": ('\n<a href="javascript:alert(1)"/>', "element"),
    "picture from elsewhere": ('\n<image href="https://evil.example/a.png"/>', "element"),
    "drawing from elsewhere": ('\n<use href="https://evil.example/a.svg#b"/>', "reference"),
    "drawing from elsewhere, the old way": ('\n<use xlink:href="//evil.example/a.svg#b"/>', "reference"),
    "drawing in the address": ('\n<use href="data:image/svg+xml,a"/>', "reference"),
    "fill from elsewhere": ('\n<rect fill="url(https://evil.example#a)"/>', "reference"),
    "fill from elsewhere, hidden": ('\n<rect fill="\\75rl(https://evil.example#a)"/>', "reference"),
    "fill from elsewhere, twice": ('\n<rect fill="url(#a) url(//evil.example)"/>', "reference"),
    "style": ('\n<rect style="fill:url(//evil.example)"/>', "attribute"),
    "style sheet": ("\n<style>@import '//evil.example'</style>", "element"),
    "style sheet before": ("", "instruction"),
    "animation to a script": ('\n<set attributeName="href" to="javascript:alert(1)"/>', "element"),
    "filter that loads": ('\n<filter id="a"/>', "element"),
    "notes of a drawing program": ('\n<x:note xmlns:x="http://example.org/x"/>', "element"),
    "other base": ('\n<g xml:base="https://evil.example/"/>', "attribute"),
}


def picture(inside):
    return f"{OPEN}{inside}</svg>".encode()


@pytest.mark.parametrize(("inside", "kind"), ATTACKS.values(), ids=ATTACKS.keys())
def test_what_could_run_or_load_is_refused_with_its_line(inside, kind):
    content = picture(inside) if inside else b'\n<?xml-stylesheet href="//evil.example"?>' + picture("")

    assert [(flaw.line, flaw.kind) for flaw in flaws(content)] == [(2, kind)]


def test_entities_are_refused_before_they_grow():
    grown = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "a" * 10}">' for i in range(12))

    found = flaws(f"<!DOCTYPE svg [{grown}]>{OPEN}<text>&a11;</text></svg>".encode())

    assert [flaw.kind for flaw in found] == ["doctype"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_script_is_found_in_any_encoding(encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?>{OPEN}<script/></svg>'.encode(encoding)

    assert [flaw.kind for flaw in flaws(content)] == ["element"]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg", b"<html></html>", b"<svg></svg>"])
def test_what_is_no_svg_is_refused(content):
    assert flaws(content)


def test_a_picture_nested_without_end_is_refused():
    assert [flaw.kind for flaw in flaws(picture("<g>" * 60 + "</g>" * 60))] == ["depth"]


def test_a_drawing_of_the_house_is_accepted():
    drawing = """
      <title>Trois bottes</title><defs><symbol id="ear"><path d="M6 61V26" stroke="#4b7a35"/></symbol>
      <linearGradient id="light"><stop offset="0" stop-color="rgb(1, 2, 3)"/></linearGradient></defs>
      <g transform="translate(3 0) rotate(5)"><use xlink:href="#ear" x="0"/><use href="#ear"/></g>
      <rect fill="url(#light)" aria-label="Un (seul) épi"/><text font-size="18" xml:lang="fr">10</text>
    """
    assert flaws(picture(drawing)) == []
