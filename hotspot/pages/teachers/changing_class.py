"""A learner changes class, leaves the school or comes back, gets other pictures."""

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import translate as _
from hotspot.pages.naming import listed, picture_words
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
    names = [(name, picture_words(name)) for name in learner.pictures.split()]
    told = session.pop("seen", "")
    return render_template("teachers/pictures.html", learner=learner, pictures=names, told=told)


@pages.post("/images")
@may("head", "teacher")
def give_pictures(learner_id: int) -> Response:
    """Give other ones, unless another teacher has just done so."""
    learner = adult.learner_in(learner_id)
    if request.form.get("pictures") == learner.pictures:
        moving.give_pictures(learner)
        session["seen"] = _("Voici ses trois nouvelles images. Les anciennes n’ouvrent plus rien.")
    else:
        session["seen"] = _("Quelqu’un vient de lui donner d’autres images. Les voici.")
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
    learner, typed = adult.learner_in(learner_id), request.form.get("class", "")
    to = classes.school_class(int(typed)) if typed.isdecimal() and len(typed) < 10 else None  # noqa: PLR2004
    if to is None:
        return _move_page(learner, _("Choisissez une classe."))
    try:
        moved = moving.move(learner, to)
    except NoSuchPlace:
        return _move_page(learner, _("Choisissez une autre classe."))
    except FullClass:
        return _move_page(learner, _("Cette classe est pleine : 200 élèves."))
    session["seen"] = _moved_words(learner, moved, to)
    here = learner_id if adult.has_class(to.id) else 0
    return redirect(_address(here, learner.school_class_id), 303)


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
    session["seen"] = _("C’est noté. Ses réponses sont gardées, et son prénom n’est plus sur le mur.")
    return redirect(_address(learner_id, None), 303)


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
    session["seen"] = _("Bon retour ! Ses images sont les mêmes qu’avant.")
    return redirect(_address(learner_id, None), 303)


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
        "%(name)s est maintenant dans la classe %(here)s. Ses images étaient prises, voici les nouvelles : "
        "%(images)s.",
        name=name,
        here=here,
        images=names,
    )


def _address(learner_id: int, class_id: int | None) -> str:
    """Return the page of the learner, or of a class where the learner is no longer this teacher's."""
    return f"/enseignant/eleves/{learner_id}" if learner_id else f"/enseignant/classes/{class_id}"
