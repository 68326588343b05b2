"""The box's own page: all adults read it, the head and the technician act."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine import health
from hotspot.pages import adult
from hotspot.pages.adult import ANYBODY, may
from hotspot.pages.box_rows import Row, damage_rows, rows_of
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school import classes, guarding, signing_in
from hotspot.settings import Settings

pages = Blueprint("technicians", __name__, url_prefix="/boite")


@pages.get("")
@may()
def box() -> str:
    """Show how the box is."""
    settings: Settings = current_app.config["settings"]
    rows = rows_of(settings, health.health_of(settings.data_folder))
    return render_template(
        "technicians/box.html",
        title=_title(rows),
        checked=_("Vérifié à l’instant"),
        rows=rows,
        acts=adult.acts_on_box(),
    )


@pages.get("/entrer")
@may(ANYBODY)
def door() -> str:
    """Ask for the technician's code."""
    lost = [] if classes.school() else damage_rows(current_app.config["settings"])  # no school, no code
    return render_template(
        "technicians/enter.html",
        wait_seconds=signing_in.technician_wait_seconds(_device()),
        told=_("Ce n’est pas ce code. Vérifiez les chiffres.") if session.pop("wrong_code", None) else "",
        lost=lost,
    )


@pages.post("/entrer")
@may(ANYBODY)
def enter() -> Response:
    """Check the code."""
    answer = signing_in.check_technician_code(request.form.get("code", ""), _device())
    if isinstance(answer, signing_in.SignedIn):
        adult.welcome(None)
    else:
        session["wrong_code"] = True
    return redirect("/boite", 303)


@pages.post("/vu")
@may("head", "technician")
def seen() -> Response:
    """Note that somebody knows what was mended."""
    guarding.note_seen(current_app.config["settings"])
    return redirect("/boite", 303)


def _device() -> str:
    return request.remote_addr or ""


def _title(rows: list[Row]) -> str:
    to_do = sum(row.state != "good" for row in rows)
    if not to_do:
        return _("La boîte va bien")
    return _n(
        "La boîte marche, avec %(num)s chose à faire", "La boîte marche, avec %(num)s choses à faire", to_do
    )
