"""Do the parts of an edition fit together? In a whole one they must; of a part, what is absent is left out.

A school may have chosen some years only. Then a parcours leads through the modules that are here, a set
practises the skills that are here, and a skill asks before it only for those that are here. Sound and video
follow the texts: until then a lesson has no sound, and a video waits.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

import msgspec

from exchange.documents import Blob, Grain, Language, Module, Parcours, Skill
from exchange.store import Store
from hotspot.content.arrivals import Arrival, WrongEdition, blobs_of, sounds_of


def check_that_it_fits(arrival: Arrival) -> None:
    """Check that everything an item names is there.

    Raises:
        WrongEdition: a module, a skill or a file is missing.
    """
    for parcours in arrival.country.parcours:
        _check_named("module", parcours.modules, arrival.modules, parcours.id)
    for skill in arrival.skills.values():
        _check_named("savoir", skill.hard, arrival.skills, skill.id)
        _check_named("fichier", [blob.sha256 for blob in sounds_of(skill)], arrival.blobs, skill.id)
    for module in arrival.modules.values():
        for grain in module.grains:
            _check_named("savoir", grain.skills, arrival.skills, grain.id)
            _check_named("fichier", [blob.sha256 for blob in blobs_of(grain)], arrival.blobs, grain.id)


def awaiting(arrival: Arrival, store: Store) -> Arrival:
    """Return the edition with what it has of sound and video that the store does not have yet."""
    media = (name for name, blob in arrival.blobs.items() if blob.is_media)
    return replace(arrival, awaited=frozenset(name for name in media if not store.has("blobs", name)))


def fitted(arrival: Arrival) -> Arrival:
    """Return what can be shown of an edition: of the packs that are here, without what is awaited.

    Raises:
        WrongEdition: a file of what is here is missing; a pack brings all the files of its documents.
    """
    skills = {name: _skill(one, arrival.skills) for name, one in arrival.skills.items()}
    modules = {name: _module(one, skills, arrival.awaited) for name, one in arrival.modules.items()}
    modules = {name: one for name, one in modules.items() if one.grains}
    parcours = tuple(_parcours(arrival.country.parcours, modules))
    country = msgspec.structs.replace(arrival.country, parcours=parcours)
    shown = replace(arrival, country=country, modules=modules, skills=skills)
    check_that_it_fits(shown)
    return shown


def _skill(skill: Skill, here: Container[str]) -> Skill:
    hard, soft = (tuple(one for one in names if one in here) for names in (skill.hard, skill.soft))
    return msgspec.structs.replace(skill, hard=hard, soft=soft)


def _module(module: Module, skills: Container[str], awaited: Container[str]) -> Module:
    grains = tuple(one for grain in module.grains if (one := _grain(grain, skills, awaited)))
    return msgspec.structs.replace(module, grains=grains)


def _grain(grain: Grain, skills: Container[str], awaited: Container[str]) -> Grain | None:
    """Return a grain with what is here; None when it has nothing to practise, to look at or to listen to."""
    here = msgspec.structs.replace(
        grain,
        skills=tuple(name for name in grain.skills if name in skills),
        sound=_come(grain.sound, awaited),
        video=_come(grain.video, awaited),
        clearer=_come(grain.clearer, awaited),
        audio=_come(grain.audio, awaited),
    )
    is_empty = any(
        before and not left
        for before, left in (
            (grain.skills, here.skills),
            (grain.video, here.video),
            (grain.audio, here.audio),
        )
    )
    return None if is_empty else here


def _come(files: Mapping[Language, Blob], awaited: Container[str]) -> dict[Language, Blob]:
    return {language: blob for language, blob in files.items() if blob.sha256 not in awaited}


def _parcours(parcours: Iterable[Parcours], modules: Container[str]) -> Iterator[Parcours]:
    for one in parcours:
        here = tuple(name for name in one.modules if name in modules)
        if here:
            yield msgspec.structs.replace(one, modules=here)


def _check_named(kind: str, names: Iterable[str], here: Container[str], user: str) -> None:
    for name in names:
        if name not in here:
            raise WrongEdition(f"« {user} » demande le {kind} « {name} », qui manque dans l'édition.")
