"""Pages that are the same for all who have not said who they are: drawn once, kept gzipped, with an ETag.

Whatever such a page shows is named in its key; so nothing has to be thrown away when the edition, the school
or a class changes: the old page is simply not asked for any more.
"""

import gzip
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

from flask import Response, g, request

from hotspot.content import catalogue
from hotspot.pages.language import chosen_language
from hotspot.pages.safety import address_here, has_form
from hotspot.pages.school_name import school_name, school_place
from hotspot.pages.static import takes_gzip
from hotspot.pages.typography import set_page
from hotspot.pages.visitor import adult_here, learner_here

PAGES_AT_MOST = 256  # about 3 KB each
LONGEST_ADDRESS = 200  # characters; who makes up a longer one is not worth the memory


@dataclass(frozen=True)
class Ready:
    """A page as it goes over the air, and its name for phones that have it already."""

    zipped: bytes
    etag: str


_pages: dict[Hashable, Ready] = {}
_adding = Lock()


def for_all(view: Callable[..., str]) -> Callable[..., Response | str]:
    """Let a view be kept that shows nothing beside what `same_for_all` names."""

    @wraps(view)
    def page(**parts: str) -> Response | str:
        return same_for_all((), lambda: view(**parts))

    return page


def same_for_all(shown: Hashable, draw: Callable[[], str]) -> Response | str:
    """Return the page that `draw` makes; for a visitor without a name, from memory when it was drawn before.

    `shown` is all that the page shows beside the edition, the address, the language and the school's name.
    A page with a form is not kept: its token is one visitor's.
    """
    address = address_here()
    if learner_here() is not None or adult_here() is not None or len(address) > LONGEST_ADDRESS:
        return draw()
    key = (shown, address, chosen_language(), _edition(), school_name(), school_place())
    page = _pages.get(key)
    if page is None:
        html = draw()
        if has_form():
            return html
        page = _kept(key, html)
    return _answer(page)


def _edition() -> catalogue.Stamp | None:
    return catalogue.stamp() if g.get("edition_is_here") else None


def _kept(key: Hashable, html: str) -> Ready:
    zipped = gzip.compress(set_page(html).encode(), 9, mtime=0)
    page = Ready(zipped, hashlib.sha256(zipped).hexdigest()[:20])
    with _adding:
        _pages[key] = page
        if len(_pages) > PAGES_AT_MOST:
            del _pages[next(iter(_pages))]  # the oldest
    return page


def _answer(page: Ready) -> Response:
    """Return the page, or that the phone has it; a phone always asks, for a child may have come in since."""
    headers = {"ETag": f'"{page.etag}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding, Cookie"}
    if page.etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    if not takes_gzip():
        return Response(gzip.decompress(page.zipped), headers=headers, mimetype="text/html")
    return Response(page.zipped, headers={**headers, "Content-Encoding": "gzip"}, mimetype="text/html")
