"""Whether each exercise can be drawn and marked with a country's words; the engine says, here is where."""

from collections.abc import Sequence

from exchange.documents import Country, Skill
from learning.exercises import check, with_own_words
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.languages import languages_needed


def check_exercises(country: Country, skills: Sequence[Skill], catalogue: Catalogue, desk: Desk) -> None:
    """Note every mistake of the exercises that a country uses, in its languages and with its words."""
    for skill in skills:
        languages = languages_needed(skill.subject, country)
        for i, exercise in enumerate(skill.exercises):
            own = country.exercise_words.get(f"{skill.id}#{exercise.name}")
            whole = with_own_words(exercise, own)
            for problem in check(whole, country.words, languages):
                sheet, where = catalogue.sheets[skill.id], f"exercises[{i}]"
                if own and problem.where.partition(".")[0].partition("[")[0] in own.__struct_fields__:
                    sheet = catalogue.sheets[f"{country.id}/exercise_words"]
                    where = f"{skill.id}#{exercise.name}"
                place = f"{where}.{problem.where}" if problem.where else where
                desk.note(sheet, place, "exercise", found=f"{exercise.name}: {problem.what} {problem.how}")
