"""The cookie: signed, without an age, for after a power cut the box's clock may stand before the last page.

A cookie with an age would then come from the future and be nobody's, and the answer sent with it be lost.
How long a turn lasts is in the cookie itself: visitor.py keeps to it. An adult's turn
stands in the school's file.
"""

from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

NAME = "boite"


class Undated(SecureCookieSessionInterface):
    """Flask's own cookie, whatever the date of its signature; the key is got ready once, not twice a page."""

    @cache  # noqa: B019 – one an app, for its life
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads the cookie."""
        return super().get_signing_serializer(app)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; nothing for one that this box has not signed."""
        signed, serializer = request.cookies.get(NAME), self.get_signing_serializer(app)
        if not signed or serializer is None:
            return self.session_class()
        try:
            return self.session_class(deepcopy(_read(serializer, signed)))
        except BadSignature:
            return self.session_class()


@lru_cache(maxsize=256)  # about 1 KB each; a phone sends the same cookie with every page of a turn
def _read(serializer: URLSafeTimedSerializer, signed: str) -> dict[str, Any]:
    """Return what a cookie holds. Raises BadSignature for one that this box has not signed."""
    held: dict[str, Any] = serializer.loads(signed)
    return held
