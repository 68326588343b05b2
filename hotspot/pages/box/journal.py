"""The journal's last lines, to show to a technician; no name and no key is in them."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from hotspot.machine.asking_root import HelperAway, ReadJournal, Refused, ask
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.box.box_row import command
from hotspot.pages.here import settings_here
from hotspot.school.discretion import without_names

CURES = {HelperAway: "sudo systemctl start hotspot-helper", Refused: "journalctl -u 'hotspot*' -n 200"}

pages = Blueprint("journal", __name__)


@pages.get("/boite/journal")
@may("head", "technician")
def journal() -> str:
    """Show the lines."""
    lines, cure = _lines()
    return render_template(
        "technicians/journal.html",
        lines=lines,
        for_technician=command(cure) if cure and adult.adult_needed().role == "technician" else "",
    )


@pages.get("/boite/journal.txt")
@may("head", "technician")
def as_text() -> AnyResponse:
    """Give them as a file to take along."""
    lines, cure = _lines()
    if cure:
        return redirect("/boite/journal", 303)
    headers = {"Content-Disposition": "attachment; filename=journal.txt", "Cache-Control": "no-store"}
    return Response(lines, headers=headers, mimetype="text/plain")


def _lines() -> tuple[str, str]:
    """Return the lines or, where nobody gives them, what a technician types."""
    settings = settings_here()
    try:
        return without_names(ask(settings.helper_socket, ReadJournal()), settings), ""
    except (HelperAway, Refused) as error:
        return "", CURES[type(error)]
