"""The poster of the classroom: one printed page that says how a phone joins, in French and in Arabic."""

import re
from dataclasses import dataclass

import segno
from flask import Blueprint, render_template, request
from markupsafe import Markup

from hotspot.pages.adult import may
from hotspot.pages.box.wifi_names import what_is_wrong
from hotspot.pages.here import settings_here
from hotspot.pages.language import translations
from hotspot.pages.way_in import box_address, wifi_here

SPECIAL = re.compile(r'([\\;,:"])')  # signs that the format WIFI:… gives a meaning to
SIZES = ((9, ""), (16, "long"))  # characters: "10.42.0.1" is written largest

pages = Blueprint("poster", __name__, url_prefix="/boite/affiche")


@dataclass(frozen=True)
class Words:
    """What the poster says in one language."""

    code: str
    direction: str
    title: str
    wifi: str
    key: str
    address: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]  # a sentence, and the words of the phone's own buttons
    join: str
    open: str


@pages.get("")
@may()
def poster() -> str:
    """Show the poster with the form for the name of the Wi-Fi."""
    settings = settings_here()
    wifi = wifi_here(settings)
    typed = request.args.get("wifi", wifi.name if wifi else "").strip()
    wrong = what_is_wrong(typed)
    name = "" if wrong else typed
    has_key = bool(wifi and wifi.key and wifi.name == name)
    url = box_address(settings)
    shown = url.partition("://")[2]
    return render_template(
        "technicians/poster.html",
        typed=typed,
        wrong=wrong,
        name=name,
        name_size=_size(name),
        has_key=has_key,
        address=shown,
        address_size=_size(shown),
        address_code=_code(url),
        joining_code=_code(joining(name)) if name and not has_key else "",
        languages=(words("fr", "ltr"), words("ar", "rtl")),
        pictures=("join", "stay", "type"),
    )


def joining(name: str) -> str:
    """Return what a phone reads in a QR code to join an open Wi-Fi (the format of ZXing)."""
    return "WIFI:T:nopass;S:" + SPECIAL.sub(r"\\\1", name) + ";;"


def words(code: str, direction: str) -> Words:
    """Return the poster's words in French or in Arabic, whatever the language of the page."""
    _ = translations(code).gettext
    return Words(
        code,
        direction,
        title=_("Viens apprendre avec ton téléphone"),
        wifi=_("Le Wi-Fi"),
        key=_("Mot de passe"),
        address=_("L’adresse"),
        steps=(
            (_("Choisis ce Wi-Fi. Une page s’ouvre ? Touche :"), (_("Touche ici"),)),
            (
                _("Ton téléphone dit « connecté, sans internet » ? C’est normal. Touche :"),
                (_("Rester connecté"), _("Oui"), _("Utiliser ce réseau tel quel")),
            ),
            (_("Ouvre Chrome et tape l’adresse."), ()),
        ),
        join=_("Rejoindre le Wi-Fi"),
        open=_("Ouvrir la page"),
    )


def _size(text: str) -> str:
    return next((size for most, size in SIZES if len(text) <= most), "longest")


def _code(text: str) -> Markup:
    """Return a QR code as a drawing; UTF-8, for phones take it for that."""
    drawn = segno.make_qr(text, error="q", encoding="utf-8")
    return Markup(drawn.svg_inline(border=4, svgclass=None, lineclass=None, omitsize=True))  # noqa: S704 – segno's own
