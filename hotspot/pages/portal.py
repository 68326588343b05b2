"""The captive portal: a phone that joins is shown the way, then told what it wants to hear.

Each system asks a server of its own whether it is online; on the Wi-Fi of a box every name leads here. The
first time the answer is a redirect to the signpost, which makes the phone show it. After one tap it is the
system's own answer, so that the phone stays. Nothing of the school runs in the phone's small window.
"""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from hotspot.machine.leases import mac_of
from hotspot.pages import safety
from hotspot.pages.handsets import Laboratory
from hotspot.pages.here import device_here, settings_here
from hotspot.pages.language import chosen_language, direction, translations
from hotspot.pages.probes import Probe, is_foreign, name_of, probe_of
from hotspot.school.consents import Consents
from hotspot.settings import Settings

SIGNPOST = "/bienvenue"
NO_STORE = {"Cache-Control": "no-store"}
IN_BOTH = "Ouvre Chrome et tape :"  # said in French and in Arabic on the one page

pages = Blueprint("portal", __name__)


def prepare(app: Flask, settings: Settings) -> None:
    """Give the application its memory of consents and of handsets."""
    app.config.update(consents=Consents(settings), laboratory=Laboratory())


def at_the_door() -> AnyResponse | None:
    """Return what a phone hears that has asked for a foreign name; None for a page of the box.

    Before any cookie. Without a portal, every name leads to the one address.
    """
    settings = settings_here()
    if not settings.has_portal or not is_foreign(request.host, urlsplit(settings.origin).netloc):
        return safety.to_the_one_address(settings.origin)
    if request.path in safety.AT_ANY_NAME:
        return None
    device = _device()
    answer, said = _answer(settings, device)
    _note(device, said)
    return answer


def _answer(settings: Settings, device: str) -> tuple[AnyResponse, str]:
    """Return the answer, and how the laboratory calls it."""
    origin = settings.origin
    probe = probe_of(request.host, request.path)
    if not _consents().seconds_left(device):
        return _led_to(origin + SIGNPOST), f"302 {SIGNPOST} ({probe.system if probe else '?'})"
    if probe is None:
        return _led_to(origin + "/"), "302 /"
    return _exact(probe), f"{probe.status} ({probe.system})"


def _led_to(address: str) -> AnyResponse:
    """Return a redirect with a page of its own: Android takes a body of 4 bytes or less for a failure."""
    answer = redirect(address, 302)
    answer.headers.update(NO_STORE)
    return answer


def _exact(probe: Probe) -> Response:
    answer = Response(probe.body, probe.status, {**NO_STORE, **dict(probe.headers)}, content_type=probe.mime)
    answer.direct_passthrough = True  # byte for byte: neither set as a page nor compressed
    if not probe.mime:
        del answer.headers["Content-Type"]
    return answer


@pages.get(SIGNPOST)
def signpost() -> str:
    """Show the way to the school, in the country's language and one line of the other."""
    settings, device = _settings_of_portal(), _device()
    _note(device, "200")
    other = "fr" if chosen_language() == "ar" else "ar"
    return render_template(
        "portal/signpost.html",
        address=urlsplit(settings.origin).netloc,
        is_open=_consents().seconds_left(device) > 0,
        other=other,
        other_direction=direction(other),
        other_line=translations(other).gettext(IN_BOTH),
    )


@pages.post(SIGNPOST)
def enter() -> AnyResponse:
    """Note the consent, then load the page anew: only then an iPhone looks again whether it is online."""
    _settings_of_portal()
    device = _device()
    _note(device, "303 (POST)")
    _consents().give(device)
    return redirect(SIGNPOST, 303)


@pages.get("/captive-portal/api")
def api() -> Response:
    """Tell what RFC 8908 has a phone ask."""
    origin = _settings_of_portal().origin
    device = _device()
    left = _consents().seconds_left(device)
    _note(device, f"200 captive={str(not left).lower()}")
    told = {"captive": not left, "user-portal-url": origin + SIGNPOST, "venue-info-url": origin + "/"}
    answer = jsonify({**told, "seconds-remaining": left} if left else told)
    answer.mimetype = "application/captive+json"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _note(device: str, said: str) -> None:
    """Note in the laboratory what was asked just now."""
    laboratory: Laboratory = current_app.config["laboratory"]
    laboratory.note(device, name_of(request.host), request.path, said)


def _settings_of_portal() -> Settings:
    """Return the settings; a box without a portal has none of these pages."""
    settings = settings_here()
    if not settings.has_portal:
        abort(404)
    return settings


def _device() -> str:
    """Return whose phone this is: its MAC, or its address where dnsmasq has given none."""
    address = device_here()
    return mac_of(address, settings_here().leases_file) or f"ip:{address}"


def _consents() -> Consents:
    consents: Consents = current_app.config["consents"]
    return consents
