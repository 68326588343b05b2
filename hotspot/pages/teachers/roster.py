"""Who is in a class: the list, and how pupils are added to it, looked at before anything changes."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.looks import face
from hotspot.pages.naming import language_words
from hotspot.pages.safety import takes_a_list
from hotspot.pages.teachers.how_far import learners_words
from hotspot.pages.teachers.list_sent import SentList, TooMany, sent_list, wrong_list_words
from hotspot.pages.teachers.list_shown import Sheet, show_classes, show_plan
from hotspot.pages.teachers.pupil_words import pictures_of, sex_words, sexes_words
from hotspot.school import classes
from hotspot.school.roster import adding
from hotspot.school.roster.reading import Entry
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.workbooks import WrongSheet

pages = Blueprint("roster", __name__, url_prefix="/enseignant/classes/<int:class_id>/eleves")


@dataclass(frozen=True)
class Row:
    """A learner in the list."""

    id: int
    first_name: str
    face: Markup
    sex: str
    language: str
    pictures: list[tuple[str, str]]  # name and words; none unless they are asked for


@pages.get("")
@may("head", "teacher")
def pupils(class_id: int) -> str:
    """Show the pupils of a class; their pictures when asked."""
    school_class = adult.class_here(class_id)
    learners = classes.learners_of(school_class)
    shows_pictures = "images" in request.args
    return render_template(
        "teachers/pupils.html",
        school_class=school_class,
        number=learners_words(len(learners)),
        sexes=sexes_words([one.sex for one in learners]),
        rows=[_row(one, shows_pictures) for one in learners],
        shows_pictures=shows_pictures,
        told=session.pop("class_told", ""),
    )


@pages.get("/ajouter")
@may("head", "teacher")
def ask(class_id: int) -> str:
    """Ask for a list, a file, or one child."""
    return _form(_open_class(class_id), told=session.pop("class_told", ""))


@pages.post("/ajouter")
@may("head", "teacher")
@takes_a_list
def add(class_id: int) -> str | Response:
    """Show what a list would change; change it when that was seen."""
    school_class = _open_class(class_id)
    typed = request.form.get("names", "")
    if "back" in request.form:
        return _form(school_class, typed)
    try:
        found = sent_list()
        entries = found.in_class(school_class.name)
    except (WrongSheet, TooMany) as error:
        return _form(school_class, typed, wrong_list_words(error))
    return _answer(school_class, found, entries)


def _answer(school_class: SchoolClass, found: SentList, entries: list[Entry]) -> str | Response:
    """Return what the list would change; once that was seen, change it."""
    sheet = Sheet(f"/enseignant/classes/{school_class.id}/eleves/ajouter", school_class.name)
    if not entries:
        return show_classes(sheet, found)
    plan = adding.plan_for(_names_in(school_class), entries, found.answers)
    if plan.asked or "confirm" not in request.form:
        return show_plan(sheet, found, plan)
    try:
        added = adding.add(school_class, entries, found.answers, found.seen_here)
    except adding.NotReady as still:
        told = _("Quelqu’un a changé la classe entre-temps. Regardez de nouveau, puis ajoutez.")
        return show_plan(sheet, found, still.plan, told)
    except classes.FullClass:
        return _form(school_class, found.typed, _too_full())
    return _added(school_class.id, added)


def _added(class_id: int, added: list[Learner]) -> Response:
    """Lead to the class, or to the next child of those who are written by hand."""
    session["class_told"] = (
        _("%(name)s est dans la classe.", name=added[0].first_name)
        if len(added) == 1
        else _n("%(num)s élève est dans la classe.", "%(num)s élèves sont dans la classe.", len(added))
    )
    by_hand = "by_hand" in request.form
    return redirect(f"/enseignant/classes/{class_id}/eleves{'/ajouter#seul' if by_hand else ''}", 303)


def _form(school_class: SchoolClass, typed: str = "", wrong: str = "", told: str = "") -> str:
    return render_template(
        "teachers/add_pupils.html", school_class=school_class, typed=typed, wrong=wrong, told=told
    )


def _open_class(class_id: int) -> SchoolClass:
    """Return the class; one that was put away takes nobody in."""
    school_class = adult.class_here(class_id)
    if school_class.archived_at is not None:
        abort(404)
    return school_class


def _names_in(school_class: SchoolClass) -> list[str]:
    return [one.first_name for one in classes.members_of(school_class)]


def _too_full() -> str:
    most = classes.LEARNERS_A_CLASS
    return _("La classe aurait plus de %(most)s élèves. Partagez-la en deux classes.", most=most)


def _row(learner: Learner, shows_pictures: bool) -> Row:
    return Row(
        learner.id,
        learner.first_name,
        face(learner, small=True),
        sex_words(learner.sex),
        language_words(learner.language),
        pictures_of(learner) if shows_pictures else [],
    )
