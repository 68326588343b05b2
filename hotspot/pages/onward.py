"""Where a form leads: a redirect for a browser, the address for a script that has sent the form itself."""

from flask import jsonify, redirect, request
from werkzeug.wrappers import Response

SCRIPT = "application/json"  # what keep.js says it accepts; a browser's own form never does


def onward(address: str) -> Response:
    """Lead on to a page of this box."""
    return told(200, page=address) if request.headers.get("Accept") == SCRIPT else redirect(address, 303)


def told(status: int, **words: str) -> Response:
    """Tell a script something."""
    response = jsonify(words)
    response.status_code = status
    return response
