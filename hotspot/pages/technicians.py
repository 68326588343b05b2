"""The box's own page, behind the technician's code."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine import health
from hotspot.pages.box_rows import Row, rows_of
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school import signing_in
from hotspot.settings import Settings
from runtime import clock

TURN_SECONDS = 30 * 60  # a technician who walks away is signed out

pages = Blueprint("technicians", __name__, url_prefix="/boite")


@pages.get("")
def box() -> str | tuple[str, int]:
    """Show how the box is, or ask for the code."""
    if not _is_in():
        wait_seconds = signing_in.technician_wait_seconds(_device())
        told = _("Ce n’est pas ce code. Vérifiez les chiffres.") if session.pop("wrong_code", None) else ""
        return render_template("technicians/enter.html", wait_seconds=wait_seconds, told=told)
    settings: Settings = current_app.config["settings"]
    rows = rows_of(health.health_of(settings.data_folder))
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
        session["technician_until"] = _now() + TURN_SECONDS
    else:
        session["wrong_code"] = True
    return redirect("/boite", 303)


@pages.post("/sortir")
def leave() -> Response:
    """End the technician's turn."""
    session.pop("technician_until", None)
    return redirect("/", 303)


def _is_in() -> bool:
    until: int = session.get("technician_until", 0)
    return 0 < until - _now() <= TURN_SECONDS


def _now() -> int:
    return int(clock.now().timestamp())


def _device() -> str:
    return request.remote_addr or ""


def _title(rows: list[Row]) -> str:
    to_do = sum(row.state != "good" for row in rows)
    if not to_do:
        return _("La boîte va bien")
    return _n(
        "La boîte marche, avec %(num)s chose à faire", "La boîte marche, avec %(num)s choses à faire", to_do
    )
