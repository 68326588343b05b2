"""A new school year in one step: a table that the head changes, then all classes go at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages.adult import may
from hotspot.pages.here import one_line
from hotspot.pages.language import translate as _
from hotspot.pages.naming import year_words
from hotspot.school import classes
from hotspot.school.life import ending, years
from hotspot.school.life.years import How, OtherClasses, Step, TooLate, WrongNames, YearEnded
from hotspot.school.tables import SchoolClass

ADDRESS = "/enseignant/ecole/nouvelle-annee"
SCHOOL_YEAR = re.compile(r"20\d\d-20\d\d")
LONGEST_TYPED = 200  # characters of a name: one that is too long comes back as it was typed
HOWS: dict[str, How] = {"up": "up", "stay": "stay", "away": "away"}

pages = Blueprint("new_year", __name__, url_prefix=ADDRESS)


@dataclass(frozen=True)
class Row:
    """A class in the table."""

    school_class: SchoolClass
    learners: int
    step: Step
    level: str
    is_wrong: bool


@pages.get("")
@may("head")
def table() -> str:
    """Show what becomes of each class."""
    return _page(years.proposed(), ending.year_ending())


@pages.post("")
@may("head")
def begin() -> str | Response:
    """Let it be so: all or nothing."""
    steps, ended = _typed_steps(), one_line(request.form.get("ended", ""), len("2026-2027"))
    if not SCHOOL_YEAR.fullmatch(ended):
        return _page(steps, ended, why=_("Écrivez l’année qui finit comme ceci : 2026-2027."))
    try:
        years.begin(steps, ended, request.form.get("seen", ""))
    except YearEnded:
        return _page(steps, ended, why=_("L’année %(year)s est déjà finie ici. Rien n’a changé.", year=ended))
    except OtherClasses:
        session["told"] = _("Une classe a changé entre-temps. Regardez le tableau de nouveau.")
        return redirect(ADDRESS, 303)
    except WrongNames as error:
        return _page(steps, ended, wrong=error.numbers)
    session["told"] = _("La nouvelle année a commencé. Chaque classe a son nouveau nom.")
    return redirect(ADDRESS, 303)


@pages.post("/defaire")
@may("head")
def undo() -> Response:
    """Let all classes be what they were."""
    begun = years.last_begun()
    try:
        if begun is not None:
            years.undo(begun)
        session["told"] = _("C’est défait : chaque classe est comme avant.")
    except TooLate:
        session["told"] = _("Cela ne peut plus être défait.")
    return redirect(ADDRESS, 303)


def _page(steps: Sequence[Step], ended: str, *, why: str = "", wrong: frozenset[int] = frozenset()) -> str:
    begun = years.last_begun()
    return render_template(
        "teachers/new_year.html",
        rows=_rows(steps, wrong),
        ended=ended,
        why=why,
        seen=years.mark(),
        done=begun.ended if begun else "",
        can_undo=begun is not None and years.can_undo(begun),
        told=session.pop("told", ""),
    )


def _rows(steps: Sequence[Step], wrong: frozenset[int]) -> list[Row]:
    step_of = {one.class_id: one for one in steps}
    sizes = classes.sizes()
    return [
        Row(one, sizes.get(one.id, 0), step_of[one.id], year_words(one.year), one.id in wrong)
        for one in classes.classes()
        if one.id in step_of
    ]


def _typed_steps() -> list[Step]:
    """Return the table as it was sent; a class that the form does not name stays as it is."""
    steps = []
    for one in classes.classes():
        how = HOWS.get(request.form.get(f"how-{one.id}", ""), "stay")
        name = one_line(request.form.get(f"name-{one.id}", one.name), LONGEST_TYPED)
        steps.append(Step(one.id, how, one.name if how == "away" else name))
    return steps
