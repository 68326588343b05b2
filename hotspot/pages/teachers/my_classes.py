"""The classes of the teacher who is here, and a new one made of one list."""

from dataclasses import dataclass, replace

from flask import Blueprint, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.box.coming import coming_words
from hotspot.pages.here import number_in, one_line, settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.naming import year_words
from hotspot.pages.safety import takes_a_list
from hotspot.pages.teachers.how_far import learners_words
from hotspot.pages.teachers.list_sent import TooMany, has_list, sent_list, wrong_list_words
from hotspot.pages.teachers.list_shown import Sheet, show_classes, show_plan
from hotspot.school import classes
from hotspot.school.roster import adding
from hotspot.school.roster.reading import Entry
from hotspot.school.tables import SchoolClass
from hotspot.school.workbooks import WrongSheet

ADDRESS = "/enseignant/classes/nouvelle"
LONGEST_CLASS_NAME = 30  # characters; more does not fit in the header of a phone
ALL_YEARS = range(14)  # 0 nursery, 1 to 13

pages = Blueprint("my_classes", __name__, url_prefix="/enseignant")


@dataclass(frozen=True)
class MyClass:
    """A class as a card."""

    id: int
    name: str
    level: str
    learners: str


@dataclass(frozen=True)
class NewClass:
    """What was written of a new class, and what is wrong with it."""

    name: str = ""
    year: int | None = None
    names: str = ""
    wrong_name: str = ""
    wrong_year: str = ""
    wrong_list: str = ""

    @property
    def is_right(self) -> bool:
        """Say whether name and year can stay."""
        return not self.wrong_name and not self.wrong_year


@pages.get("/")
@may("head", "teacher")
def my_classes() -> str:
    """Show the classes of who is here; the head's are all."""
    sizes = classes.sizes()
    return render_template(
        "teachers/my_classes.html",
        classes=[_shown(one, sizes.get(one.id, 0)) for one in adult.classes_here()],
        told=session.pop("class_told", ""),
        coming=coming_words(settings_here()),
    )


@pages.get("/classes/nouvelle")
@may("head", "teacher")
def new_class() -> str:
    """Ask for name, year and pupils of a class."""
    return _form(NewClass())


@pages.post("/classes/nouvelle")
@may("head", "teacher")
@takes_a_list
def make_class() -> str | Response:
    """Show what the list says; make the class when that was seen."""
    asked = _asked()
    if not asked.is_right or "back" in request.form:
        return _form(asked)
    try:
        found = sent_list() if has_list() else None
        entries = found.in_class(asked.name) if found else []
    except (WrongSheet, TooMany) as error:
        return _form(replace(asked, wrong_list=wrong_list_words(error)))
    sheet = Sheet(ADDRESS, asked.name, asked.year)
    if found is None:
        return _made(asked, [], {})
    if not entries:
        return show_classes(sheet, found)
    plan = adding.plan_for([], entries, found.answers)
    if plan.asked or "confirm" not in request.form:
        return show_plan(sheet, found, plan)
    return _made(asked, entries, found.answers)


def _made(asked: NewClass, entries: list[Entry], answers: dict[int, str]) -> str | Response:
    """Make the class and lead to it; nothing is made when another one has taken the name."""
    here = adult.adult_needed()
    try:
        made = adding.make_class(asked.name, asked.year or 0, here.teacher_id, entries, answers)
    except classes.AlreadyThere:
        return _form(replace(asked, wrong_name=_taken()))
    session["class_told"] = _("La classe %(name)s est faite.", name=made.name)
    return redirect(f"/enseignant/classes/{made.id}/eleves{'' if entries else '/ajouter'}", 303)


def _asked() -> NewClass:
    """Return what was written of the new class."""
    name = one_line(request.form.get("name", ""), LONGEST_CLASS_NAME)
    year = number_in(request.form.get("year", ""))
    is_year = year in dict(_levels())
    wrong_name = "" if name and name.isprintable() else _("Écrivez le nom de la classe.")
    if any(one.name == name for one in classes.classes()):
        wrong_name = _taken()
    return NewClass(
        name,
        year if is_year else None,
        request.form.get("names", ""),
        wrong_name,
        "" if is_year else _("Choisissez l’année."),
    )


def _taken() -> str:
    return _("Il y a déjà une classe de ce nom. Donnez-lui-en un autre.")


def _form(asked: NewClass) -> str:
    return render_template("teachers/new_class.html", asked=asked, levels=_levels())


def _levels() -> list[tuple[int, str]]:
    """Return the years of schooling as the country calls them; their numbers while no edition is here."""
    levels = catalogue.country().levels if g.get("edition_is_here") else ()
    years = [level.year for level in levels] or list(ALL_YEARS)
    return [(year, year_words(year) if levels else str(year)) for year in years]


def _shown(one: SchoolClass, learners: int) -> MyClass:
    level = year_words(one.year) if g.get("edition_is_here") else ""
    return MyClass(
        one.id,
        one.name,
        "" if level in one.name else level,
        learners_words(learners) if learners else _("Pas encore d’élève"),
    )
