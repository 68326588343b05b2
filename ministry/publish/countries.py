"""A country as people write it: country.yml, words.yml, parcours/, exercise_words.yml."""

import re
from datetime import date
from typing import get_args

import msgspec

from exchange.documents import Country, ExerciseWords, Form, Holiday, Money, Parcours, Subject, Word, Words
from ministry.publish.catalogue import Catalogue, may_name, owner_of
from ministry.publish.desk import Desk, subject_in
from ministry.publish.problems import near
from ministry.publish.sheets import Sheet
from ministry.publish.skills import LAST_YEAR

DAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
MONTHS = 12
LEAP_YEAR = 2024  # holidays may end on 29 February
LONGEST_HOLIDAY_DAYS = 60  # within the school year
SUBJECTS = get_args(Subject)  # in the order in which a child meets them
AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
POOLS = ("foods", "things")  # the region has them by slug; a country names those it uses
NO_WORDS = Words((), (), (), (), Money("", {}, Word({})))


class RegionWords(Form, frozen=True):
    """The words that all countries may use, by slug."""

    foods: dict[str, Word]
    things: dict[str, Word]


class CountryWords(Form, frozen=True):
    """The words of one country: slugs of the region, or words of its own in full."""

    names: tuple[Word, ...]
    places: tuple[Word, ...]
    foods: tuple[str | Word, ...]
    things: tuple[str | Word, ...]
    money: Money


def read_region_words(catalogue: Catalogue, desk: Desk) -> None:
    """Put the region's words into the catalogue."""
    _, words = desk.form(desk.folder_of("region") / "words.yml", RegionWords)
    if words:
        catalogue.words = {pool: getattr(words, pool) for pool in POOLS}


def read_country(code: str, catalogue: Catalogue, desk: Desk) -> None:
    """Put one country into the catalogue; region's words, skills and modules have been read before."""
    folder = desk.folder_of(code)
    given = {"id": code, "words": NO_WORDS, "parcours": (), "exercise_words": {}}
    sheet, country = desk.form(folder / "country.yml", Country, msgspec.to_builtins(given))
    catalogue.sheets[code] = sheet
    words = _words(code, catalogue, desk)
    parcours = _parcours(code, catalogue, desk)
    own = _exercise_words(code, catalogue, desk)
    if country:
        _check_levels(country, sheet, desk)
        _check_calendar(country, sheet, desk)
    if country and words:
        catalogue.countries[code] = msgspec.structs.replace(
            country, words=words, parcours=parcours, exercise_words=own
        )


def _words(code: str, catalogue: Catalogue, desk: Desk) -> Words | None:
    """Return a country's words, the region's put in the place of their slugs."""
    sheet, written = desk.form(desk.folder_of(code) / "words.yml", CountryWords)
    if written is None:
        return None
    pools = {}
    for pool in POOLS:
        known = catalogue.words.get(pool, {})
        words = []
        for i, word in enumerate(getattr(written, pool)):
            if isinstance(word, Word):
                words.append(word)
            elif word in known:
                words.append(known[word])
            elif catalogue.words:
                where = f"{pool}[{i}]"
                desk.note(sheet, where, "unknown-word", found=word, near=near(word, set(known)))
        pools[pool] = tuple(words)
    catalogue.sheets[f"{code}/words"] = sheet
    for kind in ("coins", "notes"):
        for i, amount in enumerate(getattr(written.money, kind)):
            if not AMOUNT.match(amount):
                desk.note(sheet, f"money.{kind}[{i}]", "wrong-type", found=amount, wanted="amount")
    return Words(written.names, written.places, pools["foods"], pools["things"], written.money)


def _parcours(code: str, catalogue: Catalogue, desk: Desk) -> tuple[Parcours, ...]:
    """Return a country's parcours by year and subject."""
    found = []
    for path in sorted((desk.folder_of(code) / "parcours").glob("*.yml")):
        identity = f"{code}/{path.stem}"
        sheet, parcours = desk.form(path, Parcours, {"id": identity})
        catalogue.sheets[identity] = sheet
        if parcours:
            found.append(parcours)
            _check_parcours(parcours, sheet, catalogue, desk)
    return tuple(sorted(found, key=lambda one: (one.year, SUBJECTS.index(one.subject), one.id)))


def _check_parcours(parcours: Parcours, sheet: Sheet, catalogue: Catalogue, desk: Desk) -> None:
    known = {module for module in catalogue.module_ids if may_name(owner_of(parcours.id), module)}
    desk.note_doubles(sheet, {f"modules[{i}]": module for i, module in enumerate(parcours.modules)})
    for i, module in enumerate(parcours.modules):
        if module not in known:
            where = f"modules[{i}]"
            desk.note(sheet, where, "unknown-module", found=module, near=near(module, known))
        elif subject_in(module) != parcours.subject:
            parts = {"found": module, "module": subject_in(module), "wanted": parcours.subject}
            desk.note(sheet, f"modules[{i}]", "other-subject", **parts)
    modules = [catalogue.modules[module] for module in parcours.modules if module in catalogue.modules]
    if len(modules) < len(parcours.modules):
        return  # which grains there are is known only when all modules are
    grains = {grain.id for module in modules for grain in module.grains}
    places = {f"titles.{named}": named for named in parcours.titles}
    places |= {f"hidden[{i}]": named for i, named in enumerate(parcours.hidden)}
    for where, named in places.items():
        if named not in grains and not (where.startswith("titles") and named in parcours.modules):
            desk.note(sheet, where, "unknown-grain", found=named, near=near(named, grains))


def _exercise_words(code: str, catalogue: Catalogue, desk: Desk) -> dict[str, ExerciseWords]:
    """Return a country's own words in exercises, by "<skill id>#<exercise name>"."""
    path = desk.folder_of(code) / "exercise_words.yml"
    if not path.is_file():
        return {}
    sheet, own = desk.form(path, dict[str, ExerciseWords])
    catalogue.sheets[f"{code}/exercise_words"] = sheet
    exercises = {
        f"{skill.id}#{exercise.name}" for skill in catalogue.skills.values() for exercise in skill.exercises
    }
    for key in own or {}:
        skill_is_read = key.partition("#")[0] in catalogue.skills
        if key not in exercises and (skill_is_read or key.partition("#")[0] not in catalogue.skill_ids):
            desk.note(sheet, key, "unknown-exercise", found=key, near=_near_exercise(key, exercises))
    return own or {}


def _near_exercise(key: str, exercises: set[str]) -> str:
    """Return the exercise probably meant: of the same skill first."""
    skill, _, name = key.partition("#")
    of_skill = {each.partition("#")[2] for each in exercises if each.partition("#")[0] == skill}
    return f"{skill}#{near(name, of_skill)}" if near(name, of_skill) else near(key, exercises)


def _check_levels(country: Country, sheet: Sheet, desk: Desk) -> None:
    years = {f"levels[{i}].year": str(level.year) for i, level in enumerate(country.levels)}
    desk.note_doubles(sheet, years)
    for where, year in years.items():
        if not 0 <= int(year) <= LAST_YEAR:
            desk.note(sheet, where, "out-of-bounds", found="year", least="0", most=str(LAST_YEAR))
    if not country.languages:
        desk.note(sheet, "languages", "empty-text", found="languages")


def _check_calendar(country: Country, sheet: Sheet, desk: Desk) -> None:
    for i, month in enumerate(country.school_year):
        if not 1 <= month <= MONTHS:
            where = f"school_year[{i}]"
            desk.note(sheet, where, "out-of-bounds", found="school_year", least="1", most=str(MONTHS))
    for i, day in enumerate(country.week):
        if day not in DAYS:
            desk.note(sheet, f"week[{i}]", "unknown-value", found=day, wanted=", ".join(sorted(DAYS)))
    for i, holiday in enumerate(country.holidays):
        _check_holiday(holiday, f"holidays[{i}]", sheet, desk)


def _check_holiday(holiday: Holiday, where: str, sheet: Sheet, desk: Desk) -> None:
    days = []
    for end in ("first", "last"):
        month, day = getattr(holiday, end)
        try:
            days.append(date(LEAP_YEAR, month, day))
        except ValueError:
            desk.note(sheet, f"{where}.{end}", "unknown-date", found=f"[{month}, {day}]")
    if len(days) == len(("first", "last")):
        length = (days[1] - days[0]).days % 366 + 1
        if length > LONGEST_HOLIDAY_DAYS:
            parts = {"found": str(length), "most": str(LONGEST_HOLIDAY_DAYS)}
            desk.note(sheet, where, "long-holiday", **parts)
