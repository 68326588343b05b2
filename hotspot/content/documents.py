"""Exercises and words exactly as they were when a question was asked: read from the store by their names.

Documents of the store are never deleted, so a question can be drawn again after any number of editions.
"""

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from exchange.documents import Country, Exercise, Skill, Words
from exchange.errors import UnreadableDocument
from exchange.store import Store
from learning.exercises import with_own_words

Read = TypeVar("Read", Skill, Country)


def exercise_from(store_folder: Path, skill_sha256: str, country_sha256: str, name: str) -> Exercise:
    """Return an exercise of a skill, with the country's own texts in it where it has some.

    Raises:
        DamagedFile: a document is missing from the store, or not what its name says.
        UnreadableDocument: it has no such exercise, or a form that this version does not know.
    """
    skill = skill_from(store_folder, skill_sha256)
    for exercise in skill.exercises:
        if exercise.name == name:
            own = country_from(store_folder, country_sha256).exercise_words.get(f"{skill.id}#{name}")
            return with_own_words(exercise, own)
    raise UnreadableDocument(f"Le savoir « {skill.id} » n'a pas d'exercice « {name} ».")


def words_from(store_folder: Path, country_sha256: str) -> Words:
    """Return the words of a country. Raises DamagedFile and UnreadableDocument like `exercise_from`."""
    return country_from(store_folder, country_sha256).words


@lru_cache(maxsize=128)  # about 10 KB each
def skill_from(store_folder: Path, sha256: str) -> Skill:
    """Return a skill by the name of its document. Raises like `exercise_from`."""
    return _read(store_folder, sha256, Skill)


@lru_cache(maxsize=4)
def country_from(store_folder: Path, sha256: str) -> Country:
    """Return a country by the name of its document. Raises like `exercise_from`."""
    return _read(store_folder, sha256, Country)


def _read(store_folder: Path, sha256: str, form: type[Read]) -> Read:
    content = Store(store_folder).read_document(sha256)
    try:
        return msgspec.json.decode(content, type=form)
    except msgspec.ValidationError as error:
        raise UnreadableDocument(f"Document {sha256} de forme inconnue : {error}") from error
