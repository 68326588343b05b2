"""A learner is erased for good, with all that is hers or his."""

from flask import Blueprint, redirect, render_template, session
from werkzeug.wrappers import Response

from hotspot.pages import adult, card_asked
from hotspot.pages.adult import may
from hotspot.pages.here import settings_here
from hotspot.pages.language import translate as _
from hotspot.school import erased
from hotspot.school.life.merging import history_of
from hotspot.school.tables import Learner

pages = Blueprint("erasing", __name__, url_prefix="/enseignant/eleves/<int:learner_id>/supprimer")


@pages.get("")
@may("head", "teacher")
def ask(learner_id: int) -> str:
    """Show what would be erased, and ask for a code of the card."""
    return _page(adult.learner_in(learner_id))


@pages.post("")
@may("head", "teacher")
def erase(learner_id: int) -> str | Response:
    """Erase it."""
    learner = adult.learner_in(learner_id)
    if card_asked.what_is_wrong():
        return _page(learner)
    settings = settings_here()
    erased.erase(settings, [learner])
    session["told"] = _(
        "L’élève est effacé pour toujours. D’ici deux nuits, les copies de la boîte n’en gardent plus rien."
    )
    return redirect(f"/enseignant/classes/{learner.school_class_id}", 303)


def _page(learner: Learner) -> str:
    return render_template("teachers/erase.html", learner=learner, history=history_of(learner))
