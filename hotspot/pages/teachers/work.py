"""What a class has to do: in order, who has opened it, who has finished it; moved up and down, taken away."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.content import lists
from hotspot.content.cards import GrainCard
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.assigned import ICONS, content_address, last_day, last_day_words, title_words, what_words
from hotspot.pages.here import number_in
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import alone, listed
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.work import assigning, last_days, standing
from hotspot.school.work.standing import Standing, Work

UP, DOWN = -1, 1

pages = Blueprint("work", __name__, url_prefix="/enseignant/classes/<int:class_id>/travail")


@dataclass(frozen=True)
class WorkShown:
    """Something that was given, as a page shows it."""

    id: int
    place: int
    is_first: bool
    is_last: bool
    title: str | Markup
    icon: str
    subject: str
    small: str
    counted: str
    finished: int
    total: int
    given_by: str
    is_gone: bool  # a new edition has it no more
    address: str  # where it is to be seen; "" where it is gone


@dataclass(frozen=True)
class Line:
    """A learner, and the next step."""

    learner: Learner
    small: str | Markup


@dataclass(frozen=True)
class Section:
    """Learners who are as far as each other."""

    state: str
    sign: str
    name: str
    lines: list[Line]


@pages.get("")
@may("head", "teacher")
def all_work(class_id: int) -> str:
    """Show what the class has to do, in order."""
    school_class = adult.class_here(class_id)
    work = standing.work_of(school_class)
    return render_template(
        "teachers/work.html",
        school_class=school_class,
        title=_title(school_class, work),
        work=[_shown(one, len(work)) for one in work],
        told=session.pop("told_work", None),
    )


@pages.get("/<int:assignment_id>")
@may("head", "teacher")
def one_work(class_id: int, assignment_id: int) -> str:
    """Show who has finished, who has opened, who has not, and everybody's next step."""
    school_class = adult.class_here(class_id)
    one = _one(school_class, assignment_id)
    return render_template(
        "teachers/one_work.html",
        school_class=school_class,
        work=_shown(one, one.place),
        sections=[section for section in _sections(one) if section.lines],
    )


@pages.post("/<int:assignment_id>/monter")
@may("head", "teacher")
def move_up(class_id: int, assignment_id: int) -> Response:
    """Put it before the one above."""
    return _moved(class_id, assignment_id, UP)


@pages.post("/<int:assignment_id>/descendre")
@may("head", "teacher")
def move_down(class_id: int, assignment_id: int) -> Response:
    """Put it after the one below."""
    return _moved(class_id, assignment_id, DOWN)


@pages.get("/<int:assignment_id>/retirer")
@may("head", "teacher")
def ask_to_take_away(class_id: int, assignment_id: int) -> str:
    """Ask whether to take it away."""
    school_class = adult.class_here(class_id)
    one = _one(school_class, assignment_id)
    return render_template("teachers/take_away.html", school_class=school_class, work=_shown(one, one.place))


@pages.post("/<int:assignment_id>/retirer")
@may("head", "teacher")
def take_away(class_id: int, assignment_id: int) -> Response:
    """Take it away."""
    if assigning.take_away(adult.class_here(class_id), assignment_id):
        session["told_work"] = "good", _("C’est retiré. Ce que les élèves ont fait reste.")
    else:
        session["told_work"] = "", _("C’était déjà retiré.")
    return redirect(f"/enseignant/classes/{class_id}/travail", 303)


def _one(school_class: SchoolClass, assignment_id: int) -> Work:
    found = next((one for one in standing.work_of(school_class) if one.row.id == assignment_id), None)
    if found is None:
        session["told_work"] = "", _("C’était déjà retiré.")
        abort(redirect(f"/enseignant/classes/{school_class.id}/travail", 303))
    return found


def _sections(one: Work) -> list[Section]:
    """Return who has not opened it, who has, who has finished; each with the next step."""
    cards = lists.grain_cards(sorted({by.next_grain for by in one.standings if by.next_grain}))
    names = (
        ("waiting", "clock", _("Pas encore ouvert")),
        ("opened", "near", _("Ouvert, pas fini")),
        ("finished", "check", _("Fini")),
    )
    return [
        Section(
            state,
            sign,
            name,
            [Line(by.learner, _next_words(by, one, cards)) for by in one.standings if by.state == state],
        )
        for state, sign, name in names
    ]


def _moved(class_id: int, assignment_id: int, by: int) -> Response:
    place = number_in(request.form.get("place", "")) or 0
    if not assigning.move(adult.class_here(class_id), assignment_id, place, by):
        session["told_work"] = "", _("L’ordre a changé entre-temps. Le voici.")
    return redirect(f"/enseignant/classes/{class_id}/travail#t{assignment_id}", 303)


def _title(school_class: SchoolClass, work: list[Work]) -> str:
    """Return the answer: how much there is to do."""
    name = alone(school_class.name)
    if not work:
        return _("%(school_class)s : rien à faire pour le moment", school_class=name)
    return _n(
        "%(school_class)s : %(num)s travail donné",
        "%(school_class)s : %(num)s travaux donnés",
        len(work),
        school_class=name,
    )


def _shown(one: Work, of: int) -> WorkShown:
    kind, content = one.row.kind, one.content
    day = last_day(one.row)
    finished, opened = one.how_many("finished"), one.how_many("finished", "opened")
    return WorkShown(
        id=one.row.id,
        place=one.place,
        is_first=one.place == 1,
        is_last=one.place == of,
        title=title_words(kind, content),
        icon=ICONS[kind],
        subject=content.subject if content else "",
        small=listed(what_words(kind), _whom_words(one), last_day_words(day, last_days.today())),
        counted=_counted(finished, opened, len(one.standings)),
        finished=finished,
        total=len(one.standings),
        given_by=one.row.given_by,
        is_gone=content is None,
        address=content_address(kind, one.row.content) if content else "",
    )


def _whom_words(one: Work) -> str:
    if one.row.learner_id is not None:
        return alone(one.learner.first_name) if one.learner else _("un élève qui n’est plus dans la classe")
    return alone(one.group.name) if one.group else _("toute la classe")


def _counted(finished: int, opened: int, total: int) -> str:
    """Return who has finished and opened, of how many; who has finished has opened it."""
    if not total:
        return _("Plus personne ici pour ce travail.")
    by = _n(
        "Fini par %(num)s élève sur %(total)s", "Fini par %(num)s élèves sur %(total)s", finished, total=total
    )
    return listed(by, _n("ouvert par %(num)s", "ouvert par %(num)s", opened))


def _next_words(by: Standing, one: Work, cards: Mapping[str, GrainCard]) -> str | Markup:
    """Return how far a learner is, and the next step."""
    if one.row.kind == "skill":
        return _skill_words()[by.skill_state] if by.state != "finished" else ""
    if by.state == "finished" or by.next_grain not in cards:
        return ""
    title = said(cards[by.next_grain].title)
    steps = _n(
        "%(num)s étape faite sur %(total)s", "%(num)s étapes faites sur %(total)s", by.done, total=by.total
    )
    return listed(steps if by.done else "", _("à faire : %(title)s", title=title))


def _skill_words() -> dict[str, str]:
    return {
        "new": _("pas encore commencé"),
        "begun": _("en cours"),
        "stuck": _("bloqué : à aider"),
        "check": "",
        "held": "",
    }
