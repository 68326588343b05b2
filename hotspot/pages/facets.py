"""Four ways to choose among many things: subject, year, kind and language, each with what it would leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from hotspot.content.cards import Counts
from hotspot.pages.language import translate as _
from hotspot.pages.looks import KIND_ICONS, SUBJECT_ICONS
from hotspot.pages.naming import kind_words, language_words, subject_words, year_words
from hotspot.pages.paging import address_with

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
    subjects = {
        key: (subject_words(key), SUBJECT_ICONS.get(key, key), count)
        for key, count in counts.by_subject.items()
    }
    years = {key: (year_words(key), "", count) for key, count in counts.by_year.items()}
    kinds = {key: (kind_words(key), KIND_ICONS[key], count) for key, count in counts.by_kind.items()}
    languages = {key: (language_words(key), "", count) for key, count in counts.by_language.items()}
    return [
        _facet("annee", _("Classes"), (EVERY_YEAR, _("Toutes les classes")), years, choices.year),
        _facet("matiere", _("Matières"), ("", _("Toutes les matières")), subjects, choices.subject),
        _facet("genre", _("Genres"), ("", _("Tous les genres")), kinds, choices.kind),
        _facet("langue", _("Langues des leçons"), ("", _("Toutes les langues")), languages, choices.language),
    ]


def _facet(
    parameter: str,
    name: str,
    every: tuple[str, str],
    choices: Mapping[Any, tuple[str, str, int]],
    chosen: object,
) -> Facet:
    value, words = every
    tags = [Tag(address_with(parameter, value), words, "", 0, chosen is None)]
    for key, (label, icon, count) in choices.items():
        tags.append(Tag(address_with(parameter, key), label, icon, count, key == chosen))
    return Facet(name, tags)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None  # noqa: PLR2004 – 0 to 13
