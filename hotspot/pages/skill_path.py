"""The learner's path of skills: how far each one is, in few words and never as a score."""

from hotspot.content import catalogue
from hotspot.pages.cards import Card
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.visitor import Visitor
from hotspot.school import tutor_days
from hotspot.school.tables import Learner
from hotspot.school.tutor import tutoring
from learning.tutor.mastery import HELD, Practice
from learning.tutor.state import LearnerState, new_learner

ICONS = {"": "grain", "begun": "pencil", "check": "again", "held": "check", "resting": "clock"}


def skill_cards(visitor: Visitor | None) -> dict[str, list[Card]]:
    """Return subject → skills of the learner's year and before, and those begun, in the order of teaching.

    Who has no class is shown all.
    """
    known = tutoring.state_of(visitor.learner.id) if visitor else new_learner()
    year = visitor.year if visitor else None
    found: dict[str, list[Card]] = {}
    cards = {card.id: card for card in catalogue.all_skills()}
    for skill, node in tutoring.here().tutor.graph.items():
        if year is None or node.year <= year or skill in known.skills:
            subject, how = cards[skill].subject, _how(known, skill)
            address = f"/pratique/savoirs/{skill}"
            card = Card(address, said(cards[skill].title), _words(how), ICONS[how], subject)
            found.setdefault(subject, []).append(card)
    return found


def skill_words(learner: Learner | None, skill: str) -> str:
    """Return how far a skill is."""
    known = tutoring.state_of(learner.id) if learner else new_learner()
    return _words(_how(known, skill))


def _how(known: LearnerState, skill: str) -> str:
    state = known.skills.get(skill)
    practice = state.practice if state else Practice()
    if practice.mastery in HELD:
        return "held" if practice.mastery == "sure" else "check"
    if practice.parked_until > tutor_days.today():
        return "resting"
    return "begun" if practice.last_day >= 0 else ""


def _words(how: str) -> str:
    return {
        "": _("À découvrir"),
        "begun": _("En route"),
        "check": _("Acquis, à revoir"),
        "held": _("Acquis"),
        "resting": _("On garde ça pour la prochaine fois, avec la maîtresse ou le maître."),
    }[how]
