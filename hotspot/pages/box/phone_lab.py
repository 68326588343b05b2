"""« Laboratoire des téléphones »: what new handsets asked, to be sent home."""

from flask import Blueprint, Response, current_app, render_template
from werkzeug.wrappers import Response as AnyResponse

from hotspot.pages.adult import may
from hotspot.pages.handsets import Handset, Laboratory

HEAD = "telephone\tfois\thote\tchemin\treponse"

pages = Blueprint("phone_lab", __name__)


@pages.get("/boite/telephones")
@may("head", "technician")
def laboratory() -> str:
    """Show what was asked."""
    return render_template("portal/laboratory.html", handsets=_handsets())


@pages.get("/boite/telephones.txt")
@may("head", "technician")
def as_text() -> AnyResponse:
    """Give the same as a file, one line for each thing asked."""
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
