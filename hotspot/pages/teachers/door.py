"""The door of the adults: a name and a password, and out again."""

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import ANYBODY, may
from hotspot.pages.language import translate as _
from hotspot.pages.safety import own_path
from hotspot.school.adults import accounts

pages = Blueprint("door", __name__, url_prefix="/enseignant")


@pages.get("/entrer")
@may(ANYBODY)
def door() -> str:
    """Ask for name and password."""
    return render_template(
        "teachers/door.html",
        name=session.pop("name_at_door", ""),
        told=_("Ce nom et ce mot de passe ne vont pas ensemble.") if session.pop("missed_door", None) else "",
        then=own_path(request.args.get("suite", "/enseignant/")),
    )


@pages.post("/entrer")
@may(ANYBODY)
def enter() -> Response:
    """Check them."""
    then = own_path(request.form.get("suite", "/enseignant/"))
    name = request.form.get("name", "")[:80]
    teacher = accounts.teacher_called(name)
    if teacher is None or not accounts.is_password(teacher, request.form.get("password", "")):
        session.update(name_at_door=name, missed_door=True)
        return redirect(adult.DOOR, 303)
    adult.welcome(teacher)
    return redirect(then, 303)


@pages.post("/sortir")
@may(ANYBODY)
def leave() -> Response:
    """End the turn."""
    adult.leave()
    return redirect("/", 303)
