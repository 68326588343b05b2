"""Reading what people write: text files in UTF-8, YAML with the line of every value."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ministry.publish.problems import Problems

LAST_STEP = re.compile(r"(\.[^.\[\]]*|\[\d+\])\Z")


@dataclass(frozen=True)
class Sheet:
    """A file of the catalogue: what it is called in messages, and the line of each value in it."""

    file: str
    lines_before: int = 0  # the head of a Markdown file begins after its first line
    lines: dict[str, int] = field(default_factory=dict)  # "exercises[2].bands[0].where[1]" → 14

    def line_of(self, where: str) -> int:
        """Return the line of a value; of what holds it, when the value itself is not written there."""
        while where and where not in self.lines:
            shorter = LAST_STEP.sub("", where)
            where = shorter if shorter != where else ""
        return self.lines.get(where, 1 + self.lines_before)


def text_of(path: Path, file: str, problems: Problems) -> str | None:
    """Return the text of a file, None when it cannot be read.

    Line ends and accents are brought to one form (LF, NFC): the same words typed on another machine
    give the same bytes.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        problems.note(file, 1, "missing-sheet")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.note(file, content.count(b"\n", 0, error.start) + 1, "not-utf-8")
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def nodes_of(text: str, sheet: Sheet, problems: Problems) -> yaml.Node | None:
    """Return the YAML as nodes, each with its place, None when it cannot be read or is empty.

    Only nodes are made, never values: what a word means (`no`, `1:30`, `0.50`) is for the form to say.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one: ten times faster
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = sheet.lines_before + (mark.line + 1 if mark else 1)
        problems.note(sheet.file, line, "yaml", found=str(error.problem or error.context))
        return None
    except yaml.reader.ReaderError as error:
        line = sheet.lines_before + text.count("\n", 0, error.position) + 1
        problems.note(sheet.file, line, "yaml", found=error.reason)
        return None
    if node is None:
        problems.note(sheet.file, 1 + sheet.lines_before, "wrong-type", found="", wanted="keys")
    return node
