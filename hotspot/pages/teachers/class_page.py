"""The page of a class: who needs me now, on what? Where is each one? It refreshes itself during a lesson."""

import hashlib
from typing import Any, get_args

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.teachers.class_grid import grid_of
from hotspot.pages.teachers.how_far import class_address, key, learners_words, names
from hotspot.pages.teachers.needs import Need, needs_of, now_words
from hotspot.pages.typography import set_page
from hotspot.pages.visitor import BY_ITSELF
from hotspot.school import tutor_days
from hotspot.school.reading import stuck_list
from hotspot.school.reading.class_reading import ClassRead, SkillLearners, class_today
from hotspot.school.reading.stuck_list import How, NotStuck
from hotspot.school.tables import SchoolClass

REFRESH_SECONDS = 20
LESSON_SECONDS = 5 * 60  # after the last answer, the lesson is taken for over
LEARNT_SHOWN = 8  # skills
NAMED = 3  # learners; more are counted

pages = Blueprint("class_page", __name__, url_prefix="/enseignant")


@pages.get("/classes/<int:class_id>")
@may("head", "teacher")
def show_class(class_id: int) -> str:
    """Show who needs the teacher, and the grid of one subject."""
    school_class = adult.class_here(class_id)
    told = class_today(school_class)
    return render_template(
        "teachers/class.html",
        **_now(school_class, told),
        grid=grid_of(class_id, told),
        key=key(),
        notice=session.pop("told", ""),
    )


@pages.get("/classes/<int:class_id>/maintenant")
@may("head", "teacher")
def show_now(class_id: int) -> Response:
    """Return the part of the page that changes during a lesson; 304 while the phone has it as it is."""
    school_class = adult.class_here(class_id)
    html = set_page(
        render_template("teachers/class_now_alone.html", **_now(school_class, class_today(school_class)))
    )
    etag = hashlib.sha256(html.encode()).hexdigest()[:20]
    headers = {"ETag": f'"{etag}"'}
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    return Response(html, headers=headers, mimetype="text/html")


@pages.post("/eleves/<int:learner_id>/bloque")
@may("head", "teacher")
def close(learner_id: int) -> AnyResponse:
    """Note that the teacher has seen, or helped, a learner who is stuck; back to the page it was said on."""
    learner = adult.learner_in(learner_id)
    how: How = request.form.get("fait", "")  # type: ignore[assignment]
    if how not in get_args(How):
        abort(400)
    try:
        stuck_list.close(
            learner, request.form.get("savoir", ""), how, adult.adult_needed().name, tutor_days.today()
        )
        session["told"] = _thanks(learner.first_name, how)
    except NotStuck:  # another teacher was faster, or the same form came twice
        session["told"] = _("C’était déjà noté pour %(name)s.", name=learner.first_name)
    if request.form.get("retour") == "eleve":
        return redirect(f"/enseignant/eleves/{learner.id}", 303)
    return redirect(class_address(learner.school_class_id or 0), 303)


def _now(school_class: SchoolClass, told: ClassRead) -> dict[str, Any]:
    """Return what changes while pupils work."""
    worked = [one for one in told.learners if told.worked[one.id].today]
    idle = [one for one in told.learners if not told.worked[one.id].today]
    latest = max((one.last_second for one in told.worked.values()), default=-1)
    away = {one.id for one in told.away}
    needs = needs_of(school_class, told)
    return {
        "school_class": school_class,
        "now_words": now_words(len(told.learners), len(worked)),
        "is_lesson": bool(worked) and tutor_days.second() - latest < LESSON_SECONDS,
        "refresh_seconds": REFRESH_SECONDS,
        "by_itself": f"{class_address(school_class.id)}?{BY_ITSELF}=1",
        "fragment": f"{class_address(school_class.id)}/maintenant?{BY_ITSELF}=1",
        "needs": needs,
        "stuck_words": learners_words(len(needs.stuck)) if needs.stuck else "",
        "learnt": [_learnt(school_class.id, one) for one in told.learnt[:LEARNT_SHOWN]],
        "learnt_more": max(0, len(told.learnt) - LEARNT_SHOWN),
        "idle": names([one for one in idle if one.id not in away]) if worked else "",
        "away": names(told.away),
    }


def _learnt(class_id: int, one: SkillLearners) -> Need:
    few = len(one.learners) <= NAMED
    words = names(one.learners) if few else learners_words(len(one.learners))
    return Need(class_address(class_id, f"/savoirs/{one.skill.id}"), said(one.skill.title), words)


def _thanks(first_name: str, how: How) -> str:
    if how == "helped":
        return _("C’est noté : vous avez aidé %(name)s.", name=first_name)
    return _("C’est noté. %(name)s revient ici si cela bloque encore.", name=first_name)
