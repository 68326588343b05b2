"""The tables that a teacher takes away: a class, a learner, a skill, as CSV and XLSX."""

from collections.abc import Sequence
from typing import get_args

from flask import Blueprint, Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import plain
from hotspot.pages.language import translate as _
from hotspot.pages.naming import subject_words
from hotspot.pages.teachers.how_far import state_words
from hotspot.pages.teachers.skill_page import skill_here
from hotspot.school.reading.class_reading import State, class_today
from hotspot.school.reading.learner_reading import learner_read
from hotspot.school.reading.skill_reading import skill_read
from hotspot.school.sheets import Cell, csv_bytes, xlsx_bytes
from hotspot.school.tutor import tutoring
from learning.tutor.state import SkillState

Rows = list[list[Cell]]
MIMES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

pages = Blueprint("tables_out", __name__, url_prefix="/enseignant")


@pages.get("/classes/<int:class_id>.<any(csv, xlsx):form>")
@may("head", "teacher")
def class_table(class_id: int, form: str) -> Response:
    """Return one row a learner, one column for each skill that somebody has begun."""
    school_class = adult.class_here(class_id)
    told = class_today(school_class)
    begun = {skill for own in told.states.values() for skill in own}
    skills = [one for one in told.skills if one.id in begun]
    titles = [f"{subject_words(one.subject)}{_(' : ')}{plain(one.title)}" for one in skills]
    words = {state: state_words(state) for state in get_args(State)}
    rows: Rows = [[_("Prénom"), _("Questions faites aujourd’hui"), *titles]]
    for learner in told.learners:
        own = told.states[learner.id]
        far = [words[own.get(one.id, "new")] for one in skills]
        rows.append([learner.first_name, told.worked[learner.id].today, *far])
    return _file(rows, school_class.name, f"classe-{class_id}", form)


@pages.get("/eleves/<int:learner_id>.<any(csv, xlsx):form>")
@may("head", "teacher")
def learner_table(learner_id: int, form: str) -> Response:
    """Return one row for each skill that the learner has begun."""
    learner = adult.learner_in(learner_id)
    read = learner_read(learner, tutoring.here().tutor)
    rows: Rows = [[_("Matière"), _("Savoir"), _("Où il en est"), *_counted()]]
    for card, state in read.path:
        if state != "new":
            counts = _counts(read.known.skills.get(card.id))
            rows.append([subject_words(card.subject), plain(card.title), state_words(state), *counts])
    return _file(rows, learner.first_name, f"eleve-{learner_id}", form)


@pages.get("/classes/<int:class_id>/savoirs/<path:skill>.<any(csv, xlsx):form>")
@may("head", "teacher")
def skill_table(class_id: int, skill: str, form: str) -> Response:
    """Return one row a learner: how far, and what is misunderstood."""
    _class, told, card = skill_here(class_id, skill)
    read = skill_read(told, card)
    rows: Rows = [[_("Prénom"), _("Où il en est"), *_counted(), _("Ce qui est mal compris")]]
    for state, learners in read.learners.items():
        for learner in learners:
            wrong = [
                plain(one.mistake.misconception) or _("Autre erreur")
                for one in read.mistakes
                if learner in one.learners
            ]
            known = told.known[learner.id].only(skill).skills.get(skill)
            rows.append([learner.first_name, state_words(state), *_counts(known), " ; ".join(wrong)])
    return _file(rows, plain(card.title), f"savoir-{class_id}", form)


def _counted() -> list[Cell]:
    """Return the heads of what `_counts` counts."""
    return [_("Questions comptées"), _("Justes du premier coup")]


def _counts(known: SkillState | None) -> list[Cell]:
    return [known.trace.answers, known.trace.right] if known else [0, 0]


def _file(rows: Sequence[Sequence[Cell]], title: str, name: str, form: str) -> Response:
    content = csv_bytes(rows) if form == "csv" else xlsx_bytes(rows, title)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"}
    return Response(content, mimetype=MIMES[form], headers=headers)
