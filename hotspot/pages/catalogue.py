"""All that there is to learn: lists to choose from, the path of a parcours and of a module."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from exchange.documents import Module
from hotspot.content import catalogue, lists
from hotspot.content.cards import GrainCard, ModuleCard, ParcoursCard
from hotspot.content.catalogue import Stamp
from hotspot.pages.addresses import module_address, parcours_address
from hotspot.pages.adult import only_its_audience
from hotspot.pages.cards import Onward, grain_card, module_words, parcours_card
from hotspot.pages.facets import Choices, asked_choices, facets
from hotspot.pages.language import chosen_language, plain, said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.looks import draw_along
from hotspot.pages.naming import listed, subject_words, year_words
from hotspot.pages.paging import pager, wanted_page
from hotspot.pages.paths import Step, module_steps, next_of, state_of
from hotspot.pages.ready import for_all
from hotspot.pages.visitor import learner_here
from hotspot.school import progress

LONGEST_KEPT = 120  # characters after the "?": what is drawn for a longer address is not kept in memory

pages = Blueprint("catalogue", __name__)


@pages.get("/catalogue")
@for_all
def all_grains() -> str:
    """Show the grains that match what was chosen; a learner's own year comes first."""
    query, visitor = request.query_string, learner_here()
    shown = _shown if len(query) <= LONGEST_KEPT else _shown.__wrapped__
    asked = asked_choices(visitor.year if visitor else None)
    choices = shown(catalogue.stamp(), chosen_language(), asked, wanted_page(), query)
    draw_along(choices)
    return render_template("catalogue/catalogue.html", choices=choices)


@lru_cache(maxsize=64)  # about 15 KB each
def _shown(stamp: Stamp, language: str, choices: Choices, page: int, query: bytes) -> Markup:
    """Return the facets and the cards, the same for all who have chosen the same; `query` is in the links."""
    found = lists.grains_matching(**choices.as_filters(), page=page)
    parcours = catalogue.all_parcours() if choices.year is None else catalogue.parcours_of(choices.year)
    html = render_template(
        "catalogue/choices.html",
        facets=facets(choices, lists.counts(**choices.as_filters())),
        more_open=bool(choices.kind or choices.language),
        found=_n("%(num)s leçon ou exercice", "%(num)s leçons et exercices", found.total),
        cards_here=[grain_card(card) for card in found.rows if isinstance(card, GrainCard)],
        pages=pager("page", found.page, found.pages),
        parcours=[parcours_card(one) for one in parcours if choices.subject in (None, one.subject)],
    )
    return Markup(html)  # noqa: S704 – our own template


@pages.get("/parcours/<path:parcours_id>")
@for_all
def parcours(parcours_id: str) -> str:
    """Show a parcours as a path of modules."""
    whole = catalogue.parcours(parcours_id)
    if whole is None:
        abort(404)
    only_its_audience(whole.card.audience)
    steps = _parcours_steps(whole.modules)
    return render_template(
        "catalogue/path.html",
        back=_back_from_parcours(whole.card),
        plain_title=plain(whole.card.title),
        title=said(whole.card.title),
        about=said(whole.card.about),
        subject=whole.card.subject,
        subject_words=listed(*_shelf(whole.card)),
        steps=steps,
        next=next_of(steps),
        to_assign=f"parcours:{parcours_id}" if whole.card.audience == "learner" else "",
    )


@pages.get("/modules/<path:module_id>")
@for_all
def module(module_id: str) -> str:
    """Show a module as a path of grains."""
    found = catalogue.module(module_id)
    if found is None:
        abort(404)
    only_its_audience(found.audience)
    steps = module_steps(found)
    through = catalogue.parcours_through(module_id)
    return render_template(
        "catalogue/path.html",
        back=_back_to_parcours(through),
        plain_title=plain(found.title),
        title=said(found.title),
        about=said(found.about),
        subject=found.subject,
        subject_words=listed(*dict.fromkeys(words for one in through for words in _shelf(one))),
        steps=steps,
        next=next_of(steps),
        credits=_credits(found),
        to_assign=f"module:{module_id}" if found.audience == "learner" else "",
    )


def _credits(found: Module) -> str:
    """Return who wrote the module; names and licences are read from left to right."""
    bdi = Markup('<bdi dir="ltr">{}</bdi>')
    authors, licence = bdi.format(found.authors), bdi.format(found.licence)
    return _("Textes : %(authors)s, licence %(licence)s", authors=authors, licence=licence)


def _shelf(parcours: ParcoursCard) -> list[str]:
    """Return the subject of a parcours, and its year where pupils learn it."""
    subject = subject_words(parcours.subject)
    return [subject, year_words(parcours.year)] if parcours.audience == "learner" else [subject]


def _back_from_parcours(parcours: ParcoursCard) -> Onward:
    """Return where one chooses a parcours: a pupil at home, a teacher among what is for teachers."""
    visitor = learner_here()
    if parcours.audience == "teacher":
        return Onward("/enseignant/formation", _("Me former"))
    if visitor and not visitor.is_guest:
        return Onward("/eleve/accueil", _("Accueil"))
    return Onward("/catalogue", _("Toutes les leçons"))


def _back_to_parcours(through: tuple[Any, ...]) -> Onward:
    """Return the parcours to go back to: the one of the learner's year, else the first that leads here."""
    visitor = learner_here()
    own = [one for one in through if visitor and one.year == visitor.year]
    for one in own or through:
        return Onward(parcours_address(one.id), said(one.title))
    return Onward("/catalogue", _("Toutes les leçons"))


def _parcours_steps(modules: tuple[ModuleCard, ...]) -> list[Step]:
    visitor = learner_here()
    finished = progress.modules_done(visitor.learner, [one.id for one in modules]) if visitor else set()
    states = state_of([one.id in finished for one in modules], visitor is not None)
    return [
        Step(state, number, module_address(one.id), said(one.title), module_words(one))
        for number, (one, state) in enumerate(zip(modules, states, strict=True), start=1)
    ]
