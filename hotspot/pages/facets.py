"""Four ways to choose among many things: subject, year, kind and language, each with what it would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from flask import request

from hotspot.content import catalogue
from hotspot.content.cards import Counts
from hotspot.content.catalogue import Stamp
from hotspot.pages.language import chosen_language
from hotspot.pages.language import translate as _
from hotspot.pages.looks import KIND_ICONS, SUBJECT_ICONS
from hotspot.pages.naming import kind_words, language_words, subject_words, year_words

EVERY_YEAR = "toutes"


@dataclass(frozen=True)
class Tag:
    """One choice of a facet. `count` is how many things it would leave, 0 to say nothing."""

    address: str
    words: str
    icon: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to choose: subject, year, kind or language."""

    name: str
    tags: list[Tag]


@dataclass(frozen=True)
class Choices:
    """What the visitor has chosen so far; None is everything."""

    subject: str | None
    year: int | None
    kind: str | None
    language: str | None

    def as_filters(self) -> dict[str, Any]:
        """Return them as the lists want them."""
        return {"subject": self.subject, "year": self.year, "kind": self.kind, "language": self.language}


def asked_choices(usual_year: int | None = None) -> Choices:
    """Return what the address asks for; with no word about the year, the usual one."""
    given = request.args.get
    year = _number(given("annee", "")) if "annee" in request.args else usual_year
    return Choices(given("matiere") or None, year, given("genre") or None, given("langue") or None)


def facets(choices: Choices, counts: Counts) -> list[Facet]:
    """Return the four ways to choose, each with what it would leave."""
    given = {key: urlencode({key: value}) for key, value in request.args.items() if value and key != "page"}
    return [
        _facet("annee", EVERY_YEAR, counts.by_year, choices.year, given),
        _facet("matiere", "", counts.by_subject, choices.subject, given),
        _facet("genre", "", counts.by_kind, choices.kind, given),
        _facet("langue", "", counts.by_language, choices.language, given),
    ]


def _facet(
    parameter: str, every: str, counts: Mapping[Any, int], chosen: object, given: Mapping[str, str]
) -> Facet:
    """Return one way to choose; its addresses keep what else is `given`, parameter → as it stands there."""
    stamp, language = catalogue.stamp(), chosen_language()
    name, all_words = _names(parameter)
    kept = [one for key, one in given.items() if key != parameter]
    everything = "&".join([*kept, f"{parameter}={every}"] if every else kept)
    tags = [Tag(f"{request.path}?{everything}".rstrip("?"), all_words, "", 0, chosen is None)]
    begins = f"{request.path}?{'&'.join([*kept, parameter])}="
    for key, count in counts.items():
        value, words, icon = _label(stamp, language, parameter, key)
        tags.append(Tag(begins + value, words, icon, count, key == chosen))
    return Facet(name, tags)


def _names(parameter: str) -> tuple[str, str]:
    """Return what a way to choose is called, and the choice of everything."""
    return {
        "annee": (_("Classes"), _("Toutes les classes")),
        "matiere": (_("Matières"), _("Toutes les matières")),
        "genre": (_("Genres"), _("Tous les genres")),
        "langue": (_("Langues des leçons"), _("Toutes les langues")),
    }[parameter]


@lru_cache(maxsize=256)  # about 200 bytes each
def _label(stamp: Stamp, language: str, parameter: str, key: Any) -> tuple[str, str, str]:
    """Return a choice as it stands in an address, its words in the page's language, and its icon."""
    value = quote_plus(str(key))
    if parameter == "matiere":
        return value, subject_words(key), SUBJECT_ICONS.get(key, key)
    if parameter == "genre":
        return value, kind_words(key), KIND_ICONS[key]
    return value, year_words(key) if parameter == "annee" else language_words(key), ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None  # noqa: PLR2004 – 0 to 13
