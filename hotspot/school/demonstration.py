"""A school to try the box with: its names and its town come from the country's own words."""

import os
from itertools import cycle
from pathlib import Path

from exchange.documents import Country, Word
from exchange.store import written_whole
from hotspot.content import catalogue
from hotspot.school.adults import card
from hotspot.school.adults.accounts import Role, add_teacher, heads
from hotspot.school.classes import Newcomer, add_class, add_learners, classes, learners_of, school, set_school
from hotspot.school.codes import new_code
from hotspot.school.tables import Learner, SchoolClass, database
from hotspot.settings import Settings

YEARS = (1, 2, 3)
LEARNERS_A_CLASS = 10
# A real class takes its faces in turn; here they fit the names.
GIRLS_FACES = (3, 4, 9, 12, 8, 5, 6)
BOYS_FACES = (1, 2, 7, 11, 10)
OUR_LANGUAGES = ("fr", "ar", "en")  # those that the pages speak
SCHOOL_NAMES = {"fr": "École de {place}", "ar": "مدرسة {place}", "en": "{place} School"}
PICTURE_WORDS = {
    "mango": ("mangue", "mango"),
    "drum": ("tambour", "drum"),
    "hen": ("poule", "hen"),
    "bicycle": ("vélo", "bicycle"),
    "fish": ("poisson", "fish"),
    "calabash": ("calebasse", "calabash"),
    "sun": ("soleil", "sun"),
    "pirogue": ("pirogue", "pirogue"),
    "house": ("maison", "house"),
    "star": ("étoile", "star"),
    "millet": ("mil", "millet"),
    "hand": ("main", "hand"),
}


def prepare(settings: Settings) -> bool:
    """Make a school with three classes of ten learners and a head; say whether it was made now.

    A box that is the box of a school already is left as it is; a demonstration of before adults had accounts
    gets its head.
    """
    country = catalogue.country()
    if school() is not None:
        if is_here(settings) and not heads():
            code = settings.codes_file.read_text(encoding="utf-8").split("\n")[0]
            add_teacher(*_head_written_down(settings, country, code))
        return False
    code = new_code()
    name, role, password = _head_written_down(settings, country, code)
    with database.atomic():
        place = _written(country.words.places[0], country)
        language = first_language(country)
        set_school(SCHOOL_NAMES[language].format(place=place), place, country.id, code, language=language)
        add_teacher(name, role, password)
        for turn, year in enumerate(YEARS):
            _fill(add_class(catalogue.label_of_year(year, "")[0], year), turn, country)
    return True


def _head_written_down(settings: Settings, country: Country, code: str) -> tuple[str, Role, str]:
    """Write down all codes of the adults; return the name, the role and the password of the head."""
    head, password = _written(country.words.names[-1], country), new_code().replace(" ", "-")
    _keep_codes(settings.codes_file, code, f"{head}\t{password}")
    figures = card.new_card(settings)
    card.put_on_paper(settings)
    _keep_codes(settings.card_file, *(f"{number}\t{one}" for number, one in enumerate(figures, start=1)))
    return head, "head", password


def is_here(settings: Settings) -> bool:
    """Say whether this box is a demonstration's, not a real school's."""
    return settings.codes_file.exists()


def first_language(country: Country) -> str:
    """Return the first teaching language that the pages speak too; French where there is none."""
    return next((language for language in country.languages if language in OUR_LANGUAGES), "fr")


def _fill(school_class: SchoolClass, turn: int, country: Country) -> None:
    names = country.words.names
    chosen = [names[(turn * LEARNERS_A_CLASS + number) % len(names)] for number in range(LEARNERS_A_CLASS)]
    newcomers = [Newcomer(school_class.name, _written(word, country)) for word in chosen]
    add_learners(newcomers, first_language(country))
    girls = {_written(word, country) for word in chosen if word.feminine}
    faces = {True: cycle(GIRLS_FACES), False: cycle(BOYS_FACES)}
    for learner in learners_of(school_class):
        learner.face = next(faces[learner.first_name in girls])
        learner.save()


def _written(word: Word, country: Country) -> str:
    """Return a name as the country writes it."""
    return catalogue.best_text(word.one, first_language(country))[0]


def _keep_codes(file: Path, *lines: str) -> None:
    """Write the codes where only this program's user reads them, before the school can need them."""
    with written_whole(file) as beside:
        os.fchmod(beside.fileno(), 0o600)
        beside.write("".join(f"{line}\n" for line in lines).encode())


def entrances(settings: Settings, address: str, *, english: bool = False) -> str:
    """Return where each user enters and with what code, for who tries the box; "" for a real school."""
    if not is_here(settings):
        return ""
    code, *head = settings.codes_file.read_text(encoding="utf-8").splitlines()
    pupils = [_pupil(one, english=english) for one in classes()]
    learner, guest, technician, teacher = (
        ("Pupil", "Guest", "Technician", "Head")
        if english
        else ("Élève", "Invité", "Technicien", "Direction")
    )
    heads = [f"{teacher:<12}{address}/enseignant/    {one.replace(chr(9), '    ')}" for one in head]
    if settings.card_file.exists():
        heads.append(f"{'Card' if english else 'Carte':<12}{settings.card_file}")
    return "\n".join(
        (
            f"{learner:<12}{address}/eleve/",
            *pupils,
            f"{guest:<12}{address}/catalogue",
            *heads,
            f"{technician:<12}{address}/boite    {code}",
        )
    )


def pictures_in_words(learner: Learner, *, english: bool = False) -> str:
    """Return a code as it is said: "mangue, tambour, soleil"."""
    return ", ".join(PICTURE_WORDS[name][english] for name in learner.pictures.split())


def _pupil(school_class: SchoolClass, *, english: bool) -> str:
    learner = learners_of(school_class)[0]
    pictures = pictures_in_words(learner, english=english)
    return f"{'':<12}{school_class.name}, {learner.first_name} : {pictures}"
