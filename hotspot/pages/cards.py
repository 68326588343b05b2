"""A grain, a module or a parcours as something to tap: picture, title, and one small line."""

from dataclasses import dataclass
from functools import lru_cache

from hotspot.content import catalogue
from hotspot.content.cards import Found, GrainCard, ModuleCard, ParcoursCard
from hotspot.content.catalogue import Stamp
from hotspot.pages.addresses import grain_address, module_address, parcours_address
from hotspot.pages.language import chosen_language, said
from hotspot.pages.language import translate_count as _n
from hotspot.pages.looks import KIND_ICONS, SUBJECT_ICONS
from hotspot.pages.naming import (
    WORTH_SAYING_BYTES,
    kind_words,
    listed,
    minutes_words,
    size_words,
    subject_words,
    year_words,
)


@dataclass(frozen=True)
class Card:
    """What a list shows of one thing."""

    address: str
    title: str
    small: str
    icon: str
    subject: str


@dataclass(frozen=True)
class Onward:
    """Where a button leads and what it says."""

    address: str
    words: str


def grain_card(card: GrainCard) -> Card:
    """Return a grain as a card: kind, years, minutes, size when it weighs."""
    size = size_words(card.bytes) if card.bytes > WORTH_SAYING_BYTES else ""
    years = listed(*(year_words(year) for year in card.years))
    small = listed(kind_words(card.kind), years, minutes_words(card.minutes), size)
    return Card(grain_address(card.id), said(card.title), small, KIND_ICONS[card.kind], card.subject)


def parcours_card(card: ParcoursCard, done_of_all: tuple[int, int] = (0, 0)) -> Card:
    """Return a parcours as a card; `done_of_all` says how far a learner is, (0, 0) for nobody's."""
    done, total = done_of_all
    steps = _n("%(num)s module", "%(num)s modules", card.modules)
    if total:
        steps = _n("%(num)s étape", "%(num)s étapes", total)
    if done:
        steps = _n(
            "%(num)s étape faite sur %(total)s", "%(num)s étapes faites sur %(total)s", done, total=total
        )
    small = listed(subject_words(card.subject), year_words(card.year), steps)
    icon = SUBJECT_ICONS.get(card.subject, card.subject)
    return Card(parcours_address(card.id), said(card.title), small, icon, card.subject)


def module_words(card: ModuleCard) -> str:
    """Return the small line of a module in a parcours."""
    steps = _n("%(num)s étape", "%(num)s étapes", card.grains)
    return listed(steps, minutes_words(card.minutes))


def found_card(found: Found) -> Card:
    """Return what a search found as a card."""
    kind, subject = found.kind, found.subject
    small = _found_words(catalogue.stamp(), chosen_language(), kind, subject, found.years, found.minutes)
    return Card(address_of(found), said(found.title), small, KIND_ICONS[kind], subject)


@lru_cache(maxsize=1024)  # about 200 bytes each: thousands of findings share a few hundred lines
def _found_words(
    stamp: Stamp, language: str, kind: str, subject: str, years: tuple[int, ...], minutes: int
) -> str:
    """Return the small line of what a search found, in the page's language."""
    of_years = listed(*(year_words(year) for year in years))
    return listed(
        kind_words(kind), subject_words(subject), of_years, minutes_words(minutes) if minutes else ""
    )


def address_of(found: Found) -> str:
    """Return where to find what a search found."""
    address = {"parcours": parcours_address, "module": module_address, "grain": grain_address}[found.what]
    return address(found.id)
