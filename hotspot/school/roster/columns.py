"""Which column of a table is what: by its heading in French, Arabic or English, else by what stands in it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from hotspot.content.folding import folded

Part = Literal["first", "whole", "last", "sex", "class"]

HEADINGS: dict[Part, str] = {
    "first": """
        prénom, prénoms, prénom(s), prénom élève, prénom de l’élève, prénoms de l’élève, prénom de l’enfant,
        first name, firstname, given name, forename, الاسم الشخصي, الإسم الشخصي, الاسم الأول
    """,
    "whole": """
        prénom et nom, prénoms et nom, nom et prénom, nom et prénoms, noms et prénoms, nom complet,
        élève, élèves, full name, student, learner, pupil,
        الاسم الكامل, الاسم واللقب, اللقب والاسم, الاسم والنسب, التلميذ, اسم التلميذ
    """,
    "last": """
        nom, noms, nom élève, nom de l’élève, nom de famille, initiale, initiale du nom, last name, lastname,
        surname, family name, initial, name, الاسم العائلي, الإسم العائلي, النسب, اللقب, الاسم, الإسم
    """,
    "sex": """
        sexe, genre, f/g, g/f, f/m, m/f, fille/garçon, fille ou garçon, sex, gender, girl/boy, girl or boy,
        الجنس, النوع
    """,
    "class": "classe, niveau, class, classroom, grade, القسم, الفصل, الصف, السنة, المستوى",
}
PARTS: dict[str, Part] = {folded(word): part for part, words in HEADINGS.items() for word in words.split(",")}

GIRL_WORDS = "f, fille, fillette, féminin, female, feminine, girl, أنثى, بنت, ف, أ"
BOY_WORDS = "g, garçon, m, masculin, h, male, masculine, boy, ذكر, ولد, ذ"
GIRL, BOY = ({folded(word) for word in words.split(",")} for words in (GIRL_WORDS, BOY_WORDS))
SEARCHED_ROWS = 10  # a heading stands below a title and a date
GUESSED_FROM_ROWS = 50
INITIAL_LETTERS = 2  # "D" or "D."


@dataclass(frozen=True)
class Columns:
    """Where each part stands, from 0; `headings` is the row of the headings, from 0, None without."""

    places: dict[Part, int] = field(default_factory=dict)
    headings: int | None = None


def columns_of(rows: list[list[str]], class_names: Collection[str]) -> Columns:
    """Return which column is what. `class_names` are those that a class of this school may have."""
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        places = _places_by_heading(row)
        if {"first", "whole"} & places.keys():
            return Columns(places, number)
    return Columns(_guessed(rows[:GUESSED_FROM_ROWS], {folded(name) for name in class_names}))


def is_heading_of_names(text: str) -> bool:
    """Say whether this is how a column of names is headed."""
    return PARTS.get(folded(text)) in ("first", "whole", "last")


def sex_of(cell: str) -> str:
    """Return girl or boy; "" for nothing, or for another word."""
    word = folded(cell)
    return "girl" if word in GIRL else "boy" if word in BOY else ""


def _places_by_heading(row: list[str]) -> dict[Part, int]:
    """Return the part of each heading; a last name alone, "Nom", is what the child is called."""
    places: dict[Part, int] = {}
    for place, cell in enumerate(row):
        part = PARTS.get(folded(cell))
        if part is not None:
            places.setdefault(part, place)
    if "last" in places and not {"first", "whole"} & places.keys():
        places["whole"] = places.pop("last")
    return places


def _guessed(rows: list[list[str]], class_names: set[str]) -> dict[Part, int]:
    """Return what the columns are by their cells; the first with names in it is the first name."""
    places: dict[Part, int] = {}
    texts: list[int] = []
    for place, column in enumerate(zip_longest(*rows, fillvalue="")):
        cells = [cell for cell in column if cell]
        part = _part_by_cells(cells, class_names)
        if part is not None:
            places.setdefault(part, place)
        elif any(sign.isalpha() for cell in cells for sign in cell):
            texts.append(place)
    return places | _names_among(texts, rows, places)


def _part_by_cells(cells: list[str], class_names: set[str]) -> Part | None:
    if sum(bool(sex_of(cell)) for cell in cells) * 2 > len(cells):
        return "sex"
    if sum(folded(cell) in class_names for cell in cells) * 2 > len(cells):
        return "class"
    if cells and all(cell.strip(".").isalpha() and len(cell) <= INITIAL_LETTERS for cell in cells):
        return "last"
    return None


def _names_among(texts: list[int], rows: list[list[str]], places: dict[Part, int]) -> dict[Part, int]:
    """Return which columns of words are first and last name: DIOP in capitals is a last name."""
    if not texts:
        return {}
    if len(texts) == 1 or "last" in places:
        return {"first": texts[0]}
    one, two = texts[:2]
    in_capitals = [
        all(row[place].isupper() for row in rows if len(row) > place and row[place]) for place in (one, two)
    ]
    return {"first": two, "last": one} if in_capitals == [True, False] else {"first": one, "last": two}
