"""What goes over the air: text well set, then compressed, for sixty phones share one small antenna."""

import zlib

from flask import Response

from hotspot.pages.static import takes_gzip
from hotspot.pages.typography import set_page

SMALLEST_BYTES = 600  # below, one packet either way
LEVEL = 6  # of 9: beyond, more heat than gain
# zlib's own tables of 256 KB do not fit into the cache of a small processor: with a sixteenth of them a page
# of 7 KB is as small, in a third of the time
WINDOW_BITS, MEMORY = 13, 6
GZIP = 16  # added to the bits: with a header of gzip, zlib manual
TEXTS = {"text/html", "text/plain", "text/vtt", "application/json", "image/svg+xml"}


def typeset(response: Response) -> Response:
    """Set the text of a page: French spaces, sums in Arabic; one with an ETag was set when it was drawn."""
    if response.direct_passthrough:
        return response
    if response.mimetype == "text/html" and "ETag" not in response.headers:
        response.set_data(set_page(response.get_data(as_text=True)))
    return response


def compress(response: Response) -> Response:
    """Compress a text, where the phone can read it and it is worth it."""
    if response.direct_passthrough or response.is_streamed or response.mimetype not in TEXTS:
        return response
    if "Content-Encoding" in response.headers or "Content-Range" in response.headers:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    text = response.get_data()
    if takes_gzip() and len(text) >= SMALLEST_BYTES:
        zipping = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP + WINDOW_BITS, MEMORY)
        response.set_data(zipping.compress(text) + zipping.flush())
        response.headers["Content-Encoding"] = "gzip"
    return response
