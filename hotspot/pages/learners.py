"""The learner's way in and home: class, face, three pictures; then what to go on with."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, abort, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.pages.addresses import grain_address
from hotspot.pages.assigned import content_address, pupils_card
from hotspot.pages.cards import Card, grain_card, parcours_card
from hotspot.pages.here import device_here
from hotspot.pages.language import chosen_language, said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.looks import draw_along
from hotspot.pages.naming import listed, picture_words, year_words
from hotspot.pages.onward import onward
from hotspot.pages.ready import same_for_all
from hotspot.pages.visitor import Visitor, farewell, learner_here, learner_needed, wall_address, welcome
from hotspot.school import classes, progress, signing_in
from hotspot.school.codes import PICTURES, PICTURES_A_CODE
from hotspot.school.next_step import to_continue
from hotspot.school.tables import Learner, SchoolClass
from hotspot.school.work import assigning, last_days, standing
from hotspot.school.work.contents import content_of, what_of

EAR_GRAINS = 12  # as many as stand in a row on the smallest phone

pages = Blueprint("learners", __name__, url_prefix="/eleve")


@dataclass(frozen=True)
class ClassShown:
    """A class as a door."""

    id: int
    name: str
    level: str
    picture: str


@dataclass(frozen=True)
class Slot:
    """One of the three places of the code. `look` is filled, now or ""."""

    look: str
    picture: str
    words: str


@dataclass(frozen=True)
class Door:
    """What to go on with."""

    address: str
    title: str
    words: str


@pages.get("/")
def all_classes() -> Response | str:
    """Show the classes."""
    shown = tuple(_class_shown(one, place) for place, one in enumerate(classes.classes()))
    return same_for_all(shown, lambda: render_template("learners/classes.html", classes=shown))


def _class_shown(one: SchoolClass, place: int) -> ClassShown:
    """Return a class as a door; the level is said only where the name does not say it."""
    level = year_words(one.year)
    return ClassShown(one.id, one.name, "" if level in one.name else level, PICTURES[place % len(PICTURES)])


@pages.get("/classe/<int:class_id>")
def wall(class_id: int) -> Response | str:
    """Show the faces and first names of a class."""
    school_class = classes.school_class(class_id)
    if school_class is None:
        abort(404)
    if school_class.archived_at is not None:  # a phone remembers its class of last year
        session.pop("class", None)
        return onward("/eleve/")
    name, learners = school_class.name, classes.members_of(school_class)
    shown = (name, *((one.id, one.first_name, one.face, one.skin, one.cloth) for one in learners))
    in_order = classes.by_first_name
    return same_for_all(
        shown,
        lambda: render_template("learners/wall.html", school_class=school_class, learners=in_order(learners)),
    )


@pages.get("/<int:learner_id>/code")
def code(learner_id: int) -> str:
    """Show the twelve pictures, and those touched so far."""
    learner, school_class = _pupil(learner_id)
    if "encore" in request.args:
        session.pop("code", None)
    touched = _touched(learner_id)
    pad = _pad(chosen_language(), school_class.id)
    draw_along(pad)
    return render_template(
        "learners/code.html",
        learner=learner,
        class_id=school_class.id,
        class_name=school_class.name,
        slots=_slots(touched),
        place=len(touched),
        pad=pad,
        wait_seconds=signing_in.wait_seconds(learner, device_here()),
        told=_("Ce ne sont pas tes images. Essaie encore.") if session.pop("missed", None) else "",
    )


@pages.post("/<int:learner_id>/code")
def touch(learner_id: int) -> Response:
    """Keep the picture that was touched; the third opens the door."""
    learner, _class = _pupil(learner_id)
    touched = _touched(learner_id)
    name, place = request.form.get("picture", ""), request.form.get("place", "")
    if name in PICTURES and place == str(len(touched)):  # a tap that came twice counts once
        touched.append(name)
    if len(touched) < PICTURES_A_CODE:
        session["code"] = [learner_id, *touched]
        return onward(f"/eleve/{learner_id}/code")
    return _open_the_door(learner, touched)


@pages.post("/sortir")
def leave() -> Response:
    """End the turn of whoever it was; back to the wall of the class."""
    visitor = learner_here()
    address = "/" if visitor is None or visitor.is_guest else wall_address()
    farewell()
    return onward(address)


@pages.get("/accueil")
def home() -> str | Response:
    """Show what was given, what to go on with, the parcours of the year, and what was done."""
    visitor = learner_needed()
    if visitor.is_guest or visitor.year is None:
        return onward("/catalogue")  # a guest has no class: everything is there to be looked at
    finished = progress.all_done(visitor.learner)
    today, done = last_days.today(), len(finished)
    words = _n("Tu as fini %(num)s leçon.", "Tu as fini %(num)s leçons.", done)
    return render_template(
        "learners/home.html",
        learner=visitor,
        given=[pupils_card(one, today) for one in standing.to_do(visitor.learner, finished)],
        next=_to_continue(visitor),
        parcours=_parcours_cards(visitor.year, finished),
        outcomes=["got"] * min(done, EAR_GRAINS),
        done_words=words if done else _("Rien encore. Ton premier grain t’attend."),
    )


@pages.get("/travail/<int:assignment_id>")
def given_work(assignment_id: int) -> Response:
    """Note that the learner opens what was given, and lead on to it."""
    visitor = learner_needed()
    mine = (one for one in standing.assigned_to_learner(visitor.learner) if one.id == assignment_id)
    row = next(mine, None)
    what = what_of(row.kind, row.content) if row else None
    if what is None or content_of(what) is None:  # taken away meanwhile, or no longer in the edition
        return onward("/eleve/accueil")
    assigning.mark_opened(assignment_id, visitor.learner)
    return onward(content_address(what.kind, what.id))


@pages.get("/fait")
def what_is_done() -> str:
    """Show what the learner knows and has finished."""
    learner = learner_needed().learner
    return render_template(
        "learners/done.html",
        known=[said(skill.title) for skill in progress.known(learner)],
        done=[grain_card(one.grain) for one in progress.done_lately(learner)],
    )


def pad_of(class_id: int) -> list[str]:
    """Return the twelve pictures in the order of a class: mixed once, then always the same."""
    return sorted(PICTURES, key=lambda name: hashlib.sha256(f"{class_id} {name}".encode()).digest())


@lru_cache(maxsize=64)  # about 2 KB each
def _pad(language: str, class_id: int) -> Markup:
    """Return the twelve pictures to touch, the same for a whole class."""
    pad = [(name, picture_words(name)) for name in pad_of(class_id)]
    return Markup(render_template("learners/pad.html", pad=pad))  # noqa: S704 – our own template


def _pupil(learner_id: int) -> tuple[Learner, SchoolClass]:
    learner = classes.learner(learner_id)
    if learner is None or learner.school_class is None or not classes.is_at_school(learner):
        abort(404)
    return learner, learner.school_class


def _touched(learner_id: int) -> list[str]:
    """Return the pictures touched so far for this learner; those for another are forgotten."""
    kept = session.get("code") or [learner_id]
    return list(kept[1:PICTURES_A_CODE]) if kept[0] == learner_id else []


def _open_the_door(learner: Learner, touched: list[str]) -> Response:
    session.pop("code", None)
    answer = signing_in.try_pictures(learner, touched, device_here())
    if isinstance(answer, signing_in.SignedIn):
        welcome(learner)
        return onward("/eleve/accueil")
    session["missed"] = True
    return onward(f"/eleve/{learner.id}/code")


def _slots(touched: list[str]) -> list[Slot]:
    names = [_("première image"), _("deuxième image"), _("troisième image")]
    slots = [Slot("filled", name, picture_words(name)) for name in touched]
    for place in range(len(touched), PICTURES_A_CODE):
        look = "now" if place == len(touched) else ""
        slots.append(Slot(look, "", names[place]))
    return slots


def _to_continue(visitor: Visitor) -> Door | None:
    """Return the grain to go on with, else the first of the year; None when everything is done."""
    step = to_continue(visitor.learner, visitor.year)
    if step is None:
        return None
    title = listed(said(step.grain.title), said(step.module.title))
    return Door(grain_address(step.grain.id), title, _("Continuer") if step.begun else _("Commencer"))


def _parcours_cards(year: int, finished: set[str]) -> list[Card]:
    parcours = catalogue.parcours_of(year)
    far = progress.parcours_progress(finished, [one.id for one in parcours])
    return [parcours_card(one, (far[one.id].done, far[one.id].total)) for one in parcours]
