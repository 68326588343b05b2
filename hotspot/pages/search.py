"""Search: what has these words, in any language of the content."""

from flask import Blueprint, render_template, request

from hotspot.content import search
from hotspot.content.cards import Found
from hotspot.pages.cards import found_card
from hotspot.pages.language import translate_count as _n
from hotspot.pages.paging import pager, wanted_page

LONGEST_SEARCH = 80  # characters; a title has no more

pages = Blueprint("search", __name__)


@pages.get("/recherche")
def find() -> str:
    """Show what has these words in its title."""
    words = " ".join(request.args.get("q", "").split())[:LONGEST_SEARCH]
    found = search.find_titles(words, wanted_page())
    return render_template(
        "catalogue/search.html",
        words=words,
        found=_n("%(num)s réponse", "%(num)s réponses", found.total),
        cards_here=[found_card(one) for one in found.rows if isinstance(one, Found)],
        pages=pager("page", found.page, found.pages),
    )
