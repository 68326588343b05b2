"""« Wi-Fi »: its name, password, country and channel, changed on trial from a phone that may lose it."""

import uuid
from dataclasses import dataclass, field

import msgspec
from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine import wifi_change
from hotspot.machine.asking_root import HelperAway, Refused
from hotspot.machine.wifi.channels import CHANNELS
from hotspot.machine.wifi.errors import RefusedFile, WrongWifi
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import this_radio
from hotspot.machine.wifi.rules import NAME_BYTES
from hotspot.pages import card_asked
from hotspot.pages.adult import adult_needed, may
from hotspot.pages.box.box_row import command
from hotspot.pages.box.wifi_names import countries, what_is_wrong, what_is_wrong_with_key
from hotspot.pages.here import settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.way_in import box_address, wifi_here
from hotspot.school import classes

HERE = "/boite/wifi"
LONGEST = 200  # characters of a field

pages = Blueprint("wifi", __name__, url_prefix=HERE)


@dataclass
class Typed:
    """The form as it was filled in, and what is wrong with each field."""

    name: str
    has_key: bool
    key: str  # empty: the one that is set stays
    country: str
    channel: str
    wrong: dict[str, str] = field(default_factory=dict)


@pages.get("")
@may("head", "technician")
def show() -> str:
    """Show the form, and what became of the last change."""
    here = _begun()
    typed = Typed(here.name, bool(here.key), "", here.country, str(here.channel))
    return _form(typed, told=session.pop("wifi_told", None))


@pages.post("/apercu")
@may("head", "technician")
def preview() -> str:
    """Say what phones will see; nothing changes yet."""
    typed = _typed()
    wanted = _wanted(typed)
    return _form(typed) if wanted is None else _preview(typed, wanted)


@pages.post("")
@may("head", "technician")
def change() -> str | Response:
    """Change it, with a code of the card; this page is the last one on the former Wi-Fi."""
    settings, typed = settings_here(), _typed()
    wanted, before = _wanted(typed), wifi_here(settings)
    if wanted is None:
        return _form(typed)
    if card_asked.what_is_wrong():
        return _preview(typed, wanted)
    if not wifi_change.has_helper(settings):
        wifi_change.set_only(settings, wanted)
        session["wifi_told"] = ("warn", _("Le Wi-Fi est réglé, mais pas encore en marche."))
        return redirect(HERE, 303)
    wifi_change.begin(settings, before, wanted)
    return render_template(
        "technicians/wifi_begun.html", wifi=wanted, before=before, address=f"{box_address(settings)}{HERE}"
    )


@pages.post("/garder")
@may("head", "technician")
def confirm() -> Response:
    """Keep the Wi-Fi on trial."""
    try:
        wifi_change.confirm(settings_here())
        session["wifi_told"] = ("good", _("Le nouveau Wi-Fi est gardé."))
    except Refused:
        session["wifi_told"] = (
            "warn",
            _(
                "Aucun essai en cours : le nouveau Wi-Fi est déjà gardé, ou l’ancien est revenu. "
                "Ce téléphone montre lequel."
            ),
        )
    except HelperAway:
        session["wifi_told"] = ("warn", _("Le Wi-Fi ne peut pas être gardé d’ici. Appelez votre technicien."))
    return redirect(HERE, 303)


def _begun() -> Wifi:
    """Return what is set or, while nothing is, what to begin with: the school's name and country."""
    here = wifi_here(settings_here())
    if here is not None:
        return here
    school = classes.school()
    name = school.name.encode()[:NAME_BYTES].decode(errors="ignore") if school else ""
    return Wifi(name=name, country=school.country.upper() if school else "", uuid=str(uuid.uuid4()))


def _typed() -> Typed:
    given = {name: request.form.get(name, "")[:LONGEST] for name in ("nom", "cle", "pays", "canal")}
    return Typed(
        given["nom"].strip(), request.form.get("acces") == "cle", given["cle"], given["pays"], given["canal"]
    )


def _wanted(typed: Typed) -> Wifi | None:
    """Return the Wi-Fi that was typed, looked at by the real programs; None with what is wrong in `typed`."""
    here = _begun()
    key = (typed.key or here.key) if typed.has_key else ""
    typed.wrong = _wrong(typed, key, here)
    if typed.wrong:
        return None
    wanted = msgspec.structs.replace(
        here, name=typed.name, key=key, country=typed.country, channel=int(typed.channel)
    )
    try:
        wifi_change.check(settings_here(), wanted)
    except (WrongWifi, RefusedFile) as error:
        typed.wrong["all"] = _("Cette boîte ne peut pas avoir ce Wi-Fi. Rien n’est changé.")
        typed.wrong["technician"] = str(error)
        return None
    return wanted


def _wrong(typed: Typed, key: str, here: Wifi) -> dict[str, str]:
    """Return field → what is wrong with it."""
    found = {
        "name": what_is_wrong(typed.name) if typed.name else _("Donnez un nom au Wi-Fi."),
        "key": what_is_wrong_with_key(key) if typed.has_key else "",
        "country": "" if typed.country in _countries(here) else _("Choisissez un pays."),
        "channel": "" if typed.channel in map(str, CHANNELS) else _("Choisissez un canal."),
    }
    if typed.has_key and not _bears_key(here):
        found["key"] = _("Le Wi-Fi de cette boîte ne peut pas avoir de mot de passe.")
    return {name: words for name, words in found.items() if words}


def _bears_key(here: Wifi) -> bool:
    return here.cable or this_radio().bears_key


def _countries(here: Wifi) -> dict[str, str]:
    return {**countries(), **({here.country: here.country} if here.country not in countries() else {})}


def _form(typed: Typed, told: tuple[str, str] | None = None) -> str:
    settings, here = settings_here(), _begun()
    last = wifi_change.last(settings)
    return render_template(
        "technicians/wifi.html",
        typed=typed,
        told=told,
        change=last,
        is_set=wifi_here(settings) is not None,
        has_key_now=bool(here.key),
        bears_key=_bears_key(here),
        countries=_countries(here),
        channels=sorted(CHANNELS),
        has_helper=wifi_change.has_helper(settings),
        is_technician=adult_needed().role == "technician",
        typed_by_technician=command("hotspot wifi apply"),
    )


def _preview(typed: Typed, wanted: Wifi) -> str:
    before = wifi_here(settings_here())
    stays = before is not None and (before.name, before.key) == (wanted.name, wanted.key)
    return render_template(
        "technicians/wifi_preview.html",
        typed=typed,
        wifi=wanted,
        country=_countries(wanted)[wanted.country],
        stays=stays,
        has_helper=wifi_change.has_helper(settings_here()),
    )
