"""Search: what has these words, in any language of the content, and ideas while one types."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, g, render_template, request
from markupsafe import Markup

from hotspot.content import catalogue, search
from hotspot.content.cards import Found
from hotspot.content.catalogue import Stamp
from hotspot.content.search import Answer, Own, Wanted
from hotspot.content.search_words import near_words, words_asked
from hotspot.pages.cards import Card, Onward, address_of, found_card, parcours_card
from hotspot.pages.facets import Choices, asked_choices, facets
from hotspot.pages.language import LANGUAGES, chosen_language, first_language, plain
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.looks import draw_along
from hotspot.pages.naming import kind_words, listed, year_words
from hotspot.pages.paging import pager, wanted_page
from hotspot.pages.visitor import learner_here

LONGEST_SEARCH = 80  # characters; a title has no more
LONGEST_KEPT = 200  # characters after the "?": what is drawn for a longer address is not kept in memory
IDEAS_FRESH = "private, max-age=600"  # ten minutes: an edition comes once in months

pages = Blueprint("search", __name__)


@dataclass(frozen=True)
class Help:
    """What is offered when nothing was found: near words, and the parcours of the year below."""

    near: list[Onward]
    year: str
    parcours: list[Card]


@pages.get("/recherche")
def find() -> str:
    """Show what has these words; of the learner's own year first, then in the page's language."""
    words, query, visitor = _asked_words(), request.query_string, learner_here()
    own = Own(visitor.year if visitor else None, chosen_language())
    shown = _shown if len(query) <= LONGEST_KEPT else _shown.__wrapped__
    answer = shown(catalogue.stamp(), words, own, asked_choices(), query) if words else Markup("")
    draw_along(answer)
    return render_template("catalogue/search.html", words=words, answer=answer)


@pages.get("/recherche/mots")
def ideas() -> Response:
    """Answer with titles that have what was typed so far, where they are and what they are: at most eight."""
    language = request.args.get("langue", "")
    g.language = language if language in LANGUAGES else first_language()  # of the address: no cookie is read
    response = Response(_ideas(catalogue.stamp(), _asked_words(), g.language), mimetype="application/json")
    response.headers["Cache-Control"] = IDEAS_FRESH
    return response


def _asked_words() -> str:
    return " ".join(request.args.get("q", "")[: 4 * LONGEST_SEARCH].split())[:LONGEST_SEARCH]


@lru_cache(maxsize=512)  # about 600 bytes each; a class types the same beginnings
def _ideas(stamp: Stamp, words: str, language: str) -> bytes:
    """Return title, address, kind and years of the first titles with these words, as JSON."""
    return msgspec.json.encode([_idea(one) for one in search.suggestions(words)])


def _idea(found: Found) -> tuple[str, str, str]:
    labels = (catalogue.label_of_year(year, chosen_language())[0] for year in found.years)
    return plain(found.title), address_of(found), listed(kind_words(found.kind), *labels)


@lru_cache(maxsize=64)  # about 15 KB each
def _shown(stamp: Stamp, words: str, own: Own, choices: Choices, query: bytes) -> Markup:
    """Return all under the field, the same for all who ask the same; `query` is in the links."""
    answer = search.find(words, Wanted(**choices.as_filters()), own, wanted_page())
    ways = facets(choices, answer.counts)
    html = render_template(
        "catalogue/search_answer.html",
        told=_told(words, answer),
        found=_n("%(num)s réponse", "%(num)s réponses", answer.page.total),
        facets=ways,
        chosen=listed(*(tag.words for facet in ways for tag in facet.tags[1:] if tag.chosen)),
        cards_here=[found_card(one) for one in answer.page.rows if isinstance(one, Found)],
        pages=pager("page", answer.page.page, answer.page.pages),
        everywhere=_everywhere(words, answer),
        help=None if answer.everywhere else _help(words, own, choices),
    )
    return Markup(html)  # noqa: S704 – our own template


def _told(words: str, answer: Answer) -> str:
    """Return how what was looked for differs from what was typed; "" when it does not."""
    meant = Markup('<a class="icon-link" href="{}">{}</a>').format(_address(answer.meant), answer.meant)
    told: list[str] = []
    if answer.meant:
        missing = " ".join(answer.unknown) or words
        told += [_("Je n’ai pas trouvé « %(words)s ».", words=missing)]
    if answer.meant and answer.unknown:
        told += [_("Voici les réponses pour %(words)s.", words=meant)]
    elif answer.meant:
        told += [_("Tu voulais dire %(words)s ?", words=meant)]
    if answer.loose:
        told += [_("Je n’ai pas trouvé tous ces mots ensemble. Voici ce qui en a au moins un.")]
    return Markup(" ").join(told)


def _everywhere(words: str, answer: Answer) -> Onward | None:
    """Return the way out of choices that leave nothing of what these words find."""
    if answer.page.total or not answer.everywhere:
        return None
    return Onward(_address(words), _n("Voir la réponse", "Voir les %(num)s réponses", answer.everywhere))


def _help(words: str, own: Own, choices: Choices) -> Help:
    """Return what may help when nothing has these words: words that are near, and what comes before.

    A word that is not in the box is often one that the learner's class has not come to: the same subject one
    year below is where to begin. The subject is the chosen one, else that of the nearest word.
    """
    near = list(dict.fromkeys(one for word in words_asked(words) for one in near_words(word)))
    best = search.find(near[0]).page.rows if near else ()
    subject = choices.subject or (best[0].subject if best else None)
    year = choices.year if choices.year is not None else own.year
    below = catalogue.parcours_of(year - 1) if year else ()
    cards = [parcours_card(one) for one in below if subject in (None, one.subject)]
    return Help([Onward(_address(word), word) for word in near], year_words(year - 1) if year else "", cards)


def _address(words: str) -> str:
    return f"/recherche?{urlencode({'q': words})}"
