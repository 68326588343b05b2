"""Who holds the phone: a learner, a guest or nobody yet. Kept in a signed cookie, let go after half an hour.

The cookie has no date: a phone's clock and the box's may be years apart.
"""

from dataclasses import dataclass

from flask import g, session
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from hotspot.pages.language import chosen_language
from hotspot.school import classes, signing_in
from hotspot.school.tables import Learner
from runtime import clock

IDLE_SECONDS = 30 * 60  # a phone that is put down goes back to the wall of faces
TOUCH_SECONDS = 60  # the cookie is renewed once a minute at most
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


def learner_here() -> Visitor | None:
    """Return the learner or guest whose turn it is, or None."""
    try:
        visitor: Visitor | None = g.visitor
    except AttributeError:
        visitor = g.visitor = _from_session()
    return visitor


def learner_needed() -> Visitor:
    """Return the learner or guest whose turn it is.

    Raises:
        NobodyHere: nobody is signed in, or not for the last half hour.
    """
    visitor = learner_here()
    if visitor is None:
        raise NobodyHere
    return visitor


def somebody_here() -> Visitor:
    """Return whose turn it is; whoever only looks around becomes a guest."""
    here = learner_here()
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


def farewell() -> None:
    """End the learner's turn, whoever it was."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    g.pop("visitor", None)


def _from_session() -> Visitor | None:
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
