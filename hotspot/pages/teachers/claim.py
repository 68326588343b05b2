"""The first start of a box: the code of its label, then three screens, and it is a school's."""

from flask import Blueprint, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.pages import adult
from hotspot.pages.box.box_past import damage_rows
from hotspot.pages.here import device_here, one_line, settings_here
from hotspot.pages.language import LANGUAGES, first_language, plain
from hotspot.pages.language import translate as _
from hotspot.pages.teachers import holidays
from hotspot.pages.teachers.holidays import Row
from hotspot.pages.teachers.passwords import new_password
from hotspot.pages.unclaimed import is_claimed
from hotspot.school import claiming, waiting
from hotspot.school.adults import label
from hotspot.school.adults.accounts import NameTaken
from hotspot.school.classes import AlreadyThere

LONGEST = 80  # characters of a name

pages = Blueprint("claim", __name__, url_prefix="/demarrage")


@pages.before_request
def only_who_holds_the_label() -> Response | None:
    """Lead away from a claimed box, and to the code who has not typed it."""
    if not g.get("edition_is_here") or is_claimed():
        return redirect("/", 303)
    if request.path != pages.url_prefix and not _holds_label():
        return redirect("/demarrage", 303)
    return None


@pages.get("")
def begin() -> str | Response:
    """Ask for the code of the label."""
    if _holds_label():
        return redirect(_first_unanswered(), 303)
    return render_template(
        "claim/code.html",
        can_claim=label.can_claim(settings_here()),
        lost=damage_rows(settings_here()),
        wait_seconds=waiting.wait_seconds(label.CLAIM_DOOR, device_here()),
        told=_("Ce n’est pas le code de l’étiquette. Vérifiez les chiffres.")
        if session.pop("wrong_claim", None)
        else "",
    )


@pages.post("")
def check() -> Response:
    """Check it."""
    answer = label.try_claim(settings_here(), request.form.get("code", "")[:LONGEST], device_here())
    if answer == "right":
        session["claiming"] = label.mark(settings_here())
    else:
        session["wrong_claim"] = answer == "wrong"
    return redirect("/demarrage", 303)


@pages.get("/ecole")
def school() -> str:
    """First screen: the school."""
    typed = claiming.draft(settings_here())
    return _school_page(typed.school, typed.town, typed.language)


@pages.post("/ecole")
def keep_school() -> str | Response:
    """Keep it."""
    name, town = _typed("name"), _typed("town")
    language = request.form.get("language", "")
    if not name or not town or language not in LANGUAGES:
        return _school_page(name, town, language, is_wrong=True)
    claiming.keep_school(settings_here(), name, town, language)
    return redirect("/demarrage/direction", 303)


@pages.get("/direction")
def head() -> str:
    """Second screen: who is the head."""
    return _head_page(claiming.draft(settings_here()).head)


@pages.post("/direction")
def keep_head() -> str | Response:
    """Keep the name, and the hash of the password."""
    name = _typed("name")
    password, why = new_password()
    if not name or why:
        why_name = "" if name else _("Écrivez votre nom.")
        return _head_page(name, why_name, why)
    claiming.keep_head(settings_here(), name, password)
    return redirect("/demarrage/calendrier", 303)


@pages.get("/calendrier")
def calendar() -> str | Response:
    """Third screen: the days without school."""
    return _unless_missing() or _calendar_page(holidays.rows_of(holidays.of_country()))


@pages.post("/calendrier")
def open_school() -> str | Response:
    """Make the school of all that was typed, and let its head in."""
    missing = _unless_missing()
    if missing:
        return missing
    rows = holidays.typed_rows()
    if any(row.is_wrong for row in rows):
        return _calendar_page(rows)
    try:
        made = claiming.make_school(settings_here(), catalogue.country().id, holidays.holidays_in(rows))
    except AlreadyThere:  # the same form has come twice at once
        return redirect("/", 303)
    except NameTaken:  # of an adult whose school was lost
        return _head_page(
            claiming.draft(settings_here()).head,
            why_name=_("Quelqu’un a déjà ce nom. Ajoutez un prénom ou une initiale."),
        )
    adult.welcome(made)
    return redirect("/enseignant/ecole/carte", 303)


def _school_page(name: str, town: str, language: str, *, is_wrong: bool = False) -> str:
    return render_template(
        "claim/school.html",
        name=name,
        town=town,
        chosen=language or first_language(),
        languages=LANGUAGES,
        country=plain(catalogue.country().name),
        is_wrong=is_wrong,
    )


def _head_page(name: str, why_name: str = "", why: str = "") -> str:
    return render_template("claim/head.html", name=name, why_name=why_name, why=why)


def _calendar_page(rows: list[Row]) -> str:
    return render_template("claim/calendar.html", **holidays.form_of(rows))


def _unless_missing() -> Response | None:
    """Return to the first screen that was not answered; None when all were."""
    first = _first_unanswered()
    return None if first == "/demarrage/calendrier" else redirect(first, 303)


def _first_unanswered() -> str:
    typed = claiming.draft(settings_here())
    if not typed.school:
        return "/demarrage/ecole"
    return "/demarrage/calendrier" if typed.head else "/demarrage/direction"


def _holds_label() -> bool:
    """Say whether this phone has shown the code of the label that the box has now."""
    mark = label.mark(settings_here())
    return bool(mark) and session.get("claiming") == mark


def _typed(name: str) -> str:
    return one_line(request.form.get(name, ""), LONGEST)
