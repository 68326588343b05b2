"""The box's own page: all adults read it, the head and the technician act."""

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine import health
from hotspot.pages import adult
from hotspot.pages.adult import ANYBODY, may
from hotspot.pages.box import box_charts, box_rows, key_rows, sync_rows
from hotspot.pages.box.box_row import WORST_FIRST, Row
from hotspot.pages.here import device_here, settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school import copies, guarding, keeper, signing_in
from hotspot.school.opening import DamagedSchool
from hotspot.settings import Settings

pages = Blueprint("technicians", __name__, url_prefix="/boite")


@pages.get("")
@may()
def box() -> str:
    """Show how the box is."""
    settings = settings_here()
    found = health.health_of(settings.data_folder)
    rows = [*key_rows.rows(settings), *sync_rows.rows(settings, found), *box_rows.rows_of(settings, found)]
    rows.sort(key=lambda row: WORST_FIRST.index(row.state))
    return render_template(
        "technicians/box.html",
        title=_title(rows),
        checked=box_rows.checked(),
        rows=rows,
        charts=box_charts.charts_of(settings),
        facts=box_rows.facts_of(settings, found),
        acts=adult.acts_on_box(),
        is_technician=adult.adult_needed().role == "technician",
        told=session.pop("box_told", None),
    )


@pages.get("/entrer")
@may(ANYBODY)
def door() -> str:
    """Ask for the technician's code."""
    return render_template(
        "technicians/enter.html",
        wait_seconds=signing_in.technician_wait_seconds(device_here()),
        told=_("Ce n’est pas ce code. Vérifiez les chiffres.") if session.pop("wrong_code", None) else "",
    )


@pages.post("/entrer")
@may(ANYBODY)
def enter() -> Response:
    """Check the code."""
    answer = signing_in.try_technician_code(request.form.get("code", ""), device_here())
    if isinstance(answer, signing_in.SignedIn):
        adult.welcome(None)
    else:
        session["wrong_code"] = True
    return redirect("/boite", 303)


@pages.post("/vu")
@may("head", "technician")
def seen() -> Response:
    """Note that somebody knows what was mended."""
    guarding.note_seen(settings_here())
    return redirect("/boite", 303)


@pages.post("/copie")
@may("head", "technician")
def copy() -> Response:
    """Copy the school now, beside it on the card."""
    session["box_told"] = _copied(settings_here())
    return redirect("/boite", 303)


def _copied(settings: Settings) -> tuple[str, str]:
    """Return what to say of a copy made just now: how it looks, and the words."""
    try:
        copies.make_copy(settings)
    except copies.NoRoomForACopy:
        return "bad", _("La carte mémoire est trop pleine pour une copie. Appelez votre technicien.")
    except DamagedSchool:
        keeper.suspect_damage()
        return "bad", _("Le fichier de l’école est abîmé. La boîte le répare : revenez dans une minute.")
    return "good", _("L’école est copiée.")


def _title(rows: list[Row]) -> str:
    to_do = sum(row.state != "good" for row in rows)
    if not to_do:
        return _("La boîte va bien")
    if rows[0].state == "bad":
        return _n(
            "La boîte a besoin de vous : %(num)s chose à faire",
            "La boîte a besoin de vous : %(num)s choses à faire",
            to_do,
        )
    return _n(
        "La boîte marche, avec %(num)s chose à faire", "La boîte marche, avec %(num)s choses à faire", to_do
    )
