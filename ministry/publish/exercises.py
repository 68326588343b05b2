"""Whether each exercise can be drawn and marked with a country's words; the engine says, here is where."""

import re
from collections.abc import Sequence

from exchange.documents import Country, Exercise, Skill
from learning.exercises import check, with_own_words
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.languages import languages_needed

FIRST_STEP = re.compile(r"\w+")


def check_exercises(country: Country, skills: Sequence[Skill], catalogue: Catalogue, desk: Desk) -> None:
    """Note every mistake of the exercises that a country uses, in its languages and with its words.

    What has mistakes already is left out: the engine would tell them a second time in other words.
    """
    if desk.problems.are_in(catalogue.sheets[f"{country.id}/words"].file):
        return
    for skill in skills:
        if not desk.problems.are_in(catalogue.sheets[skill.id].file):
            for i, exercise in enumerate(skill.exercises):
                _check(f"exercises[{i}]", exercise, skill, country, catalogue, desk)


def _check(
    where: str, exercise: Exercise, skill: Skill, country: Country, catalogue: Catalogue, desk: Desk
) -> None:
    own_key = f"{skill.id}#{exercise.name}"
    own = country.exercise_words.get(own_key)
    languages = languages_needed(skill.subject, country)
    for problem in check(with_own_words(exercise, own), country.words, languages):
        sheet, place = catalogue.sheets[skill.id], where
        field = FIRST_STEP.match(problem.where)
        if own and field and getattr(own, field.group(), None):
            sheet, place = catalogue.sheets[f"{country.id}/exercise_words"], own_key
        found = f"{exercise.name} : {problem.what}. {problem.how}"
        desk.note(sheet, f"{place}.{problem.where}", "exercise", found=found)
