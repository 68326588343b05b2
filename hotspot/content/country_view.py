"""A region's modules as a country wants them: its titles and order, nothing it hides; HTML cleaned again."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from exchange import markup
from exchange.documents import Audience, Grain, Module, Parcours, Skill, Text
from hotspot.content.arrivals import Arrival, WrongEdition, files_by_language, files_for_all
from hotspot.content.cards import GrainCard, ModuleCard

PICTURE = re.compile(r'src="/?media/([0-9a-f]{64})/')


@dataclass(frozen=True)
class Placed:
    """A module as the country wants it, and the years of the parcours that lead through it."""

    module: Module
    years: tuple[int, ...]


@dataclass(frozen=True)
class View:
    """An edition as its country wants it: what all the tables are filled from."""

    arrival: Arrival
    modules: list[Placed]
    grains: list[GrainCard]

    @property
    def audiences(self) -> dict[str, Audience]:
        """For whom each module is, by its id."""
        return {one.module.id: one.module.audience for one in self.modules}


def view_of(arrival: Arrival) -> View:
    """Return the edition as its country wants it.

    Raises:
        WrongEdition: a lesson shows a picture that the edition does not bring.
    """
    modules = _placed_modules(arrival)
    cards = [grain_card(grain, one, arrival.skills) for one in modules for grain in one.module.grains]
    return View(arrival, modules, cards)


def _placed_modules(arrival: Arrival) -> list[Placed]:
    """Return the modules that the parcours lead through, in the order they lead."""
    parcours = arrival.country.parcours
    in_order = dict.fromkeys(name for one in parcours for name in one.modules)
    return [
        Placed(_as_wanted(arrival.modules[name], parcours, arrival), _years_of(name, parcours))
        for name in in_order
    ]


def module_card(placed: Placed) -> ModuleCard:
    """Return what a list shows of a module."""
    module = placed.module
    minutes = sum(grain.minutes for grain in module.grains)
    return ModuleCard(
        id=module.id,
        title=module.title,
        about=module.about,
        subject=module.subject,
        years=placed.years,
        grains=len(module.grains),
        minutes=minutes,
        audience=module.audience,
    )


def grain_card(grain: Grain, placed: Placed, skills: Mapping[str, Skill]) -> GrainCard:
    """Return what a list shows of a grain."""
    return GrainCard(
        id=grain.id,
        kind=grain.kind,
        title=grain.title,
        subject=placed.module.subject,
        years=placed.years,
        minutes=grain.minutes,
        bytes=_bytes_of(grain),
        languages=languages_of(grain, skills),
        module=placed.module.id,
        module_title=placed.module.title,
    )


def languages_of(grain: Grain, skills: Mapping[str, Skill]) -> tuple[str, ...]:
    """Return the languages in which a grain can be had, in the order of their codes."""
    if grain.kind == "exercises":
        of_each = [set(exercise.ask) for name in grain.skills for exercise in skills[name].exercises]
        return tuple(sorted(set.intersection(*of_each))) if of_each else ()
    main: Mapping[str, Mapping[str, object]] = {
        "lesson": grain.html,
        "video": grain.video,
        "audio": grain.audio,
        "comic": grain.panels[0].text if grain.panels else {},
        "document": grain.file,
        "picture": grain.alt,
    }
    return tuple(sorted(main[grain.kind]))


def _as_wanted(module: Module, parcours: Sequence[Parcours], arrival: Arrival) -> Module:
    titles: dict[str, Text] = {}
    for one in reversed(parcours):  # the first parcours that gives a title wins
        titles.update(one.titles)
    hidden = {name for one in parcours for name in one.hidden}
    return msgspec.structs.replace(
        module,
        title=module.title | titles.get(module.id, {}),
        grains=tuple(
            msgspec.structs.replace(
                grain, title=grain.title | titles.get(grain.id, {}), html=_cleaned(grain, arrival)
            )
            for grain in module.grains
            if grain.id not in hidden
        ),
    )


def _cleaned(grain: Grain, arrival: Arrival) -> Text:
    """Return the HTML without anything that could run, its pictures at their address on the box."""
    cleaned = {language: markup.clean(html) for language, html in grain.html.items()}
    for html in cleaned.values():
        for sha256 in PICTURE.findall(html):
            if sha256 not in arrival.blobs:
                raise WrongEdition(f"« {grain.id} » montre l'image {sha256}, qui manque dans l'édition.")
    return {language: html.replace('src="media/', 'src="/media/') for language, html in cleaned.items()}


def _years_of(module_id: str, parcours: Sequence[Parcours]) -> tuple[int, ...]:
    return tuple(sorted({one.year for one in parcours if module_id in one.modules}))


def _bytes_of(grain: Grain) -> int:
    """Return what a phone loads with a grain, in its heaviest language: files once each, texts as UTF-8."""
    by_language = Counter({language: len(html.encode()) for language, html in grain.html.items()})
    for files in files_by_language(grain):
        by_language.update({language: blob.bytes for language, blob in files.items()})
    shared = {blob.sha256: blob.bytes for blob in files_for_all(grain)}
    return max(by_language.values(), default=0) + sum(shared.values())
