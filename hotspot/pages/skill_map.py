"""The map of skills, for authors and teachers: what must be known before what, drawn and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from flask import Blueprint, render_template, request
from markupsafe import Markup

from exchange.documents import Subject, Text
from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.content.catalogue import Stamp
from hotspot.pages.facets import EVERY_YEAR, Facet, Tag
from hotspot.pages.language import chosen_language, direction, plain, said
from hotspot.pages.language import translate as _
from hotspot.pages.looks import SUBJECT_ICONS
from hotspot.pages.naming import listed, subject_words, year_words
from hotspot.pages.ready import for_all
from hotspot.pages.typography import french
from hotspot.school.tutor import tutoring
from learning.maps.drawing import Names, skill_map
from learning.maps.rows import Stop

pages = Blueprint("skill_map", __name__)

ADDRESS = "/savoirs/carte"
SUBJECTS = get_args(Subject)  # in the order in which a child meets them


@dataclass(frozen=True)
class Told:
    """A skill in words: what must be known before it, and what helps."""

    title: Markup
    first: str
    helps: str


@pages.get(ADDRESS)
@for_all
def the_map() -> str:
    """Show the skills of a subject; of one year with all that it builds on, when a year is chosen."""
    skills = _in_order_of_teaching()
    subjects = sorted({one.subject for one in skills}, key=SUBJECTS.index)
    asked = request.args.get("matiere", "")
    subject = asked if asked in subjects else next(iter(subjects), "")
    years = list(dict.fromkeys(one.year for one in skills if one.subject == subject))
    year = next((one for one in years if str(one) == request.args.get("annee")), None)
    shown, titles = _shown(subject, year), {one.id: said(one.title) for one in skills}
    return render_template(
        "catalogue/skill_map.html",
        subject=subject,
        facets=[_subjects(subjects, subject), _years(years, year, subject)],
        drawing=_drawing(catalogue.stamp(), chosen_language(), subject, year),
        told=[
            (year_words(one), [_told(skill, titles) for skill in shown if skill.year == one]) for one in years
        ],
    )


def _in_order_of_teaching() -> list[SkillCard]:
    place = {name: number for number, name in enumerate(tutoring.here().tutor.graph)}
    return sorted(catalogue.all_skills(), key=lambda one: place[one.id])


def _shown(subject: str, year: int | None) -> list[SkillCard]:
    """Return the skills of a subject; of a year those, and all without which they cannot be begun."""
    own = [one for one in _in_order_of_teaching() if one.subject == subject]
    if year is None:
        return own
    hard = {one.id: one.hard for one in own}
    wanted: set[str] = set()
    rest = [one.id for one in own if one.year == year]
    while rest:
        name = rest.pop()
        if name in hard and name not in wanted:
            wanted.add(name)
            rest.extend(hard[name])
    return [one for one in own if one.id in wanted]


@lru_cache(maxsize=32)  # about 15 KB each
def _drawing(stamp: Stamp, language: str, subject: str, year: int | None) -> Markup:
    shown = _shown(subject, year)
    here = {one.id for one in shown}
    stops = [
        Stop(
            one.id,
            one.year,
            tuple(name for name in one.hard if name in here),
            tuple(name for name in one.soft if name in here),
        )
        for one in shown
    ]
    names = Names(
        _("Carte des savoirs. La liste, plus bas, dit la même chose."),
        {one.id: _set(one.title, language) for one in shown},
        {one.year: year_words(one.year).striptags() for one in shown},
    )
    drawn = skill_map(stops, names, mirrored=direction(language) == "rtl")
    return Markup(drawn)  # noqa: S704 – our own drawing; it escapes what it names


def _set(title: Text, language: str) -> str:
    """Return a title; French keeps "10 000" in one piece."""
    return french(plain(title)) if language == "fr" else plain(title)


def _subjects(subjects: Sequence[str], chosen: str) -> Facet:
    tags = [
        Tag(f"{ADDRESS}?matiere={one}", subject_words(one), SUBJECT_ICONS.get(one, one), 0, one == chosen)
        for one in subjects
    ]
    return Facet(_("Matières"), tags)


def _years(years: Sequence[int], chosen: int | None, subject: str) -> Facet:
    begins = f"{ADDRESS}?matiere={subject}"
    every = Tag(f"{begins}&annee={EVERY_YEAR}", _("Toutes les classes"), "", 0, chosen is None)
    own = [Tag(f"{begins}&annee={one}", year_words(one), "", 0, one == chosen) for one in years]
    return Facet(_("Classes"), [every, *own])


def _told(skill: SkillCard, titles: Mapping[str, Markup]) -> Told:
    hard, soft = (
        listed(*(titles[name] for name in names if name in titles)) for names in (skill.hard, skill.soft)
    )
    return Told(
        titles[skill.id],
        _("Il faut d’abord : %(skills)s", skills=hard) if hard else "",
        _("Ce qui aide : %(skills)s", skills=soft) if soft else "",
    )
