"""« Avant de débrancher »: stop the machine, or start it again."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from hotspot.content.installer import InstallingAlready
from hotspot.machine.asking_root import HelperAway, PowerOff, Restart
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.box.box_row import command
from hotspot.pages.here import settings_here
from hotspot.pages.language import translate as _
from hotspot.school import stopping
from hotspot.school.backups.errors import Busy
from hotspot.school.copies import CopyingAlready
from hotspot.settings import Settings
from runtime.clock import boot_id

REQUESTS: dict[str, PowerOff | Restart] = {"eteindre": PowerOff(), "redemarrer": Restart()}

pages = Blueprint("box_stop", __name__, url_prefix="/boite")


@dataclass(frozen=True)
class Refusal:
    """Why the machine goes on, and what to do."""

    words: str
    for_technician: str = ""


@pages.get("/arret")
@may("head", "technician")
def ask() -> str:
    """Say how to unplug the box."""
    refusal = None
    if stopping.has_failed():
        refusal = Refusal(
            _("La boîte n’a pas pu s’arrêter. Essayez encore une fois ; sinon, appelez votre technicien.")
        )
    return _page(refusal)


@pages.post("/arret")
@may("head", "technician")
def stop() -> str | Response:
    """Stop in two seconds; this page is the last one, and asks for nothing more.

    A page that was left open, and is sent again after the machine has started anew, does nothing.
    """
    wanted, settings = request.form.get("quoi", ""), settings_here()
    if wanted not in REQUESTS or request.form.get("depuis") != boot_id():
        return redirect("/boite/arret", 303)
    refusal = _refusal(settings, wanted)
    if refusal:
        return _page(refusal)
    return render_template("technicians/stopping.html", restarts=wanted == "redemarrer")


def _refusal(settings: Settings, wanted: str) -> Refusal | None:
    try:
        stopping.stop_soon(settings, REQUESTS[wanted])
    except InstallingAlready:
        return Refusal(_("La boîte installe des leçons. Attendez quelques minutes, puis touchez de nouveau."))
    except CopyingAlready:
        return Refusal(_("La boîte copie l’école. Attendez une minute, puis touchez de nouveau."))
    except Busy:
        return Refusal(_("Une sauvegarde est en cours. Attendez la fin, puis touchez de nouveau."))
    except HelperAway:
        return Refusal(
            _("Cette boîte ne peut pas s’arrêter d’ici. Appelez votre technicien."),
            command("sudo systemctl start hotspot-helper"),
        )
    return None


def _page(refusal: Refusal | None) -> str:
    is_technician = adult.adult_needed().role == "technician"
    return render_template(
        "technicians/stop.html", refusal=refusal, start=boot_id(), is_technician=is_technician
    )
