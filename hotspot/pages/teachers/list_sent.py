"""A class list as a form brings it: typed, as a file, or as it was read before and carried along."""

from dataclasses import dataclass

import msgspec
from flask import abort, g, request

from exchange.errors import NeedsAPerson
from hotspot.content import catalogue
from hotspot.pages.here import number_in
from hotspot.pages.language import chosen_language
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed as with_commas
from hotspot.school import classes
from hotspot.school.roster.adding import Asked, Plan
from hotspot.school.roster.columns import Columns, Part
from hotspot.school.roster.names import LONGEST_NAME, strange_signs, tidy, with_initial
from hotspot.school.roster.reading import Entry, Listed, in_class, listed_in_paste, listed_in_rows
from hotspot.school.sheets import rows_of
from hotspot.school.workbooks import Why, WrongSheet

MOST_CARRIED = 2_000  # a whole school in one table; the form stays below 200 KiB
NAME_FIELD = "name-"  # and the place in the list


class TooMany(NeedsAPerson):
    """A list has more pupils than a class may have, or than the box takes at once."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class SentList:
    """What the form brings."""

    entries: list[Entry]
    columns: Columns | None  # None: read before
    typed: str  # in the field for first names
    answers: dict[int, str]
    seen_here: set[int]
    class_name: str  # which of the classes of the list is meant

    def in_class(self, name: str) -> list[Entry]:
        """Return the pupils of this class; of a list of several, those of the class that was chosen.

        Raises:
            TooMany: more than a class may have.
        """
        entries = in_class(self.entries, self.class_name or name)
        if len(entries) > classes.LEARNERS_A_CLASS:
            raise TooMany(len(entries))
        return entries


def has_list() -> bool:
    """Say whether the form brings anything: typed, by hand, carried along or as a file."""
    file = request.files.get("file")
    typed = any(request.form.get(field, "").strip() for field in ("names", "rows", "first_name"))
    return typed or bool(file and file.filename)


def sent_list() -> SentList:
    """Return the list that came with this form.

    Raises:
        WrongSheet: the file is no table, or there is nothing in it.
        TooMany: more pupils than a school's.
    """
    typed = request.form.get("names", "")
    carried = request.form.get("rows", "")
    listed = Listed(_carried(carried), Columns()) if carried else _read(typed)
    if not listed.entries:
        raise WrongSheet("empty")
    if len(listed.entries) > MOST_CARRIED:
        raise TooMany(len(listed.entries))
    return SentList(
        listed.entries,
        None if carried else listed.columns,
        typed or typed_again(listed.entries),
        _answers(),
        {place for typed in request.form.get("here", "").split() if (place := number_in(typed)) is not None},
        request.form.get("class_name", ""),
    )


def typed_again(entries: list[Entry]) -> str:
    """Return a list as it can be written into the field for first names."""
    return "\n".join(with_initial(one.first_name, one.initial) for one in entries)


def carried(entries: list[Entry]) -> str:
    """Return what a form carries along of a list."""
    rows = [(one.line, one.first_name, one.initial, one.sex, one.class_name) for one in entries]
    return msgspec.json.encode(rows).decode()


def _carried(text: str) -> list[Entry]:
    try:
        rows = msgspec.json.decode(text, type=list[tuple[int, str, str, str, str]])
    except msgspec.DecodeError:
        abort(400)
    return [
        Entry(place, line, first_name, initial, sex if sex in ("girl", "boy") else "", class_name)
        for place, (line, first_name, initial, sex, class_name) in enumerate(rows)
    ]


def _read(typed: str) -> Listed:
    """Return the file's list, else the typed one, else the one child that was written by hand."""
    class_names = known_class_names()
    file = request.files.get("file")
    if file and file.filename:
        with file.stream:
            return listed_in_rows(rows_of(file.read()), class_names)
    alone, sex = tidy(request.form.get("first_name", "")), request.form.get("sex", "")
    if alone:
        return Listed([Entry(0, 1, alone, sex=sex if sex in ("girl", "boy") else "")], Columns())
    return listed_in_paste(typed, class_names)


def known_class_names() -> set[str]:
    """Return how a class may be called in a list: as those of this school, or as a year of the country."""
    here = {one.name for one in classes.classes()}
    if not g.get("edition_is_here"):
        return here
    return here | {catalogue.label_of_year(year, chosen_language())[0] for year in range(14)}


def _answers() -> dict[int, str]:
    """Return the names that were written for a place of the list."""
    return {
        place: tidy(name)
        for field, name in request.form.items()
        if field.startswith(NAME_FIELD) and (place := number_in(field.removeprefix(NAME_FIELD))) is not None
    }


def wrong_list_words(error: WrongSheet | TooMany) -> str:
    """Return why a list cannot be taken, and what to do."""
    if isinstance(error, TooMany):
        return _(
            "Cette liste a %(number)s élèves. Une classe en a %(most)s au plus : partagez la liste.",
            number=error.number,
            most=classes.LEARNERS_A_CLASS,
        )
    as_xlsx = _("Ouvrez-le, puis choisissez « Enregistrer sous » et le format Excel (.xlsx).")
    words: dict[Why, str] = {
        "heavy": _("Ce fichier est trop lourd : 2 Mo au plus. Gardez la liste seule, sans image."),
        "long": _("Ce tableau est trop grand. Copiez la liste seule dans un nouveau fichier."),
        "empty": _("Il n’y a aucun prénom ici. Écrivez-en un par ligne, ou choisissez un autre fichier."),
        "damaged": _("Ce fichier est abîmé. Ouvrez-le, enregistrez-le de nouveau, puis réessayez."),
        "locked": _("Ce fichier est fermé par un mot de passe. Enlevez le mot de passe, puis réessayez."),
        "old": _("Ce fichier est un ancien tableau (.xls).") + " " + as_xlsx,
        "open document": _("Ce fichier est un tableau LibreOffice (.ods).") + " " + as_xlsx,
        "other program": _("Ce fichier vient d’un autre programme.") + " " + as_xlsx,
        "picture": _("Ce fichier est une image, pas un tableau. Choisissez la liste (.xlsx ou .csv)."),
        "document": _("Ce fichier est un document, pas un tableau. Copiez les prénoms, puis collez-les ici."),
        "unknown": _("La boîte ne sait pas lire ce fichier. Choisissez un tableau .xlsx ou .csv."),
    }
    return words[error.why]


def columns_words(columns: Columns) -> str:
    """Return which columns were read, as the teacher counts them; "" for a list without columns."""
    if not columns.places:
        return ""
    names: dict[Part, str] = {
        "first": _("prénom"),
        "whole": _("prénom et nom"),
        "last": _("nom"),
        "sex": _("fille ou garçon"),
        "class": _("classe"),
    }
    in_order = sorted(columns.places.items(), key=lambda one: one[1])
    read = with_commas(
        *(_("%(part)s (colonne %(number)s)", part=names[part], number=place + 1) for part, place in in_order)
    )
    if columns.headings is None:
        return _("Ce tableau n’a pas de titres. La boîte a compris : %(columns)s.", columns=read)
    return _("La boîte a lu : %(columns)s.", columns=read)


def asked_words(asked: Asked) -> str:
    """Return why a line needs a person, and what to write."""
    if asked.why == "twin":
        return _(
            "Un autre enfant porte ce prénom. Comment l’appelez-vous ? Par exemple : %(name)s D.",
            name=asked.suggestion,
        )
    if asked.why == "missing":
        return _("Il n’y a pas de prénom. Écrivez-le, ou laissez vide.")
    if asked.why == "long":
        return _("Ce prénom a plus de %(most)s lettres. Raccourcissez-le.", most=LONGEST_NAME)
    return _("« %(signs)s » ne va pas dans un prénom.", signs=strange_signs(asked.entry.first_name))


def plan_title(plan: Plan, class_name: str) -> str:
    """Return what the list would do, in a few words."""
    number = len(plan.added) + len(plan.asked)
    if not number:
        return _("Tous sont déjà en %(school_class)s", school_class=class_name)
    return _n(
        "%(num)s élève à ajouter en %(school_class)s",
        "%(num)s élèves à ajouter en %(school_class)s",
        number,
        school_class=class_name,
    )
