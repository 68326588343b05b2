"""Teachers learn: the parcours that are for them, how far they are, the certificate at the end."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from exchange.documents import Grain
from hotspot.content import catalogue
from hotspot.content.cards import ParcoursCard
from hotspot.pages.addresses import grain_address, parcours_address
from hotspot.pages.adult import adult_needed, may
from hotspot.pages.days import day_here, day_words
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import listed
from hotspot.pages.quiz_words import quiz_words
from hotspot.pages.school_name import school_name, school_place
from hotspot.pages.visitor import learner_here
from hotspot.school.adult_tables import Certificate
from hotspot.school.progress import all_done
from hotspot.school.tables import Learner
from hotspot.school.training import certificates
from hotspot.school.training.quiz import result_of

pages = Blueprint("training", __name__, url_prefix="/enseignant/formation")


@dataclass(frozen=True)
class Training:
    """A parcours for teachers, and how far one is. `next` is the grain to go on with, None at the end."""

    id: str
    address: str
    title: Markup
    about: Markup
    far: str
    done: int
    total: int
    next_address: str
    next_words: str
    next_title: Markup | str
    quiz: str
    certificate: str  # its number, "" before it is given
    is_earned: bool


@pages.get("")
@may("head", "teacher")
def trainings() -> str:
    """Show what there is to learn, and where one was."""
    visitor = learner_here()
    learner = visitor.learner if visitor else None
    own = certificates.certificates_of(adult_needed().teacher_id or 0)
    return render_template(
        "teachers/trainings.html",
        trainings=[_training(card, learner, own) for card in catalogue.all_parcours("teacher")],
        day_is_known=day_here() is not None,
        told=session.pop("told", ""),
    )


@pages.post("/certificats")
@may("head", "teacher")
def give() -> Response:
    """Give the certificate of a parcours that is done."""
    adult, visitor, day = adult_needed(), learner_here(), day_here()
    if visitor is None or day is None or adult.teacher_id is None:
        return redirect("/enseignant/formation", 303)
    school = listed(school_name(), school_place())
    try:
        given = certificates.give(
            adult.teacher_id, visitor.learner, request.form.get("parcours", ""), school, day
        )
    except certificates.NotEarned:
        session["told"] = _("Il reste quelque chose à faire avant le certificat.")
        return redirect("/enseignant/formation", 303)
    return redirect(f"/enseignant/formation/certificats/{given.number}", 303)


@pages.get("/certificats/<number>")
@may("head", "teacher")
def certificate(number: str) -> str:
    """Show a certificate, to be printed: one's own; the head those of all."""
    found, adult = certificates.certificate_numbered(number), adult_needed()
    if found is None or (adult.role != "head" and found.teacher_id != adult.teacher_id):
        abort(404)
    return render_template(
        "teachers/certificate.html",
        certificate=found,
        title=said(certificates.title_on(found)),
        day=_day_with_year(found),
    )


def _training(card: ParcoursCard, learner: Learner | None, own: dict[str, Certificate]) -> Training:
    grains = certificates.grains_of(card.id)
    finished = all_done(learner) if learner else set()
    done = sum(grain.id in finished for grain in grains)
    following = next((grain for grain in grains if grain.id not in finished), None)
    quiz = _quiz_to_repeat(learner, grains)
    step = following or quiz
    return Training(
        id=card.id,
        address=parcours_address(card.id),
        title=said(card.title),
        about=said(card.about),
        far=_n(
            "%(num)s étape faite sur %(total)s",
            "%(num)s étapes faites sur %(total)s",
            done,
            total=len(grains),
        ),
        done=done,
        total=len(grains),
        next_address=grain_address(step.id) if step else "",
        next_words=_next_words(following, done),
        next_title=said(step.title) if step else "",
        quiz=quiz_words(learner, quiz) if learner and quiz else "",
        certificate=own[card.id].number if card.id in own else "",
        is_earned=certificates.is_earned(learner, card.id),
    )


def _next_words(following: Grain | None, done: int) -> str:
    if following is None:
        return _("Refaire le quiz")
    return _("Continuer") if done else _("Commencer")


def _quiz_to_repeat(learner: Learner | None, grains: list[Grain]) -> Grain | None:
    """Return the first quiz that was taken and is not passed yet."""
    for grain in grains:
        result = result_of(learner, grain) if grain.bar else None
        if result is not None and result.times and result.best < grain.bar:
            return grain
    return None


def _day_with_year(found: Certificate) -> str:
    day = date.fromisoformat(found.given_on)
    return _("%(day)s %(year)s", day=day_words(day), year=day.year)
