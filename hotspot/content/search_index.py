"""What a search looks in: the titles and texts of an edition, in all their languages, word by word."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from peewee import Model

from exchange.documents import Grain, Parcours, Skill, Text
from hotspot.content import tables
from hotspot.content.cards import FacetCard, Found, GrainCard
from hotspot.content.country_view import View, module_card
from hotspot.content.folding import GROUPED, words_of
from hotspot.content.stemming import LANGUAGES, stem

Row = dict[str, Any]
TITLE_WEIGHT = 10  # a word of a title is more likely to be meant than one of a text

TAG = re.compile(r"<[^>]*>")
FILLED_IN = re.compile(r"\{[^}]*\}")  # {a}, {name}: what a draw puts in the place
BETWEEN = re.compile(r"[\s'’.,;:!?…()\[\]«»\"“”/+=–—-]+")  # most of what parts words; folding finds the rest


@dataclass(frozen=True)
class Thing:
    """A parcours, module or grain with all that is said of it."""

    found: Found
    languages: tuple[str, ...]
    texts: tuple[Text, ...]


def search_rows(view: View) -> Iterator[tuple[type[Model], list[Row]]]:
    """Yield each table of the search with its rows."""
    reader = Reader()
    findings: list[Row] = []
    texts: list[Row] = []
    facets: dict[FacetCard, int] = {}
    for number, thing in enumerate(_things(view)):
        found = thing.found
        card = FacetCard(found.subject, found.kind, found.years, thing.languages)
        facet = facets.setdefault(card, len(facets))
        findings.append({"number": number, "facet": facet, "card": _json(found)})
        texts.append({"rowid": number, **reader.columns(thing)})
    yield tables.FindingRow, findings
    yield tables.FacetRow, [{"number": number, "card": _json(card)} for card, number in facets.items()]
    yield tables.FindingText, texts
    yield tables.WordRow, list(reader.vocabulary())


class Reader:
    """Reads texts into folded words and stems, each word once, and counts them."""

    def __init__(self) -> None:
        self._folded: dict[str, list[str]] = {}  # as written → its words
        self._stems: dict[tuple[str, str], str] = {}  # (word, language) → stem
        self._written: Counter[str] = Counter()

    def columns(self, thing: Thing) -> Row:
        """Return what a finding is found by."""
        stems: set[str] = set()
        title = self._words([thing.found.title], TITLE_WEIGHT, stems)
        body = self._words(thing.texts, 1, stems)
        return {"title": " ".join(title), "body": " ".join(body), "stem": " ".join(sorted(stems))}

    def vocabulary(self) -> Iterator[Row]:
        """Yield every word with the way in which it is written most often."""
        ways: dict[str, Counter[str]] = {}
        for written, times in self._written.items():
            words = self._folded[written]
            if len(words) == 1 and not words[0].isdigit():
                ways.setdefault(words[0], Counter())[written.lower()] += times
        for word, written_as in ways.items():
            usual = written_as.most_common(1)[0][0]
            yield {"folded": word, "written": usual, "weight": written_as.total()}

    def _words(self, texts: Iterable[Text], weight: int, stems: set[str]) -> list[str]:
        words: list[str] = []
        for language, text in ((code, one[code]) for one in texts for code in sorted(one)):
            for written in BETWEEN.split(GROUPED.sub("", text)):
                self._written[written] += weight
                here = self._folded_of(written)
                words += here
                if language in LANGUAGES:
                    stems.update(self._stem(word, language) for word in here)
        return words

    def _folded_of(self, written: str) -> list[str]:
        if written not in self._folded:
            self._folded[written] = words_of(written)
        return self._folded[written]

    def _stem(self, word: str, language: str) -> str:
        known = self._stems.get((word, language))
        if known is None:
            known = self._stems[word, language] = stem(word, language)
        return known


def _things(view: View) -> Iterator[Thing]:
    """Yield what is for pupils: parcours first, then modules, then grains, in the country's order."""
    modules = {one.module.id: one for one in view.modules}
    cards = {card.id: card for card in view.grains}
    languages, shelves = _languages_of_modules(view), _shelves_of_modules(view)
    for one in _for_pupils(view.arrival.country.parcours):
        inside = [modules[name].module for name in dict.fromkeys(one.modules)]
        found = Found("parcours", one.id, one.title, "parcours", one.subject, (one.year,), 0)
        spoken = set().union(*(languages[module.id] for module in inside))
        yield Thing(found, tuple(sorted(spoken)), (one.about, *(module.title for module in inside)))
    placed_for_pupils = [one for one in view.modules if one.module.audience == "learner"]
    for placed in placed_for_pupils:
        card = module_card(placed)
        found = Found("module", card.id, card.title, "module", card.subject, card.years, card.minutes)
        yield Thing(found, tuple(sorted(languages[card.id])), (card.about, *shelves[card.id]))
    for placed in placed_for_pupils:
        for grain in placed.module.grains:
            yield _grain_thing(grain, cards[grain.id], shelves[placed.module.id], view.arrival.skills)


def _for_pupils(parcours: Iterable[Parcours]) -> list[Parcours]:
    return [one for one in parcours if one.audience == "learner"]


def _languages_of_modules(view: View) -> dict[str, set[str]]:
    """Return the languages in which at least one grain of each module can be had."""
    languages: dict[str, set[str]] = {placed.module.id: set() for placed in view.modules}
    for card in view.grains:
        languages[card.module].update(card.languages)
    return languages


def _shelves_of_modules(view: View) -> dict[str, list[Text]]:
    """Return how subject and years of each module are called, for « fractions CE2 » and « maths CE2 »."""
    labels = {level.year: level.label for level in view.arrival.country.levels}
    shelves: dict[str, list[Text]] = {placed.module.id: [] for placed in view.modules}
    for one in view.arrival.country.parcours:
        for name in dict.fromkeys(one.modules):
            shelves[name] += [one.title, labels.get(one.year, {})]
    return shelves


def _grain_thing(grain: Grain, card: GrainCard, shelves: list[Text], skills: Mapping[str, Skill]) -> Thing:
    found = Found("grain", card.id, card.title, card.kind, card.subject, card.years, card.minutes)
    trained = [skills[name] for name in grain.skills]
    asked = (_plain(exercise.ask) for skill in trained for exercise in skill.exercises)
    titles = (card.module_title, *shelves, *(skill.title for skill in trained))
    return Thing(found, card.languages, (*titles, *_texts_of(grain), *asked))


def _texts_of(grain: Grain) -> Iterator[Text]:
    yield {language: html.unescape(TAG.sub(" ", text)) for language, text in grain.html.items()}
    yield grain.alt
    for panel in grain.panels:
        yield panel.alt
        yield panel.text


def _plain(ask: Text) -> Text:
    return {language: FILLED_IN.sub(" ", text) for language, text in ask.items()}


def _json(card: object) -> str:
    return msgspec.json.encode(card).decode()
