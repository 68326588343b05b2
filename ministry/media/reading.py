"""What a voice reads of a grain: its title and its text, without tables, as lines with the one who speaks."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

REMEMBER = {"fr": "Je retiens."}
SPEAKER = re.compile(r"^(.+?)\s*:$")  # a line of a tale begins with the speaker in bold: **Le lièvre :**
SAID = (
    ("mmm", "[[m::]]"),  # the sound itself, in espeak-ng's own letters
    ("Chut", "Chutte"),  # else its last letter is not heard
    ("−", "moins"),
    ("+", "plus"),
    (" = ", " égale "),
    (" ÷ ", " divisé par "),
    (" × ", " fois "),
    (" - ", ", "),
    ("1 dizaine", "une dizaine"),
)


@dataclass(frozen=True)
class Line:
    """One thing said in one breath. `speaker` is "" for the one who reads."""

    said: str
    speaker: str = ""


def lines_of(grain: Path, language: str = "fr") -> list[Line]:
    """Return the lines that a voice reads of a grain's Markdown file."""
    _, head, body = grain.read_text(encoding="utf-8").split("---\n", 2)
    title = Line(f"{yaml.safe_load(head)['title']}.")
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    return [title, *(line for token in without_tables(tokens) for line in line_of(token, language))]


def without_tables(tokens: list[Token]) -> list[Token]:
    """Return the tokens that are not inside a table: read aloud, rows and columns say nothing."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("table_") else 0
        if not depth:
            kept.append(token)
    return kept


def line_of(token: Token, language: str) -> list[Line]:
    """Return what is read of one block: one line, or two for what is to be remembered, or nothing."""
    if token.type == "fence" and token.info == "remember":
        return [Line(REMEMBER[language]), Line(spoken(token.content))]
    if token.type != "inline" or not token.children:
        return []
    if token.children[0].type == "image":
        return [Line(spoken(str(token.children[0].attrGet("title"))))]
    bold = first_bold(token.children)
    speaker = SPEAKER.match(bold)
    whole = "".join(" " if child.type == "softbreak" else child.content for child in token.children)
    return [Line(spoken(whole.removeprefix(bold)), speaker[1]) if speaker else Line(spoken(whole))]


def first_bold(children: list[Token]) -> str:
    """Return the words in bold that a block begins with, or nothing."""
    words = [child for child in children if child.type != "text" or child.content]
    return words[1].content if len(words) > 1 and words[0].type == "strong_open" else ""


def spoken(text: str) -> str:
    """Return a text with its signs written as they are said."""
    said = " ".join(text.split())
    for sign, word in SAID:
        said = said.replace(sign, word)
    return said
