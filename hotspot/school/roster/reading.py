"""Read a list of pupils: a paste of first names, or the rows of a table with its columns in any order."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from hotspot.content.folding import folded
from hotspot.school.roster.columns import Columns, columns_of, is_heading_of_names, sex_of
from hotspot.school.roster.names import tidy
from hotspot.school.sheets import rows_of

NUMBERING = re.compile(r"^[\s–•*·-]*(?:\d+[\s.)°:/–-]*)?")
BETWEEN_NAMES = re.compile(r"[,،]")
IN_TABLES = re.compile(r"[\t;؛]")


@dataclass(frozen=True)
class Entry:
    """A pupil as a list names one."""

    place: int  # among the pupils of the list, from 0
    line: int  # of the list, from 1, as its reader counts
    first_name: str
    initial: str = ""  # of the last name
    sex: str = ""  # girl, boy, "": not said
    class_name: str = ""


@dataclass(frozen=True)
class Listed:
    """What a list says, and which columns it was read from."""

    entries: list[Entry]
    columns: Columns


def listed_in_paste(text: str, class_names: Collection[str] = ()) -> Listed:
    """Return the pupils of what was typed or pasted: one a line, or several between commas.

    Numbers before a name are left out. Lines with tabs or semicolons are rows copied from a table.

    Raises:
        WrongSheet: there is nothing in it.
    """
    if IN_TABLES.search(text):
        return listed_in_rows(rows_of(text.replace("؛", ";").encode()), class_names)
    names = [
        (line, name)
        for line, typed in enumerate(text.splitlines(), start=1)
        for one in BETWEEN_NAMES.split(typed)
        if (name := _without_number(one)) and not (line == 1 and is_heading_of_names(name))
    ]
    return Listed([Entry(place, line, tidy(name)) for place, (line, name) in enumerate(names)], Columns())


def listed_in_rows(rows: list[list[str]], class_names: Collection[str] = ()) -> Listed:
    """Return the pupils of a table. A row that says nothing of a child is left out."""
    columns = columns_of(rows, class_names)
    first = 0 if columns.headings is None else columns.headings + 1
    read = [_entry(line, row, columns) for line, row in enumerate(rows[first:], start=first + 1)]
    entries = [entry for entry in read if entry is not None]
    return Listed([replace(entry, place=place) for place, entry in enumerate(entries)], columns)


def in_class(entries: list[Entry], class_name: str) -> list[Entry]:
    """Return those of a class; those of a list that names no class, or one only, are all meant."""
    if len(class_names_in(entries)) < 2:  # noqa: PLR2004
        return entries
    return [entry for entry in entries if folded(entry.class_name) == folded(class_name)]


def class_names_in(entries: list[Entry]) -> list[str]:
    """Return the classes that a list names, each once, as it first writes them."""
    return list({folded(entry.class_name): entry.class_name for entry in reversed(entries)}.values())[::-1]


def _entry(line: int, row: list[str], columns: Columns) -> Entry | None:
    said = {part: row[place] for part, place in columns.places.items() if place < len(row) and row[place]}
    if not said:
        return None
    first_name, last_name = _without_number(said.get("first", "")), said.get("last", "")
    if not first_name and "whole" in said:
        first_name, last_name = _parted(_without_number(said["whole"]), last_name)
    sex, class_name = sex_of(said.get("sex", "")), said.get("class", "")
    return Entry(0, line, tidy(first_name), tidy(last_name)[:1], sex, class_name)


def _without_number(name: str) -> str:
    return NUMBERING.sub("", name).strip()


def _parted(whole: str, last_name: str) -> tuple[str, str]:
    """Return first and last name where the last stands in capitals, "Fatou DIOP"; else all as the first."""
    words = whole.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if not capitals or len(capitals) == len(words):
        return whole, last_name
    return " ".join(word for word in words if word not in capitals), last_name or capitals[0]
