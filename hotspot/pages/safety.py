"""What protects visitors: a token in every form, headers that allow no foreign script, one address."""

import hmac
import secrets
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, urlsplit

from flask import Response, abort, current_app, g, redirect, request, session
from markupsafe import Markup
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as AnyResponse

TOKEN = "csrf"  # noqa: S105 – the name of the field, not a password
SIGNED_OTHERWISE = {"kept.keep"}  # what comes there proves itself by a token of its own
FOR_ANYBODY = {
    "portal.enter"
}  # a phone that has just joined keeps no cookie; a forged tap lets it stay, no more
AT_ANY_NAME = {"/sante", "/captive-portal/api"}  # asked by programs, which may not follow a redirect
AS_WRITTEN = "%&=+/?:@!$'()*,;~-._[]"  # what a query holds, quoted already
LARGEST_POST_BYTES = 64 * 1024
LARGEST_LIST_BYTES = 3 * 2**20  # a class list as a file: 2 MiB, and what the form says beside it
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",  # the woven band in the style sheet
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


View = TypeVar("View", bound=Callable[..., object])


class RowNumber(IntegerConverter):
    """The number of a row in an address: never more than SQLite takes, 64 bits."""

    regex = r"[0-9]{1,18}"


def csrf() -> Markup:
    """Return the hidden field that every form must carry."""
    g.has_form = True
    if TOKEN not in session:
        session[TOKEN] = secrets.token_urlsafe(16)
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, session[TOKEN])


def has_form() -> bool:
    """Say whether the page has a form so far, with a token that is this visitor's alone."""
    found: bool = g.get("has_form", False)
    return found


def takes_a_list(view: View) -> View:
    """Let a class list come to this view, larger than any other form."""
    view.largest_post_bytes = LARGEST_LIST_BYTES  # type: ignore[attr-defined]
    return view


def leave_room() -> None:
    """Before each request that is read: set how large it may be."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "largest_post_bytes", LARGEST_POST_BYTES)


def refuse_foreign_forms() -> None:
    """Stop a post that does not come from one of our own pages, with error 400."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in SIGNED_OTHERWISE | FOR_ANYBODY:
        return
    expected, given = session.get(TOKEN, ""), request.form.get(TOKEN, "")
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        abort(400)


def to_the_one_address(origin: str) -> AnyResponse | None:
    """Return a redirect when a phone has come by another name than the box's own; None when all is well.

    Before any cookie, or a learner would be signed in under one name and not under the other.
    `origin` is as `http://10.42.0.1`, empty when any name is served.
    """
    if not origin or request.path in AT_ANY_NAME or request.host == urlsplit(origin).netloc:
        return None
    return redirect(origin + address_here(), 302)


def address_here() -> str:
    """Return the address of this page within the box, quoted as a link or a redirect needs it."""
    asked = request.query_string.decode(errors="replace")  # whatever bytes a phone has sent
    return quote(request.path) + (f"?{quote(asked, safe=AS_WRITTEN)}" if asked else "")


def protect(response: Response) -> Response:
    """Add the headers that every answer carries."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)  # a file in /media has a stricter one
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        # Phones are shared: "back" must not show the page of the child before.
        headers.setdefault("Cache-Control", "no-store")
    return response


def own_path(path: str) -> str:
    """Return the path when it leads to a page of this box, else the front page."""
    inside = path.startswith("/") and not path.startswith("//")
    return path if inside and "\\" not in path and path.isprintable() else "/"
