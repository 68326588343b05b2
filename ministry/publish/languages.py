"""Whether what a country uses is written in the languages it teaches in."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from exchange.documents import Country, Module, Parcours, Skill, Text, Word
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.grains import languages_written
from ministry.publish.registers import register_of
from ministry.publish.shapes import LANGUAGES
from ministry.publish.sheets import Sheet

LANGUAGE_OF_SUBJECT = {"french": "fr", "arabic": "ar", "english": "en"}  # taught in itself everywhere
SHOWN_IN_LISTS = ("title", "about")  # the country's pages show them, so they follow the country
SHOWN_TO_ADULTS = ("titles.", "remediation[")  # the same: titles of a programme, what a teacher does
NOT_TEXTS = ("let", "variables", "words", "of")  # mappings whose keys are an author's own names
COUNTED = {"fr": ("one", "many"), "en": ("one", "many"), "ar": ("one", "two", "few")}  # forms of a noun


def languages_needed(subject: str, country: Country) -> tuple[str, ...]:
    """Return the languages in which lessons and exercises of a subject must be written for a country."""
    if subject in LANGUAGE_OF_SUBJECT:
        return (LANGUAGE_OF_SUBJECT[subject],)
    return country.languages


def check_languages(
    country: Country, modules: Sequence[Module], skills: Sequence[Skill], catalogue: Catalogue, desk: Desk
) -> None:
    """Note each text that a country uses and that lacks one of its languages."""
    for module in modules:
        _check_module(module, country, catalogue.sheets[module.id], desk)
    documents: list[Skill | Parcours] = [*skills, *country.parcours]
    for document in documents:
        _check_document(document, country, catalogue.sheets[document.id], desk)
    _check_country(country, catalogue.sheets[country.id], desk)
    _check_words(country, catalogue.sheets[f"{country.id}/words"], desk)
    for slug, name in register_of(country, skills, catalogue).misconceptions.items():
        check_text(slug, name, country.languages, catalogue.sheets[f"misconceptions/{slug}"], desk)


def texts_of(value: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Yield each text by language in a form, with its place: "exercises[0].hints[1]"."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in NOT_TEXTS:
                yield from texts_of(getattr(value, name), f"{where}.{name}" if where else name)
    elif isinstance(value, tuple):
        for i, each in enumerate(value):
            yield from texts_of(each, f"{where}[{i}]")
    elif isinstance(value, dict) and value:
        if set(value) <= set(LANGUAGES) and all(isinstance(each, str) for each in value.values()):
            yield where, value
        else:
            for key, each in value.items():
                yield from texts_of(each, f"{where}.{key}")


def check_text(where: str, text: Text, languages: Collection[str], sheet: Sheet, desk: Desk) -> None:
    """Note each of these languages that a text lacks."""
    for language in sorted(set(languages) - set(text)):
        desk.note(sheet, where, "missing-language", found=where, language=language)


def _check_document(document: Skill | Parcours, country: Country, sheet: Sheet, desk: Desk) -> None:
    taught = languages_needed(document.subject, country)
    for where, text in texts_of(document):
        shown = where in SHOWN_IN_LISTS or where.startswith(SHOWN_TO_ADULTS)
        check_text(where, text, country.languages if shown else taught, sheet, desk)


def _check_module(module: Module, country: Country, sheet: Sheet, desk: Desk) -> None:
    for where in SHOWN_IN_LISTS:
        if text := getattr(module, where):
            check_text(where, text, country.languages, sheet, desk)
    for i, grain in enumerate(module.grains):
        where = f"grains[{i}]"
        if grain.kind == "exercises":
            check_text(f"{where}.title", grain.title, country.languages, sheet, desk)
            continue
        slug = grain.id.rpartition("/")[2]
        written = languages_written(Path(sheet.file).parent, slug)
        for language in languages_needed(module.subject, country):
            if language not in written:
                wanted = f"{slug}.{language}.md"
                desk.note(sheet, where, "missing-grain", found=slug, wanted=wanted)


def _check_country(country: Country, sheet: Sheet, desk: Desk) -> None:
    check_text("name", country.name, country.languages, sheet, desk)
    for i, level in enumerate(country.levels):
        if not set(level.label) & set(country.languages):
            check_text(f"levels[{i}].label", level.label, country.languages[:1], sheet, desk)


def _check_words(country: Country, sheet: Sheet, desk: Desk) -> None:
    words, languages = country.words, country.languages
    for where, text in texts_of(words.money, "money"):
        if where == "money.sign":
            check_text(where, text, languages, sheet, desk)
    for pool in ("names", "places"):  # English writes them as French does
        for i, word in enumerate(getattr(words, pool)):
            check_text(f"{pool}[{i}]", word.one, set(languages) - {"en"}, sheet, desk)
    for pool in ("foods", "things"):
        for i, word in enumerate(getattr(words, pool)):
            _check_counted(f"{pool}[{i}]", word, country, sheet, desk)
    _check_counted("money.name", words.money.name, country, sheet, desk)


def _check_counted(where: str, word: Word, country: Country, sheet: Sheet, desk: Desk) -> None:
    for language in country.languages:
        for form in COUNTED[language]:
            check_text(f"{where}.{form}", getattr(word, form), (language,), sheet, desk)
