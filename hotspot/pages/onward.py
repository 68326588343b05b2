"""Where a form leads: a redirect for a browser, the address for a script that has sent the form itself."""

from flask import Response, jsonify, request

SCRIPT = "application/json"  # what keep.js says it accepts; a browser's own form never does


def onward(address: str) -> Response:
    """Lead on to a page of this box."""
    if request.headers.get("Accept") == SCRIPT:
        return told(200, page=address)
    return Response(status=303, headers={"Location": address}, mimetype="text/plain")


def told(status: int, **words: str) -> Response:
    """Tell a script something."""
    response = jsonify(words)
    response.status_code = status
    return response
