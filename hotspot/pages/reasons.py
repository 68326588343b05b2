"""Why the tutor asks a question, and how far a skill is, in words for the learner."""

from hotspot.content import catalogue
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.school.tables import Question
from hotspot.school.tutor_questions import AFTER_EXAMPLE


def reason_words(row: Question) -> str:
    """Return why a question is asked; "" where no tutor has chosen it."""
    code, _colon, about = row.reason.partition(":")
    words = {
        "review": _("Tu l’as déjà appris. On le revoit, pour ne pas l’oublier."),
        "new": _("C’est nouveau. Tu sais tout ce qu’il faut pour commencer."),
        "going-on": _("Tu l’apprends en ce moment. On continue."),
        "easier": _("C’est un peu plus facile : tu as hésité tout à l’heure."),
        "harder": _("C’est un peu plus difficile : tu réussis bien."),
        "again": _("C’était difficile. On essaie encore, sans se presser."),
        "mix": _("On mélange, pour garder ce que tu sais."),
        "random": _("C’est une question au hasard. Elle aide à choisir la suite."),
        "placement": _("C’est le jeu : montre ce que tu sais déjà."),
        "free": _("Tu as choisi ce savoir."),
    }
    if about == AFTER_EXAMPLE:
        return _("Tu viens de voir comment on fait. À toi !")
    if code == "prerequisite":
        return _prerequisite_words(about)
    return words.get(code, "")


def _prerequisite_words(about: str) -> str:
    title = skill_title(about)
    if not title:
        return _("Ça va t’aider pour la suite.")
    return _("Ça va t’aider pour : %(skill)s.", skill=title)


def skill_title(skill: str) -> str:
    """Return the title of a skill; "" for one that the edition has no more."""
    card = next((card for card in catalogue.all_skills() if card.id == skill), None)
    return said(card.title) if card else ""
