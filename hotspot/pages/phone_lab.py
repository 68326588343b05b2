"""« Laboratoire des téléphones »: what new handsets asked, behind the technician's code, to be sent home."""

from flask import Blueprint, Response, current_app, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from hotspot.pages import technician_turn
from hotspot.pages.handsets import Handset, Laboratory

HEAD = "telephone\tfois\thote\tchemin\treponse"

pages = Blueprint("phone_lab", __name__)


@pages.get("/boite/telephones")
def laboratory() -> str | AnyResponse:
    """Show what was asked."""
    if not technician_turn.is_on():
        return redirect("/boite")
    return render_template("portal/laboratory.html", handsets=_handsets())


@pages.get("/boite/telephones.txt")
def as_text() -> AnyResponse:
    """Give the same as a file, one line for each thing asked."""
    if not technician_turn.is_on():
        return redirect("/boite")
    lines = [
        f"{handset.number}\t{times}\t{host}\t{path}\t{answer}"
        for handset in _handsets()
        for (host, path, answer), times in handset.asked.items()
    ]
    headers = {"Content-Disposition": "attachment; filename=telephones.txt", "Cache-Control": "no-store"}
    return Response("\n".join([HEAD, *lines, ""]), headers=headers, mimetype="text/plain")


def _handsets() -> list[Handset]:
    kept: Laboratory = current_app.config["laboratory"]
    return kept.handsets()
