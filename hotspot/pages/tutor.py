"""Practice with the tutor: today's, that of one skill, the game of the placement; what each has brought."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.pages.addresses import sitting_address
from hotspot.pages.frames import next_in, sitting_of
from hotspot.pages.gained import bravo_words, gain_cards, next_words
from hotspot.pages.harvest import harvest_of
from hotspot.pages.language import said
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import subject_words
from hotspot.pages.onward import onward
from hotspot.pages.outcomes import ear_words
from hotspot.pages.skill_path import skill_cards, skill_words
from hotspot.pages.visitor import learner_here, learner_needed, somebody_here
from hotspot.school.tables import Sitting
from hotspot.school.tutor import gains, sittings
from hotspot.school.tutor.sittings import Kind
from hotspot.school.tutor.tried import tried_in

pages = Blueprint("tutor", __name__, url_prefix="/pratique")


@pages.get("/")
def today() -> str:
    """Show today's practice: to begin, to go on with, or done."""
    visitor = learner_here()
    sitting = sittings.of_today(visitor.learner, "today") if visitor else None
    begun = sitting if sitting and not sitting.ended else None
    outcomes = sittings.outcomes_of(begun, tried_in(begun)) if begun else []
    is_done = sitting is not None and sitting.ended
    return render_template(
        "tutor/today.html",
        is_first=visitor is None or sittings.is_new_here(visitor.learner),
        outcomes=outcomes,
        ear_words=ear_words(outcomes),
        is_done=is_done,
        next_words=next_words(gains.next_of(visitor.learner)) if visitor and is_done else [],
    )


@pages.post("/commencer")
def begin_today() -> Response:
    """Begin today's practice, or go on with it."""
    return _begin("today")


@pages.post("/jeu/commencer")
def begin_placement() -> Response:
    """Begin the game, or go on with it."""
    return _begin("placement")


@pages.post("/savoirs/<path:skill>/commencer")
def begin_skill(skill: str) -> Response:
    """Practise one skill."""
    return _begin("free", _card(skill).id)


@pages.get("/savoirs")
def all_skills() -> str:
    """Show the skills of the learner's year and before, and how far each is."""
    by_subject = skill_cards(learner_here())
    return render_template(
        "tutor/skills.html",
        by_subject=[(subject, subject_words(subject), cards) for subject, cards in by_subject.items()],
    )


@pages.get("/savoirs/<path:skill>")
def one_skill(skill: str) -> str:
    """Show one skill, to be practised."""
    card = _card(skill)
    visitor = learner_here()
    return render_template(
        "tutor/skill.html",
        skill=card.id,
        to_assign=f"skill:{card.id}",
        subject=card.subject,
        title=said(card.title),
        words=skill_words(visitor.learner if visitor else None, card.id),
    )


@pages.get("/seances/<int:sitting_id>")
def sitting(sitting_id: int) -> str:
    """Show what a sitting has brought so far, and what comes next."""
    visitor = learner_needed()
    found = sitting_of(sitting_id, visitor.learner)
    tried = tried_in(found)
    outcomes = sittings.outcomes_of(found, [one for one in tried if one.verdicts])
    got = outcomes.count("got")
    return render_template(
        "tutor/sitting.html",
        sitting=found,
        goes_on=not found.ended and sittings.is_of_today(found),
        address=begin_address(found),
        bravo=bravo_words(visitor, got, found),
        got=got,
        harvest=harvest_of([one for one in outcomes if one]),
        harvest_words=_harvest_words(got),
        gained=gain_cards(gains.gains_of(visitor.learner, found, tried)),
        next_words=next_words(gains.next_of(visitor.learner)),
    )


@pages.post("/seances/<int:sitting_id>/arreter")
def stop(sitting_id: int) -> Response:
    """End a sitting before its end, without blame."""
    sittings.end(sitting_of(sitting_id, learner_needed().learner))
    return onward(sitting_address(sitting_id))


def begin_address(sitting: Sitting) -> str:
    """Return where the form posts that goes on with a sitting of this kind."""
    if sitting.kind == "free":
        return f"/pratique/savoirs/{sitting.scope}/commencer"
    return "/pratique/jeu/commencer" if sitting.kind == "placement" else "/pratique/commencer"


def _begin(kind: Kind, scope: str = "") -> Response:
    learner = somebody_here().learner
    return onward(next_in(sittings.begin(learner, kind, scope), learner))


def _card(skill: str) -> SkillCard:
    found = next((card for card in catalogue.all_skills() if card.id == skill), None)
    if found is None:
        abort(404)
    return found


def _harvest_words(got: int) -> str:
    return _n("%(num)s grain récolté du premier coup.", "%(num)s grains récoltés du premier coup.", got)
