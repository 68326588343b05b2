"""The page of a skill in a class: what is misunderstood, by how many; who is where; what to do."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from markupsafe import Markup

from hotspot.content.cards import SkillCard
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import said
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import subject_words, year_words
from hotspot.pages.teachers.how_far import LOOKS, class_address, learners_words, names, state_words
from hotspot.pages.teachers.needs import mistake_words
from hotspot.school.reading.class_reading import ClassRead, class_today
from hotspot.school.reading.skill_reading import LOOK_BACK_DAYS, Shared, skill_read
from hotspot.school.tables import SchoolClass

pages = Blueprint("skill_page", __name__, url_prefix="/enseignant")


@dataclass(frozen=True)
class Misunderstood:
    """A mistake, who makes it, and how often."""

    words: Markup
    learners: Markup
    count: str


@dataclass(frozen=True)
class Where:
    """Learners who are as far."""

    look: str
    words: str
    count: str
    learners: Markup


def skill_here(class_id: int, skill: str) -> tuple[SchoolClass, ClassRead, SkillCard]:
    """Return a class of the adult who is here, what is read of it, and a skill; 404 for none."""
    school_class = adult.class_here(class_id)
    told = class_today(school_class)
    card = told.cards.get(skill)
    if card is None:
        abort(404)
    return school_class, told, card


@pages.get("/classes/<int:class_id>/savoirs/<path:skill>")
@may("head", "teacher")
def show_skill(class_id: int, skill: str) -> str:
    """Show a skill as the class knows it."""
    school_class, told, card = skill_here(class_id, skill)
    read = skill_read(told, card)
    return render_template(
        "teachers/skill.html",
        school_class=school_class,
        title=said(card.title),
        kind=[subject_words(card.subject), year_words(card.year)],
        subject=card.subject,
        look_back_days=LOOK_BACK_DAYS,
        mistakes=[_misunderstood(one) for one in read.mistakes],
        where=[
            Where(LOOKS[state], state_words(state), learners_words(len(learners)), names(learners))
            for state, learners in read.learners.items()
        ],
        remediation=[said(step) for step in read.remediation],
        table=class_address(class_id, f"/savoirs/{skill}"),
    )


def _misunderstood(one: Shared) -> Misunderstood:
    count = _n("chez %(num)s élève", "chez %(num)s élèves", len(one.learners))
    return Misunderstood(mistake_words(one.mistake), names(one.learners), count)
