"""Whether each exercise can be drawn and marked with a country's words; the engine says, here is where."""

from collections.abc import Sequence

from exchange.documents import Country, Exercise, Skill
from learning.exercises import Problem, check, different_questions, with_own_words
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.languages import languages_needed
from ministry.publish.sheets import Sheet

# Eight in the sitting in which it is learnt, then one at each of six reviews, and as many again once lost.
ENOUGH_QUESTIONS = 20
ENOUGH_FOR_TEACHERS = 10  # nothing is reviewed: half a quiz of ten, and another one when it is done again


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
            _check_enough(skill, country, catalogue, desk)


def _check_enough(skill: Skill, country: Country, catalogue: Catalogue, desk: Desk) -> None:
    """Note a skill with too few different questions; which there are is known when all can be drawn."""
    sheet = catalogue.sheets[skill.id]
    if desk.problems.are_in(sheet.file):
        return
    least = ENOUGH_QUESTIONS if skill.audience == "learner" else ENOUGH_FOR_TEACHERS
    found = sum(different_questions(one, country.words, least) for one in skill.exercises)
    if found < least:
        desk.note(sheet, "exercises", "few-questions", found=str(found), least=str(least))


def _check(
    where: str, exercise: Exercise, skill: Skill, country: Country, catalogue: Catalogue, desk: Desk
) -> None:
    languages = languages_needed(skill.subject, country)
    problems = check(exercise, country.words, languages)
    for problem in problems:
        _note(catalogue.sheets[skill.id], where, exercise, problem, desk)
    own_key = f"{skill.id}#{exercise.name}"
    if own := country.exercise_words.get(own_key):
        for problem in check(with_own_words(exercise, own), country.words, languages):
            if problem not in problems:
                _note(catalogue.sheets[f"{country.id}/exercise_words"], own_key, exercise, problem, desk)


def _note(sheet: Sheet, where: str, exercise: Exercise, problem: Problem, desk: Desk) -> None:
    place = f"{where}.{problem.where}" if problem.where else where
    desk.note(sheet, place, "exercise", found=f"{exercise.name} : {problem.what}. {problem.how}")
