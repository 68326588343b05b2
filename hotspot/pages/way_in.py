"""How a phone comes to this box: what the poster and the name cards print."""

import re
from urllib.parse import urlsplit

from flask import request

from hotspot.machine.addresses import network_addresses
from hotspot.machine.wifi import kept
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.settings import Settings

HOST = re.compile(r"([a-z0-9.-]{1,64})(:[0-9]{1,5})?", re.I)
OWN_NAMES = re.compile(r"localhost|127\.0\.0\.1|ecole\.lan|ecole(-[0-9]{1,3})?\.local", re.I)


def box_address(settings: Settings) -> str:
    """Return where the box is, as it was asked: "http://10.42.0.1"."""
    if settings.origin:
        parts = urlsplit(settings.origin)
        return f"{parts.scheme}://{parts.netloc}"
    return "http://" + own_address(request.host, settings.port)


def wifi_here(settings: Settings) -> kept.Wifi | None:
    """Return the Wi-Fi that the box gives, or None while none is set."""
    try:
        return kept.read(settings.wifi_file)
    except WrongWifi:  # `hotspot wifi show` tells of it; the name can be typed
        return None


def own_address(host: str, port: int) -> str:
    """Return where this box is, for the wall: the host asked for when it is its own, else its address.

    Whoever sends a request writes its host: no other text may come on the poster.
    """
    found = HOST.fullmatch(host)
    own = network_addresses()
    if found and (OWN_NAMES.fullmatch(found[1]) or found[1] in own):
        return host.lower()
    return f"{own[0] if own else '127.0.0.1'}:{port}".removesuffix(":80")
