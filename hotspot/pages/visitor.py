"""Who holds the phone: a learner, a guest, an adult or nobody yet. Kept in a signed cookie for half an hour.

An adult who learns is a visitor too, by a row of his own without a class; the header stays the adult's.

The cookie has no date: a phone's clock and the box's may be years apart.
"""

from dataclasses import dataclass, replace

from flask import g, request, session
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from hotspot.pages.language import chosen_language
from hotspot.school import classes, signing_in
from hotspot.school.adults import turns
from hotspot.school.adults.turns import Adult
from hotspot.school.tables import Learner
from hotspot.school.training import own_row
from runtime import clock

IDLE_SECONDS = 30 * 60  # a phone that is put down goes back to the wall of faces
TOUCH_SECONDS = 60  # the cookie is renewed once a minute at most
BY_ITSELF = "seule"  # in the address of a page that refreshes itself: nobody has touched the phone
KEPT = ("language", "class")  # what stays on the phone when a learner leaves


@dataclass(frozen=True)
class Visitor:
    """The learner whose turn it is, as pages show her."""

    learner: Learner
    id: int
    first_name: str
    class_id: int
    class_name: str
    year: int | None
    face: int
    skin: int
    cloth: int
    is_guest: bool


class NobodyHere(HTTPException):
    """Raised where a learner is needed; the answer leads to the classes."""

    code = 303

    def __init__(self) -> None:
        super().__init__(response=redirect(wall_address(), 303))


def wall_address() -> str:
    """Return where to say who one is: the last class of this phone, else all classes."""
    school_class = session.get("class")
    return f"/eleve/classe/{school_class}" if school_class else "/eleve/"


def adult_here() -> Adult | None:
    """Return the adult whose turn it is, or None."""
    try:
        adult: Adult | None = g.adult
    except AttributeError:
        token = session.get("turn")
        is_touch = BY_ITSELF.encode() not in request.query_string  # args would stumble over bad bytes
        adult = g.adult = turns.adult_of(token, is_touch=is_touch) if token else None
    return adult


def number_here() -> int | None:
    """Return the number of the learner whose turn it is, as the phone says; an adult's own."""
    adult = adult_here()
    number: int | None = adult.learner_id if adult else session.get("learner")
    return number


def learner_here() -> Visitor | None:
    """Return the learner or guest whose turn it is, or None; an adult who has learnt something is one."""
    try:
        visitor: Visitor | None = g.visitor
    except AttributeError:
        visitor = g.visitor = _from_session()
    return visitor


def learner_needed() -> Visitor:
    """Return the learner or guest whose turn it is; an adult becomes one at his first step.

    Raises:
        NobodyHere: nobody is signed in, or not for the last half hour.
    """
    visitor = learner_here() or _adult_begins()
    if visitor is None:
        raise NobodyHere
    return visitor


def somebody_here() -> Visitor:
    """Return whose turn it is; whoever only looks around becomes a guest."""
    here = learner_here() or _adult_begins()
    if here is None:
        welcome(signing_in.new_guest(chosen_language()))
        here = learner_needed()
    return here


def welcome(learner: Learner) -> None:
    """Begin a learner's turn. Her own language goes before the phone's."""
    token = session.get("csrf")
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept, learner=learner.id, seen=_now(), **({"csrf": token} if token else {}))
    if learner.school_class_id is not None:
        session["class"] = learner.school_class_id
        session["language"] = learner.language
    g.pop("visitor", None)
    g.pop("adult", None)


def farewell() -> None:
    """End the learner's turn, whoever it was."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    g.pop("visitor", None)


def _adult_begins() -> Visitor | None:
    """Make the row by which an adult with an account learns; None where there is no such adult."""
    adult = adult_here()
    if adult is None or adult.teacher_id is None:
        return None
    learner = own_row.learner_of(adult.teacher_id, chosen_language())
    g.adult = replace(adult, learner_id=learner.id)
    g.pop("visitor", None)
    return learner_here()


def _from_session() -> Visitor | None:
    adult = adult_here()
    if adult is not None:
        own = classes.learner(adult.learner_id) if adult.learner_id is not None else None
        return _visitor(own) if own else None
    learner_id = session.get("learner")
    if learner_id is None:
        return None
    idle_seconds = clock.seconds_since(session.get("seen", 0))
    learner = classes.learner(learner_id) if idle_seconds < IDLE_SECONDS else None
    if learner is None or not classes.is_at_school(learner):
        farewell()
        return None
    if idle_seconds > TOUCH_SECONDS or idle_seconds < 0:  # below 0: the box has lost some minutes
        session["seen"] = _now()
    return _visitor(learner)


def _visitor(learner: Learner) -> Visitor:
    school_class = learner.school_class
    return Visitor(
        learner=learner,
        id=learner.id,
        first_name=learner.first_name,
        class_id=school_class.id if school_class else 0,
        class_name=school_class.name if school_class else "",
        year=school_class.year if school_class else None,
        face=learner.face,
        skin=learner.skin,
        cloth=learner.cloth,
        is_guest=school_class is None,
    )


def _now() -> int:
    return int(clock.now().timestamp())
