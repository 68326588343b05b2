"""The box's own page, behind the technician's code."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine import health
from hotspot.pages import technician_turn
from hotspot.pages.box_rows import Row, damage_rows, rows_of
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school import classes, guarding, signing_in
from hotspot.settings import Settings

pages = Blueprint("technicians", __name__, url_prefix="/boite")


@pages.get("")
def box() -> str | tuple[str, int]:
    """Show how the box is, or ask for the code."""
    settings: Settings = current_app.config["settings"]
    if not technician_turn.is_on():
        lost = [] if classes.school() else damage_rows(settings)  # without a school there is no code to enter
        wait_seconds = signing_in.technician_wait_seconds(_device())
        told = _("Ce n’est pas ce code. Vérifiez les chiffres.") if session.pop("wrong_code", None) else ""
        return render_template("technicians/enter.html", wait_seconds=wait_seconds, told=told, lost=lost)
    rows = rows_of(settings, health.health_of(settings.data_folder))
    return render_template(
        "technicians/box.html",
        title=_title(rows),
        checked=_("Vérifié à l’instant"),
        rows=rows,
    )


@pages.post("/entrer")
def enter() -> Response:
    """Check the code."""
    answer = signing_in.check_technician_code(request.form.get("code", ""), _device())
    if isinstance(answer, signing_in.SignedIn):
        technician_turn.begin()
    else:
        session["wrong_code"] = True
    return redirect("/boite", 303)


@pages.post("/vu")
def seen() -> Response:
    """Note that the technician knows what was mended."""
    if technician_turn.is_on():
        guarding.note_seen(current_app.config["settings"])
    return redirect("/boite", 303)


@pages.post("/sortir")
def leave() -> Response:
    """End the technician's turn."""
    technician_turn.end()
    return redirect("/", 303)


def _device() -> str:
    return request.remote_addr or ""


def _title(rows: list[Row]) -> str:
    to_do = sum(row.state != "good" for row in rows)
    if not to_do:
        return _("La boîte va bien")
    return _n(
        "La boîte marche, avec %(num)s chose à faire", "La boîte marche, avec %(num)s choses à faire", to_do
    )
