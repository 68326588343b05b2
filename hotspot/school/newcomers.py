"""Read the list of pupils that a school gives: a table "classe,prénom", or one first name a line.

Every mistake is told at once, with its line; nothing is taken from a list that has one.
"""

import csv
import io
from pathlib import Path

from exchange.errors import NeedsAPerson
from hotspot.school.classes import Newcomer

HEADINGS = {"classe", "class", "prénom", "prenom", "first name", "nom"}
LONGEST_NAME = 40  # characters; more does not fit under a face


class WrongList(NeedsAPerson):
    """A list of pupils cannot be read; the message has one line for each mistake."""


def newcomers_from(file: Path, class_name: str = "") -> list[Newcomer]:
    """Return the pupils of a list; `class_name` is the class of those whose line names none.

    The file is UTF-8 or, as spreadsheets of the region still write, Windows-1252; its separator , ; or tab.

    Raises:
        WrongList: the file cannot be read, or lines are wrong.
    """
    found: list[Newcomer] = []
    mistakes: list[str] = []
    for number, cells in _lines(_text_of(file)):
        mistake = _mistake_in(cells, class_name)
        if mistake:
            mistakes.append(f"{file}, ligne {number} : {mistake}")
        else:
            found.append(Newcomer(cells[0] if len(cells) == 2 else class_name, cells[-1]))  # noqa: PLR2004
    if mistakes:
        raise WrongList("\n".join(mistakes))
    if not found:
        raise WrongList(f"{file} est vide. Écrivez un élève par ligne : CI,Awa")
    return found


def _text_of(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongList(f"{file} ne peut pas être lu : {error.strerror}.") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that say something, with their number; the headings are left out."""
    first = text.partition("\n")[0]
    separator = next((sign for sign in ";\t" if sign in first), ",")
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    lines = [(reader.line_num, [" ".join(cell.split()) for cell in cells]) for cells in reader]
    said = [(number, cells) for number, cells in lines if any(cells)]
    if said and {cell.casefold() for cell in said[0][1]} <= HEADINGS:
        return said[1:]
    return said


def _mistake_in(cells: list[str], class_name: str) -> str:
    """Return what is wrong with a line and how to mend it, or "" when nothing is."""
    if len(cells) > 2:  # noqa: PLR2004
        return f"{len(cells)} colonnes. Gardez-en deux : la classe, puis le prénom."
    if not all(cells):
        return "une case est vide. Écrivez la classe, puis le prénom : CI,Awa"
    if len(cells) == 1 and not class_name:
        return f"la classe de « {cells[0]} » manque. Écrivez CI,{cells[0]} ou ajoutez --class CI"
    if len(cells[-1]) > LONGEST_NAME:
        return f"le prénom a plus de {LONGEST_NAME} lettres. Raccourcissez-le."
    if not cells[-1].isprintable():
        return "le prénom contient un signe illisible. Enregistrez la liste en UTF-8."
    return ""
