"""The head's room: what concerns the whole school, one row each."""

from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import one_line, settings_here
from hotspot.pages.language import LANGUAGES
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.teachers import holidays
from hotspot.pages.teachers.holidays import Row
from hotspot.school import classes, school_calendar, tutor_days
from hotspot.school.adults import card
from hotspot.school.tables import School

LONGEST = 80  # characters of a name

pages = Blueprint("school_room", __name__, url_prefix="/enseignant/ecole")


@dataclass(frozen=True)
class Room:
    """One row of the room."""

    address: str
    icon: str
    title: str
    small: str


@pages.get("")
@may("head", "teacher")
def rooms() -> str:
    """Show the rooms of the school that are open to who is here."""
    is_head = adult.adult_needed().role == "head"
    return render_template(
        "teachers/school_room.html",
        rooms=[*(_rooms_of_head() if is_head else []), *_rooms_of_all()],
        told=session.pop("told", ""),
        left=card.left(settings_here()) if is_head else card.CODES_A_CARD,
        few=card.FEW,
        is_at_claim=is_head and card.is_at_claim(settings_here()),
    )


@pages.get("/nom")
@may("head")
def name() -> str:
    """Show how the school is called."""
    here = _school()
    return _name_page(here.name, here.town, here.language)


@pages.post("/nom")
@may("head")
def change_name() -> str | Response:
    """Change it."""
    called, town = _typed("name"), _typed("town")
    language = request.form.get("language", "")
    if not called or not town or language not in LANGUAGES:
        return _name_page(called, town, language, is_wrong=True)
    classes.change_school(called, town, language)
    session["told"] = _("C’est changé.")
    return redirect("/enseignant/ecole", 303)


@pages.get("/calendrier")
@may("head")
def calendar() -> str | Response:
    """Show the days without school."""
    if not g.get("edition_is_here"):  # which has the months of the country's school year
        return redirect("/enseignant/ecole", 303)
    own = tutor_days.own_holidays()
    shown = school_calendar.read(own) if own else holidays.of_country()
    return _calendar_page(holidays.rows_of(shown))


@pages.post("/calendrier")
@may("head")
def change_calendar() -> str | Response:
    """Change them; the tutor sets its reviews anew."""
    rows = holidays.typed_rows()
    if any(row.is_wrong for row in rows):
        return _calendar_page(rows) if g.get("edition_is_here") else redirect("/enseignant/ecole", 303)
    school_calendar.change(holidays.holidays_in(rows))
    session["told"] = _("Le calendrier est changé. La boîte ne fait pas réviser ces jours-là.")
    return redirect("/enseignant/ecole", 303)


def _rooms_of_head() -> list[Room]:
    left = card.left(settings_here())
    codes_left = _n("Il reste %(num)s code", "Il reste %(num)s codes", left)
    return [
        Room(
            "/enseignant/ecole/adultes",
            "class",
            _("Les adultes"),
            _("Comptes, rôles, mots de passe, classes"),
        ),
        Room("/enseignant/ecole/carte", "lock", _("La carte de codes"), codes_left),
        Room(
            "/enseignant/ecole/nouvelle-annee",
            "again",
            _("Une nouvelle année scolaire"),
            _("Chaque classe monte d’une année"),
        ),
        Room(
            "/enseignant/ecole/classes-rangees",
            "class",
            _("Les classes rangées"),
            _("Les regarder, les ouvrir de nouveau"),
        ),
        Room("/enseignant/ecole/calendrier", "calendar", _("Les jours sans classe"), _("Congés de l’année")),
        Room("/enseignant/ecole/nom", "home", _("Nom et langue de l’école"), _("Nom, ville, langue")),
    ]


def _rooms_of_all() -> list[Room]:
    return [
        Room("/enseignant/ecole/annonces", "read", _("Les annonces"), _("Ce que dit la première page")),
        Room("/enseignant/mot-de-passe", "lock", _("Mon mot de passe"), _("Le changer")),
    ]


def _name_page(called: str, town: str, language: str, *, is_wrong: bool = False) -> str:
    return render_template(
        "teachers/school_name.html",
        name=called,
        town=town,
        chosen=language,
        languages=LANGUAGES,
        is_wrong=is_wrong,
    )


def _calendar_page(rows: list[Row]) -> str:
    return render_template("teachers/calendar.html", **holidays.form_of(rows))


def _school() -> School:
    here = classes.school()
    if here is None:
        abort(404)
    return here


def _typed(name: str) -> str:
    return one_line(request.form.get(name, ""), LONGEST)
