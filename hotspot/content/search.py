"""Find parcours, modules and grains by the words of their titles, however accents were typed."""

import unicodedata

import msgspec

from hotspot.content.cards import Found, Page
from hotspot.content.lists import ROWS_A_PAGE, pages_for
from hotspot.content.tables import TitleRow

WORDS_AT_MOST = 8  # a title has no more; each is one clause of the query
ARABIC_SAME = str.maketrans("أإآٱىةؤئ", "اااايهوي")  # letters often typed one for the other


def find_titles(words: str, page: int = 1) -> Page:
    """Return one page of what has every word in its titles, in any language; nothing for no word."""
    wanted = folded(words).split()[:WORDS_AT_MOST]
    if not wanted:
        return Page((), 0, 1, 1)
    matching = TitleRow.select().where(*[TitleRow.folded.contains(word) for word in wanted])
    total = matching.count()
    pages = pages_for(total)
    page = min(max(page, 1), pages)
    rows = matching.order_by(TitleRow.rank).paginate(page, ROWS_A_PAGE)
    return Page(tuple(msgspec.json.decode(row.card, type=Found) for row in rows), total, page, pages)


def folded(text: str) -> str:
    """Return a text without case, accents, apostrophes or the letters that are typed one for the other."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spaced = "".join(letter if letter.isalnum() else " " for letter in kept)
    return " ".join(spaced.translate(ARABIC_SAME).split())
