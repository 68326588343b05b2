"""What goes over the air: text well set, then compressed, for sixty phones share one small antenna."""

import gzip

from flask import Response

from hotspot.pages.static import takes_gzip
from hotspot.pages.typography import set_page

SMALLEST_BYTES = 600  # below, one packet either way
LEVEL = 6  # of 9: beyond, more heat than gain
TEXTS = {"text/html", "text/plain", "text/vtt", "application/json", "image/svg+xml"}


def typeset(response: Response) -> Response:
    """Set the text of a page: French spaces, sums in Arabic."""
    if response.mimetype == "text/html" and not response.direct_passthrough:
        lines = response.get_data(as_text=True).split("\n")
        html = "\n".join([line.rstrip(" \t") for line in lines])  # where templates had nothing to say
        response.set_data(set_page(html))
    return response


def compress(response: Response) -> Response:
    """Compress a text, where the phone can read it and it is worth it."""
    if response.direct_passthrough or response.is_streamed or response.mimetype not in TEXTS:
        return response
    if "Content-Encoding" in response.headers or "Content-Range" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if not takes_gzip() or len(response.get_data()) < SMALLEST_BYTES:
        return response
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
