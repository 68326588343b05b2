"""A class is put away and taken out again; who has left it; the classes that were put away."""

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import one_line
from hotspot.pages.language import translate as _
from hotspot.school import classes
from hotspot.school.life import ending
from hotspot.school.life.ending import NameTaken
from hotspot.school.tables import SchoolClass

pages = Blueprint("class_ends", __name__, url_prefix="/enseignant")


@pages.get("/classes/<int:class_id>/partis")
@may("head", "teacher")
def left(class_id: int) -> str:
    """Show who has left a class."""
    school_class = adult.class_here(class_id)
    gone = [one for one in classes.everybody_of(school_class) if one.left_at is not None]
    return render_template(
        "teachers/left.html", school_class=school_class, learners=classes.by_first_name(gone)
    )


@pages.get("/classes/<int:class_id>/archiver")
@may("head")
def end_of_class(class_id: int) -> str:
    """Ask before a class is put away; of one that is, show who is in it."""
    school_class = adult.class_here(class_id)
    return _page(school_class, ending.name_before(school_class))


@pages.post("/classes/<int:class_id>/archiver")
@may("head")
def put_away(class_id: int) -> Response:
    """Put it away."""
    ending.put_away(adult.class_here(class_id), ending.year_now())
    session["told"] = _("La classe est rangée avec tout ce qu’elle a fait.")
    return redirect(f"/enseignant/classes/{class_id}/archiver", 303)


@pages.post("/classes/<int:class_id>/reprendre")
@may("head")
def take_out(class_id: int) -> str | Response:
    """Take it out again."""
    school_class = adult.class_here(class_id)
    if school_class.archived_at is None:
        abort(404)
    name = one_line(request.form.get("name", ""), ending.LONGEST_NAME)
    try:
        ending.take_out(school_class, name)
    except NameTaken:
        return _page(school_class, name, _("Une autre classe a ce nom, ou le nom est vide."))
    session["told"] = _("La classe est de nouveau ouverte.")
    return redirect(f"/enseignant/classes/{class_id}", 303)


@pages.get("/ecole/classes-rangees")
@may("head")
def all_put_away() -> str:
    """Show the classes that were put away."""
    return render_template("teachers/put_away.html", classes=ending.put_away_classes())


def _page(school_class: SchoolClass, name: str, why: str = "") -> str:
    return render_template(
        "teachers/class_ends.html",
        school_class=school_class,
        learners=classes.learners_of(school_class),
        school_year=ending.year_now(),
        name=name,
        why=why,
        told=session.pop("told", ""),
    )
