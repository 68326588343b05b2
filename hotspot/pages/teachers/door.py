"""The door of the adults: a name and a password, out again, another password, and one that was forgotten."""

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import ANYBODY, may
from hotspot.pages.here import device_here, one_line, settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.safety import own_path
from hotspot.pages.teachers.passwords import LONGEST, new_password
from hotspot.school import classes, signing_in, waiting
from hotspot.school.adults import accounts, label, turns
from hotspot.school.signing_in import Refused
from hotspot.school.tables import Teacher

LONGEST_NAME = 80  # characters

pages = Blueprint("door", __name__, url_prefix="/enseignant")


@pages.get("/entrer")
@may(ANYBODY)
def door() -> str:
    """Ask for name and password."""
    return _door_page(then=own_path(request.args.get("suite", "/enseignant/")))


@pages.post("/entrer")
@may(ANYBODY)
def enter() -> str | Response:
    """Check them."""
    then, name = own_path(request.form.get("suite", "/enseignant/")), _typed_name()
    answer = signing_in.try_password(name, _typed("password"), device_here())
    if isinstance(answer, Refused):
        return _door_page(then, name, _refusal(answer, _("Ce nom et ce mot de passe ne vont pas ensemble.")))
    adult.welcome(answer)
    return redirect(then, 303)


@pages.post("/sortir")
@may(ANYBODY)
def leave() -> Response:
    """End the turn."""
    adult.leave()
    return redirect("/", 303)


@pages.get("/mot-de-passe")
@may()
def password() -> str:
    """Ask for another password, and for the one before."""
    _account_here()
    return _password_page()


@pages.post("/mot-de-passe")
@may()
def change_password() -> str | Response:
    """Change it; the turns on all other phones end."""
    teacher = _account_here()
    typed, why = new_password()
    if why:
        return _password_page(why=why)
    answer = signing_in.try_password(teacher.name, _typed("before"), device_here())
    if isinstance(answer, Refused):
        return _password_page(why_before=_refusal(answer, _("Ce n’est pas votre mot de passe.")))
    _begin_anew(teacher, typed)
    session["told"] = _(
        "Votre mot de passe est changé. Sur les autres téléphones, il faut entrer de nouveau."
    )
    return redirect("/enseignant/mot-de-passe", 303)


@pages.get("/secours")
@may(ANYBODY)
def recovery() -> str:
    """Ask the head who has forgotten the password for the recovery code of the label."""
    return _recovery_page()


@pages.post("/secours")
@may(ANYBODY)
def recover() -> str | Response:
    """Give the head another password."""
    name = _typed_name()
    answer = label.try_recovery(settings_here(), _typed("code"), device_here())
    if answer == "too soon":
        wait = waiting.wait_seconds(label.RECOVERY_DOOR, device_here())
        return _recovery_page(name, why_code=_too_soon(wait))
    if answer == "wrong":
        return _recovery_page(name, why_code=_("Ce n’est pas le code de secours. Vérifiez les chiffres."))
    typed, why = new_password()
    if why:
        return _recovery_page(name, why=why)
    head = accounts.head_for_recovery(name) if classes.school() else None
    if head is None:
        return _recovery_page(name, why_name=_("Personne ne dirige l’école sous ce nom."))
    _begin_anew(head, typed)
    return redirect("/enseignant/", 303)


def _begin_anew(teacher: Teacher, password: str) -> None:
    """Give an adult another password; all turns end but the one that begins here."""
    accounts.set_password(teacher, password)
    turns.end_all_of(teacher)
    adult.welcome(teacher)


def _door_page(then: str, name: str = "", told: str = "") -> str:
    return render_template("teachers/door.html", name=name, told=told, then=then)


def _password_page(why: str = "", why_before: str = "") -> str:
    told = session.pop("told", "")
    return render_template("teachers/password.html", why=why, why_before=why_before, told=told)


def _recovery_page(name: str = "", why_name: str = "", why_code: str = "", why: str = "") -> str:
    return render_template("teachers/recovery.html", name=name, why_name=why_name, why_code=why_code, why=why)


def _account_here() -> Teacher:
    """Return the account of who is here; who came by the technician's code has none."""
    here = adult.adult_needed()
    teacher = accounts.teacher(here.teacher_id) if here.teacher_id else None
    if teacher is None:
        abort(404)
    return teacher


def _refusal(refused: Refused, wrong: str) -> str:
    return _too_soon(refused.wait_seconds) if refused.too_soon else wrong


def _too_soon(wait_seconds: int) -> str:
    return _n(
        "Trop d’essais. Attendez %(num)s seconde.", "Trop d’essais. Attendez %(num)s secondes.", wait_seconds
    )


def _typed(name: str) -> str:
    return request.form.get(name, "")[: LONGEST + 1]


def _typed_name() -> str:
    return one_line(request.form.get("name", ""), LONGEST_NAME)
