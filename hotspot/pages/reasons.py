"""Why the tutor asks a question, and how far a skill is, in words for the learner and for the teacher."""

from collections.abc import Mapping

from hotspot.content import catalogue
from hotspot.content.cards import SkillCard
from hotspot.pages.language import plain, said
from hotspot.pages.language import translate as _
from hotspot.school.tables import Question
from hotspot.school.tutor.tutor_questions import AFTER_EXAMPLE

TELLS_MORE = (
    "easier",
    "harder",
    "prerequisite",
)  # what these are about is not the skill of the question itself


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


def teacher_words(reason: str, cards: Mapping[str, SkillCard]) -> str:
    """Return why a question was asked, for a teacher; `reason` as it is kept: "easier:forgets-the-carry"."""
    code, _colon, about = reason.partition(":")
    words = {
        "": _("L’élève suivait un parcours."),
        "review": _("À revoir, pour ne pas l’oublier."),
        "new": _("Nouveau : les savoirs qu’il faut d’abord sont réussis."),
        "going-on": _("L’élève continue ce savoir."),
        "easier": _("Plus facile : l’élève a hésité."),
        "harder": _("Plus difficile : les dernières réponses sont justes."),
        "prerequisite": _("Un savoir d’avant, à raffermir."),
        "again": _("Encore une fois : ce savoir était difficile."),
        "mix": _("Pour mélanger avec d’autres savoirs."),
        "random": _("Au hasard, pour mesurer la difficulté."),
        "placement": _("Pour savoir où commencer."),
        "free": _("L’élève a choisi ce savoir."),
    }
    if about == AFTER_EXAMPLE:
        return _("La réponse venait d’être expliquée : une question pareille.")
    told = words.get(code, "")
    return f"{told} ({_named(about, cards)})" if about and code in TELLS_MORE else told


def _named(about: str, cards: Mapping[str, SkillCard]) -> str:
    """Return the title of a skill, or the name of a misconception."""
    if about in cards:
        return plain(cards[about].title)
    return plain(catalogue.register().misconceptions.get(about, {})) or about


def _prerequisite_words(about: str) -> str:
    title = skill_title(about)
    if not title:
        return _("Ça va t’aider pour la suite.")
    return _("Ça va t’aider pour : %(skill)s.", skill=title)


def skill_title(skill: str) -> str:
    """Return the title of a skill; "" for one that the edition has no more."""
    card = next((card for card in catalogue.all_skills() if card.id == skill), None)
    return said(card.title) if card else ""
