"""A box that has its lessons and is no school's yet: every page leads to its first start."""

from flask import current_app, g, redirect, request
from werkzeug.wrappers import Response

from hotspot.school import classes

FIRST_START = "/demarrage"
OPEN_ROOMS = {"claim", "media", "portal", "static"}
OPEN_PAGES = {"front.change_language", "front.health_for_machines", "hour.hear"}


def lead_to_first_start() -> Response | None:
    """Before each request: lead to the first start while the box has no school."""
    if request.blueprint in OPEN_ROOMS or request.endpoint in OPEN_PAGES:
        return None
    if not g.get("edition_is_here") or is_claimed():
        return None
    return redirect(FIRST_START, 303)


def is_claimed() -> bool:
    """Say whether the box is a school's; once it is, nobody asks again."""
    if not current_app.config.get("is_claimed"):
        current_app.config["is_claimed"] = classes.school() is not None
    claimed: bool = current_app.config["is_claimed"]
    return claimed
