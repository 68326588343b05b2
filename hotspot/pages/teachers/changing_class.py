"""A learner changes class, leaves the school or comes back, gets other pictures."""

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import number_in
from hotspot.pages.language import translate as _
from hotspot.pages.naming import listed, picture_words
from hotspot.pages.teachers.pupil_words import pictures_of
from hotspot.school import classes
from hotspot.school.classes import FullClass
from hotspot.school.life import moving
from hotspot.school.life.moving import NoSuchPlace
from hotspot.school.tables import Learner, SchoolClass

pages = Blueprint("changing_class", __name__, url_prefix="/enseignant/eleves/<int:learner_id>")


@pages.get("/images")
@may("head", "teacher")
def pictures(learner_id: int) -> str:
    """Show the three pictures of a learner, and offer others."""
    learner = adult.learner_in(learner_id)
    shown = pictures_of(learner)
    return render_template(
        "teachers/pictures.html",
        learner=learner,
        pictures=shown,
        words=listed(*(words for _name, words in shown)),
        told=session.pop("told", ""),
    )


@pages.post("/images")
@may("head", "teacher")
def give_pictures(learner_id: int) -> Response:
    """Give other ones, unless another teacher has just done so."""
    learner = adult.learner_in(learner_id)
    if request.form.get("pictures") == learner.pictures:
        moving.give_pictures(learner)
        session["told"] = _("Voici ses trois nouvelles images. Les anciennes n’ouvrent plus rien.")
    else:
        session["told"] = _("Quelqu’un vient de lui donner d’autres images. Les voici.")
    return redirect(f"/enseignant/eleves/{learner_id}/images", 303)


@pages.get("/deplacer")
@may("head", "teacher")
def other_classes(learner_id: int) -> str:
    """Ask into which class."""
    return _move_page(adult.learner_in(learner_id))


@pages.post("/deplacer")
@may("head", "teacher")
def move(learner_id: int) -> str | Response:
    """Put the learner there."""
    learner, number = adult.learner_in(learner_id), number_in(request.form.get("class", ""))
    to = None if number is None else classes.school_class(number)
    if to is None:
        return _move_page(learner, _("Choisissez une classe."))
    try:
        moved = moving.move(learner, to)
    except NoSuchPlace:
        return _move_page(learner, _("Choisissez une autre classe."))
    except FullClass:
        return _move_page(
            learner, _("Cette classe est pleine : %(most)s élèves.", most=classes.LEARNERS_A_CLASS)
        )
    session["told"] = _moved_words(learner, moved, to)
    if adult.has_class(to.id):
        return redirect(_address(learner_id), 303)
    return redirect(f"/enseignant/classes/{learner.school_class_id}", 303)  # the learner is another's now


@pages.get("/partir")
@may("head", "teacher")
def leaving(learner_id: int) -> str:
    """Ask whether a learner has left, or is back."""
    return render_template("teachers/leaving.html", learner=adult.learner_in(learner_id))


@pages.post("/partir")
@may("head", "teacher")
def leave(learner_id: int) -> Response:
    """Note that the learner has left."""
    moving.leave(adult.learner_in(learner_id))
    session["told"] = _("C’est noté. Ses réponses sont gardées, et son prénom n’est plus sur le mur.")
    return redirect(_address(learner_id), 303)


@pages.post("/revenir")
@may("head", "teacher")
def come_back(learner_id: int) -> str | Response:
    """Note that the learner is back."""
    learner = adult.learner_in(learner_id)
    try:
        moving.come_back(learner)
    except NoSuchPlace:
        return redirect(f"/enseignant/eleves/{learner_id}/deplacer", 303)
    except FullClass:
        return _move_page(learner, _("Sa classe est pleine : choisissez-en une autre."))
    session["told"] = _("Bon retour ! Ses images sont les mêmes qu’avant.")
    return redirect(_address(learner_id), 303)


def _move_page(learner: Learner, why: str = "") -> str:
    others = [one for one in classes.classes() if one.id != learner.school_class_id]
    return render_template("teachers/move.html", learner=learner, classes=others, why=why)


def _moved_words(before: Learner, moved: Learner, to: SchoolClass) -> str:
    name, here = before.first_name, to.name
    if moved.pictures == before.pictures:
        return _(
            "%(name)s est maintenant dans la classe %(here)s. Ses images restent les mêmes.",
            name=name,
            here=here,
        )
    names = listed(*(picture_words(one) for one in moved.pictures.split()))
    return _(
        "%(name)s est maintenant dans la classe %(here)s. Un autre élève y avait ses images, "
        "voici les nouvelles : %(images)s.",
        name=name,
        here=here,
        images=names,
    )


def _address(learner_id: int) -> str:
    return f"/enseignant/eleves/{learner_id}"
