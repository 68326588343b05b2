"""The box's own page, behind the technician's code. Later work adds its rows."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.machine import health
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import decimal, size_words
from hotspot.school import signing_in
from hotspot.settings import Settings
from runtime import clock

TURN_SECONDS = 30 * 60  # a technician who walks away is signed out
BYTES_A_MB = 1_000_000
LOW_DISK_MB = 2000  # below, videos of the next edition may not fit
HOT_CELSIUS = 70  # a Pi slows down at 80

pages = Blueprint("technicians", __name__, url_prefix="/boite")


@dataclass(frozen=True)
class Row:
    """One thing of the box. `state` is good, warn or bad; `bar` is how much of how much, in MB."""

    name: str
    value: str
    state: str = "good"
    advice: str = ""
    bar: tuple[int, int] | None = None


@pages.get("")
def box() -> str | tuple[str, int]:
    """Show how the box is, or ask for the code."""
    if not _is_in():
        wait_seconds = signing_in.technician_wait_seconds(_device())
        told = _("Ce n’est pas ce code. Vérifiez les chiffres.") if session.pop("wrong_code", None) else ""
        return render_template("technicians/enter.html", wait_seconds=wait_seconds, told=told)
    settings: Settings = current_app.config["settings"]
    rows = _rows(health.health_of(settings.data_folder))
    return render_template(
        "technicians/box.html",
        title=_title(rows),
        checked=_("Vérifié à l’instant"),
        rows=sorted(rows, key=lambda row: ("bad", "warn", "good").index(row.state)),
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


def _rows(found: health.Health) -> list[Row]:
    return [
        Row(_("Version du programme"), found.version),
        _edition_row(),
        _disk_row(found),
        Row(_("Mémoire libre"), size_words(found.free_memory_mb * BYTES_A_MB)),
        *_heat_rows(found),
        Row(_("En marche depuis"), _duration(found.up_minutes)),
    ]


def _edition_row() -> Row:
    if g.get("edition_is_here"):
        return Row(_("Édition"), f"{catalogue.country().id.upper()} {catalogue.edition()}")
    return Row(_("Édition"), "–", "bad", _("Installez une édition : hotspot install DÉPÔT"))


def _disk_row(found: health.Health) -> Row:
    used_mb = found.total_disk_mb - found.free_disk_mb
    low = found.free_disk_mb < LOW_DISK_MB
    advice = _("Il reste peu de place. Prévoyez une carte plus grande.") if low else ""
    size = size_words(found.free_disk_mb * BYTES_A_MB)
    return Row(_("Place libre"), size, "warn" if low else "good", advice, (used_mb, found.total_disk_mb))


def _heat_rows(found: health.Health) -> list[Row]:
    """Return the temperature, where the machine measures it."""
    if found.temperature is None:
        return []
    hot = found.temperature >= HOT_CELSIUS
    advice = _("Mettez la boîte à l’ombre, à 10 cm du mur.") if hot else ""
    return [Row(_("Température"), f"{decimal(found.temperature)} °C", "warn" if hot else "good", advice)]


def _duration(all_minutes: int) -> str:
    hours, minutes = divmod(all_minutes, 60)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
