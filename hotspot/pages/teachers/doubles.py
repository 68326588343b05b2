"""A child who stands twice on the list: look at both, then join them."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.content.folding import folded
from hotspot.pages import adult, card_asked
from hotspot.pages.adult import may
from hotspot.pages.days import day_words
from hotspot.pages.here import number_in, one_line
from hotspot.pages.language import translate as _
from hotspot.school import classes
from hotspot.school.adults import accounts
from hotspot.school.life.merging import NotADouble, history_of, merge
from hotspot.school.tables import Learner, SchoolClass

SHOWN = 20
LONGEST = 40  # characters of a name

pages = Blueprint("doubles", __name__, url_prefix="/enseignant/eleves/<int:learner_id>")


@dataclass(frozen=True)
class Shown:
    """One of the two."""

    learner: Learner
    class_name: str
    answers: int
    first_day: str
    last_day: str


@pages.get("/reunir")
@may("head", "teacher")
def double(learner_id: int) -> str:
    """Look for the other one; once it is chosen, show both."""
    learner = adult.learner_in(learner_id)
    other = number_in(request.args.get("avec", ""))
    if other is not None and other != learner_id:
        return _both_page(learner, adult.learner_in(other))
    typed = one_line(request.args.get("nom", learner.first_name), LONGEST)
    found = _called(typed, learner)
    return render_template(
        "teachers/doubles.html", learner=learner, typed=typed, found=found[:SHOWN], more=len(found) > SHOWN
    )


@pages.post("/reunir")
@may("head", "teacher")
def join(learner_id: int) -> str | Response:
    """Join both."""
    learner, number = adult.learner_in(learner_id), number_in(request.form.get("avec", ""))
    if number is None:
        return redirect(request.path, 303)
    other = adult.learner_in(number)
    if card_asked.what_is_wrong():
        return _both_page(learner, other)
    try:
        merge(learner, other)
    except NotADouble:
        return redirect(request.path, 303)
    session["told"] = _("C’est un seul élève maintenant. Ses réponses sont réunies.")
    return redirect(f"/enseignant/eleves/{learner_id}", 303)


def _both_page(learner: Learner, other: Learner) -> str:
    both = [_shown(learner), _shown(other)]
    together = sum(one.answers for one in both)
    return render_template("teachers/double.html", learner=learner, other=other, both=both, together=together)


def _shown(learner: Learner) -> Shown:
    history = history_of(learner)
    first, last = (_day(time) for time in (history.first_at, history.last_at))
    name = learner.school_class.name if learner.school_class else ""
    return Shown(learner, name, history.answers, first, last)


def _day(time: str) -> str:
    return day_words(datetime.fromisoformat(time).astimezone().date()) if time else ""


def _called(typed: str, learner: Learner) -> list[Learner]:
    """Return the learners of the adult's classes with these letters in their names, nearest class first."""
    wanted = folded(typed)
    rows = Learner.select(Learner, SchoolClass).join(SchoolClass).where(Learner.id != learner.id)
    mine = adult.adult_needed()
    if mine.role != "head":
        own = accounts.class_numbers_of(mine.teacher_id) if mine.teacher_id else set()
        rows = rows.where(Learner.school_class.in_(own))
    found = classes.by_first_name(one for one in rows if wanted in folded(one.first_name))
    return sorted(found, key=lambda one: one.school_class_id != learner.school_class_id)
