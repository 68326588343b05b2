"""One pupil as the school writes her down: first name, girl or boy, language, face."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.here import number_in
from hotspot.pages.language import LANGUAGES
from hotspot.pages.language import translate as _
from hotspot.pages.looks import face
from hotspot.school.classes import CLOTHS, FACES, SKINS
from hotspot.school.roster import changing, names
from hotspot.school.tables import Learner

SEEN = "seen-"  # and the name of a field: what stood there when the form was opened
DRAWN = {"face": FACES, "skin": SKINS, "cloth": CLOTHS}

pages = Blueprint("pupil_change", __name__, url_prefix="/enseignant/eleves/<int:learner_id>")


@dataclass
class Painted:
    """A face that may be chosen."""

    face: int
    skin: int
    cloth: int


@pages.get("/changer")
@may("head", "teacher")
def ask(learner_id: int) -> str:
    """Show what may be changed."""
    learner = adult.learner_in(learner_id)
    now = _as_text(learner)
    return _form(learner, now, now)


@pages.post("/changer")
@may("head", "teacher")
def change(learner_id: int) -> str | Response:
    """Change what was written otherwise; what somebody else has changed meanwhile is shown, not lost."""
    learner = adult.learner_in(learner_id)
    now = _as_text(learner)
    seen = {field: _written(SEEN, field, now[field]) for field in changing.CHANGED}
    wanted = {field: _written("", field, seen[field]) for field in changing.CHANGED}
    wrong = _wrong_name(wanted["first_name"])
    if wrong:
        return _form(learner, seen, wanted, wrong)
    try:
        changed = changing.change(learner_id, seen, wanted)
    except changing.NameOfAnother:
        return _form(learner, seen, wanted, _("Un autre enfant de la classe porte ce prénom."))
    except changing.ChangedMeanwhile as meanwhile:
        now = _as_text(meanwhile.learner)
        told = _(
            "Quelqu’un vient de changer la fiche de %(name)s. Regardez, puis gardez.", name=now["first_name"]
        )
        return _form(meanwhile.learner, now, wanted, told=told)
    session["class_told"] = _("C’est gardé pour %(name)s.", name=changed.first_name)
    return redirect(f"/enseignant/classes/{changed.school_class_id}/eleves", 303)


def _form(
    learner: Learner, seen: dict[str, str], typed: dict[str, str], wrong: str = "", told: str = ""
) -> str:
    return render_template(
        "teachers/pupil_change.html",
        learner=learner,
        seen=[(SEEN + field, value) for field, value in seen.items()],
        typed=typed,
        wrong=wrong,
        told=told,
        languages=LANGUAGES,
        faces=[(field, _faces(field, typed)) for field in DRAWN],
    )


def _faces(field: str, typed: dict[str, str]) -> list[tuple[str, Markup]]:
    """Return the choices for hair, skin or cloth, each drawn with the two others as they are."""
    chosen = {name: int(typed[name]) for name in DRAWN}
    return [
        (str(number), face(Painted(**{**chosen, field: number}))) for number in range(1, DRAWN[field] + 1)
    ]


def _as_text(learner: Learner) -> dict[str, str]:
    return {field: str(getattr(learner, field)) for field in changing.CHANGED}


def _written(prefix: str, field: str, before: str) -> str:
    """Return what the form says; what it cannot say stays as it was."""
    value = request.form.get(prefix + field, before)
    if field == "first_name":
        return names.tidy(value)
    if field in DRAWN:
        return value if 0 < (number_in(value) or 0) <= DRAWN[field] else before
    allowed = ("girl", "boy", "") if field == "sex" else tuple(LANGUAGES)
    return value if value in allowed else before


def _wrong_name(name: str) -> str:
    """Return what is wrong with a first name, or ""."""
    why = names.what_is_wrong(name)
    if why is None:
        return ""
    return {
        "missing": _("Écrivez le prénom."),
        "long": _("Ce prénom a plus de %(most)s lettres. Raccourcissez-le.", most=names.LONGEST_NAME),
        "sign": _("« %(signs)s » ne va pas dans un prénom.", signs=names.strange_signs(name)),
    }[why]
