"""Find parcours, modules and grains by their words: forms, accents, beginnings and one slip are forgiven.

One pass over the index gives all that matches with its score; what is counted and put in order afterwards
are numbers in memory.
"""

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import msgspec

from hotspot.content import catalogue
from hotspot.content.cards import Counts, FacetCard, Found, Page
from hotspot.content.catalogue import Stamp
from hotspot.content.lists import ROWS_A_PAGE, pages_for
from hotspot.content.search_words import (
    SHORTEST_BEGINNING,
    all_of,
    any_of,
    is_known,
    meant_by,
    titles_with,
    words_asked,
    written,
)
from hotspot.content.tables import ask

# How much a word weighs in a title, a text and as a stem: field measurements of the project's study.
MATCHES = "SELECT rowid, bm25(finding_text, 10, 1, 3) FROM finding_text WHERE finding_text MATCH ?"
CARDS = "SELECT number, card FROM finding_row WHERE number IN ({})"
FIRST_TITLES = """
    SELECT card FROM finding_row
    WHERE number IN (SELECT rowid FROM finding_text WHERE finding_text MATCH ? ORDER BY rowid LIMIT ?)
    ORDER BY number
"""
FACET_CARDS = "SELECT card FROM facet_row ORDER BY number"
FACETS_OF_ALL = "SELECT facet FROM finding_row ORDER BY number"
SUGGESTIONS = 8
FAR = 1_000.0  # more than any score: what is not of one's own year comes after all that is

Key = TypeVar("Key", int, str)
Match = tuple[int, float]  # number of a finding, score: the lower the better


@dataclass(frozen=True)
class Wanted:
    """What must hold of all that is found; None is everything."""

    subject: str | None = None
    year: int | None = None
    kind: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Own:
    """What the visitor is: her year first, her language next."""

    year: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Answer:
    """One page of what was found. `meant` is what was looked for in place of what was typed, "" as typed."""

    page: Page
    counts: Counts
    everywhere: int  # how many there would be if nothing but the words were wanted
    meant: str = ""
    unknown: tuple[str, ...] = ()  # words that nothing has, nor one like them
    loose: bool = False  # nothing has all the words: these have some


@dataclass(frozen=True)
class Facets:
    """Of which subject, kind, years and languages each finding is, by its number."""

    cards: list[FacetCard]
    of: "array[int]"


def find(text: str, wanted: Wanted = Wanted(), own: Own = Own(), page: int = 1) -> Answer:
    """Return what has all these words, or else the words that were meant, or else some of them."""
    words = words_asked(text)
    matches = _matches(all_of(words)) if words else []
    if matches or not words:
        return _answer(matches, wanted, own, page)
    return _nearest_answer(words, wanted, own, page)


def suggestions(text: str) -> tuple[Found, ...]:
    """Return the first things whose title has words that begin so, or else the words that were meant."""
    words = [word for word in words_asked(text) if len(word) >= SHORTEST_BEGINNING]
    found = _titled(words)
    if found or not words:
        return found
    return _titled([word if is_known(word) else meant_by(word) or word for word in words])


def _titled(words: list[str]) -> tuple[Found, ...]:
    rows = ask(FIRST_TITLES, titles_with(words), SUGGESTIONS) if words else []
    return tuple(msgspec.json.decode(card, type=Found) for (card,) in rows)


def _nearest_answer(words: list[str], wanted: Wanted, own: Own, page: int) -> Answer:
    """Return what is found when words that nothing has are replaced by their nearest, or left out."""
    replaced = {word: word if is_known(word) else meant_by(word) for word in words}
    known = [one for one in replaced.values() if one]
    unknown = tuple(word for word, one in replaced.items() if not one)
    matches = _matches(all_of(known)) if known else []
    loose = not matches and len(known) > 1
    if loose:
        matches = _matches(any_of(known))
    answer = _answer(matches, wanted, own, page)
    meant = "" if known == words else " ".join(written(known))
    return replace(answer, meant=meant, unknown=unknown, loose=loose)


def _matches(expression: str) -> list[Match]:
    return ask(MATCHES, expression)


def _answer(matches: list[Match], wanted: Wanted, own: Own, page: int) -> Answer:
    facets = _facets(catalogue.stamp())
    of = facets.of
    times = Counter([of[number] for number, _score in matches])
    counts, fitting = _counted(facets.cards, times, wanted)
    total = sum(times[facet] for facet in fitting)
    pages = pages_for(total)
    page = min(max(page, 1), pages)
    behind = {facet: _behind(facets.cards[facet], own) for facet in fitting}
    ranked = heapq.nsmallest(
        page * ROWS_A_PAGE,
        [(behind[of[number]] + score, number) for number, score in matches if of[number] in behind],
    )
    numbers = [number for _score, number in ranked[(page - 1) * ROWS_A_PAGE :]]
    return Answer(Page(_found(numbers), total, page, pages), counts, len(matches))


def _counted(cards: list[FacetCard], times: Counter[int], wanted: Wanted) -> tuple[Counts, list[int]]:
    """Return how many each choice would leave, the others kept as they are; and the facets that fit now."""
    by_subject, by_kind, by_language = Counter[str](), Counter[str](), Counter[str]()
    by_year, fitting = Counter[int](), []
    for facet, count in times.items():
        card = cards[facet]
        subject = wanted.subject in (None, card.subject)
        year = wanted.year is None or wanted.year in card.years
        kind = wanted.kind in (None, card.kind)
        language = wanted.language is None or wanted.language in card.languages
        if subject and year and kind and language:
            fitting.append(facet)
        if year and kind and language:
            by_subject[card.subject] += count
        if subject and kind and language:
            for one in card.years:
                by_year[one] += count
        if subject and year and language:
            by_kind[card.kind] += count
        if subject and year and kind:
            for code in card.languages:
                by_language[code] += count
    return Counts(_sorted(by_subject), _sorted(by_year), _sorted(by_kind), _sorted(by_language)), fitting


def _sorted(counts: Counter[Key]) -> dict[Key, int]:
    return dict(sorted(counts.items()))


def _behind(card: FacetCard, own: Own) -> float:
    """Return how far a finding stands behind those of one's own year and language."""
    other_year = own.year is not None and own.year not in card.years
    other_language = own.language not in ("", *card.languages)
    return FAR * (2 * other_year + other_language)


def _found(numbers: list[int]) -> tuple[Found, ...]:
    places = ",".join("?" * len(numbers))
    cards = dict(ask(CARDS.format(places), *numbers))
    return tuple(msgspec.json.decode(cards[number], type=Found) for number in numbers)


@lru_cache(maxsize=1)  # 40 KB for 20,000 findings
def _facets(stamp: Stamp) -> Facets:
    """Return of what all findings are, read once for each edition."""
    cards = [msgspec.json.decode(card, type=FacetCard) for (card,) in ask(FACET_CARDS)]
    return Facets(cards, array("H", (facet for (facet,) in ask(FACETS_OF_ALL))))
