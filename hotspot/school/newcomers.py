"""The list of pupils that `hotspot learners add` is given: a file, read as the pages read it.

Every mistake is told at once, with its line; nothing is taken from a list that has one.
"""

from pathlib import Path

from exchange.errors import NeedsAPerson
from hotspot.school.classes import Newcomer, classes
from hotspot.school.roster import names
from hotspot.school.roster.reading import Entry, listed_in_paste, listed_in_rows
from hotspot.school.sheets import rows_of
from hotspot.school.workbooks import Why, WrongSheet

WRONG_FILE: dict[Why, str] = {
    "heavy": "pèse plus de 2 Mo. Gardez la liste seule, sans image.",
    "long": "est trop grand. Copiez la liste seule dans un nouveau fichier.",
    "empty": "est vide. Écrivez un élève par ligne : CI,Awa",
    "damaged": "est abîmé. Enregistrez-le de nouveau.",
    "locked": "est fermé par un mot de passe. Enlevez-le.",
    "old": "est un ancien tableau. Enregistrez-le sous le format .xlsx.",
    "open document": "est un tableau LibreOffice. Enregistrez-le sous le format .xlsx.",
    "other program": "vient d'un autre programme. Enregistrez-le sous le format .xlsx.",
    "picture": "est une image, pas une liste.",
    "document": "est un document, pas une liste. Copiez les prénoms dans un fichier .txt.",
    "unknown": "ne peut pas être lu comme une liste. Donnez un fichier .csv, .xlsx ou .txt.",
}


class WrongList(NeedsAPerson):
    """A list of pupils cannot be read; the message has one line for each mistake."""


def newcomers_from(file: Path, class_name: str = "") -> list[Newcomer]:
    """Return the pupils of a list; `class_name` is the class of those whose line names none.

    Raises:
        WrongList: the file cannot be read, or lines are wrong.
    """
    try:
        entries = _entries_of(file)
    except OSError as error:
        raise WrongList(f"{file} ne peut pas être lu : {error.strerror}.") from error
    except WrongSheet as error:
        raise WrongList(f"{file} {WRONG_FILE[error.why]}") from error
    if not entries:
        raise WrongList(f"{file} {WRONG_FILE['empty']}")
    mistakes = [
        f"{file}, ligne {entry.line} : {mistake}"
        for entry in entries
        if (mistake := _mistake_in(entry, class_name))
    ]
    if mistakes:
        raise WrongList("\n".join(mistakes))
    return [_newcomer(entry, class_name) for entry in entries]


def _entries_of(file: Path) -> list[Entry]:
    """Return the pupils of a file: of a table, or of a text with one first name a line."""
    rows = rows_of(file.read_bytes())
    known = [one.name for one in classes()]
    if max(map(len, rows)) == 1:
        return listed_in_paste("\n".join(row[0] if row else "" for row in rows), known).entries
    return listed_in_rows(rows, known).entries


def _newcomer(entry: Entry, class_name: str) -> Newcomer:
    return Newcomer(entry.class_name or class_name, entry.first_name, entry.sex)


def _mistake_in(entry: Entry, class_name: str) -> str:
    """Return what is wrong with a line and how to mend it, or "" when nothing is."""
    wrong = names.what_is_wrong(entry.first_name)
    if wrong == "missing":
        return "il n'y a pas de prénom. Écrivez la classe, puis le prénom : CI,Awa"
    if wrong == "long":
        return f"le prénom a plus de {names.LONGEST_NAME} lettres. Raccourcissez-le."
    if wrong == "sign":
        return f"« {names.strange_signs(entry.first_name)} » ne va pas dans un prénom. Enlevez-le."
    if not entry.class_name and not class_name:
        return (
            f"la classe de « {entry.first_name} » manque. Écrivez CI,{entry.first_name} ou ajoutez --class CI"
        )
    return ""
