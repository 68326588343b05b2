"""Skills as people write them: `skills/<subject>/<slug>.yml`, the exercises inside."""

from exchange.documents import Skill
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk, subject_in
from ministry.publish.sheets import Sheet

LAST_YEAR = 13
MOST_HINTS = 3
FEWEST_EXERCISES = (
    2  # of different form: one alone is learnt by heart, and does not show that a skill is held
)


def read_skills(owner: str, catalogue: Catalogue, desk: Desk) -> None:
    """Put all skills of an owner into the catalogue; mistakes are noted."""
    for identity, path in desk.named_by_subject(owner, "skills"):
        given = {"id": identity, "subject": subject_in(identity)}
        sheet, skill = desk.form(path, Skill, given)
        catalogue.skill_ids.add(identity)
        catalogue.sheets[identity] = sheet
        if skill:
            catalogue.skills[identity] = skill
            _check(skill, sheet, desk)


def _check(skill: Skill, sheet: Sheet, desk: Desk) -> None:
    if not 0 <= skill.year <= LAST_YEAR:
        desk.note(sheet, "year", "out-of-bounds", found="year", least="0", most=str(LAST_YEAR))
    if not skill.exercises:
        desk.note(sheet, "exercises", "empty-text", found="exercises")
    elif len(skill.exercises) < FEWEST_EXERCISES:
        desk.note(sheet, "exercises", "few-exercises", found="1", least=str(FEWEST_EXERCISES))
    if skill.audience == "learner":
        _check_for_learners(skill, sheet, desk)
    names = {f"exercises[{i}].name": exercise.name for i, exercise in enumerate(skill.exercises)}
    desk.note_doubles(sheet, names)
    for i, exercise in enumerate(skill.exercises):
        if len(exercise.hints) > MOST_HINTS:
            where = f"exercises[{i}].hints"
            desk.note(sheet, where, "out-of-bounds", found="hints", least="0", most=str(MOST_HINTS))


def _check_for_learners(skill: Skill, sheet: Sheet, desk: Desk) -> None:
    """Note what a pupil's teacher would miss: what to do when the pupil is stuck, and why she is."""
    if not skill.remediation:
        desk.note(sheet, "", "no-remediation")
    for i, exercise in enumerate(skill.exercises):
        for j, wrong in enumerate(exercise.wrong):
            if not wrong.misconception:
                desk.note(sheet, f"exercises[{i}].wrong[{j}]", "missing-key", found="misconception")
