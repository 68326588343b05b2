"""Before and after: the two links under a long list or a comic."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request


@dataclass(frozen=True)
class Pager:
    """Which page this is, and the addresses of its neighbours; "" when there is none."""

    page: int
    total_pages: int
    before: str
    after: str


def pager(name: str, page: int, total_pages: int) -> Pager:
    """Return the pager of this request; `name` is the parameter that holds the page's number."""
    before = address_with(name, page - 1) if page > 1 else ""
    after = address_with(name, page + 1) if page < total_pages else ""
    return Pager(page, total_pages, before, after)


def address_with(name: str, value: object) -> str:
    """Return the address of this page with one parameter changed, and back on the first page of the list."""
    kept = {key: given for key, given in request.args.items() if key not in ("page", name) and given}
    chosen = {**kept, name: value} if value != "" else kept
    return f"{request.path}?{urlencode(chosen)}" if chosen else request.path


def wanted_page(name: str = "page") -> int:
    """Return the page that is asked for, 1 when that is no number."""
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1  # noqa: PLR2004 – 5 digits
