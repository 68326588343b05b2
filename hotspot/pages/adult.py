"""The adult whose turn it is on this phone, and which pages that opens.

A page below /enseignant or /boite says with `may` who may open it; one that says nothing is open to nobody.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, get_args
from urllib.parse import quote

from flask import abort, current_app, g, redirect, request, session
from werkzeug.wrappers import Response

from exchange.documents import Audience
from hotspot.pages.language import translate as _
from hotspot.pages.safety import address_here
from hotspot.pages.visitor import adult_here, farewell, learner_here
from hotspot.school import classes
from hotspot.school.adults import accounts, turns
from hotspot.school.adults.accounts import Role
from hotspot.school.adults.turns import Adult
from hotspot.school.tables import Learner, SchoolClass, Teacher

DOOR, CODE_DOOR = "/enseignant/entrer", "/boite/entrer"
FOR_ADULTS = ("/enseignant", "/boite")
ANYBODY = "anybody"  # the doors themselves
ROLES = get_args(Role)

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Tab:
    """One of the rooms for adults."""

    address: str
    icon: str
    words: str
    is_here: bool


def may(*roles: str) -> Callable[[View], View]:
    """Let these roles open a page; without any, all adults. `ANYBODY` is for doors."""

    def marked(view: View) -> View:
        view.may = frozenset(roles or ROLES)  # type: ignore[attr-defined]
        return view

    return marked


def guard() -> Response | None:
    """Before each request: keep out who may not come in; whoever has not said who she is, is asked."""
    if not request.path.startswith(FOR_ADULTS) or request.endpoint is None:
        return None
    roles: frozenset[str] = getattr(current_app.view_functions[request.endpoint], "may", frozenset())
    adult = None if ANYBODY in roles else adult_here()
    if ANYBODY in roles or (adult is not None and adult.role in roles):
        return None
    if adult is not None or learner_here() is not None:
        log.warning("%s %s refused to %s", request.method, request.path, _who(adult))
        abort(403)
    return redirect(_door_back_here(), 303)


def only_its_audience(audience: Audience) -> None:
    """Keep out of what is for teachers, on a page for all, whoever is neither teacher nor head."""
    adult = adult_here()
    if audience == "learner" or (adult is not None and adult.role in ("head", "teacher")):
        return
    if adult is not None or learner_here() is not None:
        abort(403)
    abort(redirect(_door_back_here(), 303))


def adult_needed() -> Adult:
    """Return the adult whose turn it is; the guard has seen that there is one."""
    adult = adult_here()
    if adult is None:
        abort(403)
    return adult


def acts_on_box() -> bool:
    """Say whether who is here may change the box: the head and the technician."""
    adult = adult_here()
    return adult is not None and adult.role in ("head", "technician")


def welcome(teacher: Teacher | None) -> None:
    """Begin a turn: of a teacher, or of a technician by code (None). A learner's turn ends."""
    farewell()
    school = classes.school()
    if school is not None:
        session.setdefault("language", school.language)
    session["turn"] = turns.begin(teacher)
    g.pop("adult", None)


def leave() -> None:
    """End the turn of the adult who is here."""
    token = session.pop("turn", None)
    if token:
        turns.end(token)
    g.pop("adult", None)


def class_here(class_id: int) -> SchoolClass:
    """Return a class of the teacher who is here; the head has all. 404 for none, 403 for another's."""
    adult = adult_needed()
    if adult.role == "head":
        school_class = classes.school_class(class_id)
    else:
        school_class = accounts.class_of(adult.teacher_id or 0, class_id)
    if school_class is None:
        if adult.role == "head" or classes.school_class(class_id) is None:
            abort(404)
        log.warning("%s %s refused: another's class", request.method, request.path)
        abort(403)
    return school_class


def classes_here() -> list[SchoolClass]:
    """Return the classes of the adult who is here, youngest first; the head has all."""
    adult = adult_needed()
    own = accounts.class_numbers_of(adult.teacher_id or 0)
    return [one for one in classes.classes() if adult.role == "head" or one.id in own]


def learner_in(learner_id: int) -> Learner:
    """Return a learner of a class of the teacher who is here. 404 for none, 403 for another's."""
    learner = classes.learner(learner_id)
    if learner is None or learner.school_class_id is None:
        abort(404)
    class_here(learner.school_class_id)
    return learner


def has_class(class_id: int) -> bool:
    """Say whether the adult who is here has this class."""
    adult = adult_needed()
    if adult.role == "head":
        return True
    return adult.teacher_id is not None and accounts.has_class(adult.teacher_id, class_id)


def tabs() -> list[Tab]:
    """Return the rooms of the adult who is here."""
    adult = adult_here()
    if adult is None:
        return []
    box = ("/boite", "box", _("La boîte"))
    rooms = [
        ("/enseignant/", "class", _("Mes classes")),
        ("/catalogue", "parcours", _("Leçons")),
        ("/enseignant/formation", "read", _("Me former")),
        ("/enseignant/ecole", "home", _("L’école")),
        box,
    ]
    shown = [box] if adult.role == "technician" else rooms
    here = max((one[0] for one in shown if request.path.startswith(one[0])), key=len, default="")
    return [Tab(*one, is_here=one[0] == here) for one in shown]


def _door_back_here() -> str:
    """Return the door, which leads back to the page that was asked for."""
    if request.path.startswith("/boite"):
        return CODE_DOOR
    return f"{DOOR}?suite={quote(address_here(), safe='')}" if request.method == "GET" else DOOR


def _who(adult: Adult | None) -> str:
    """Return for the journal who was refused: no name of a child."""
    return f"the {adult.role}" if adult else f"learner {session.get('learner')}"
