"""Whom and what a teacher means: a learner by first name or number, a skill by its title or name."""

from exchange.errors import NeedsAPerson
from hotspot.cli.tutor_words import read
from hotspot.content import catalogue
from hotspot.content.folding import folded
from hotspot.school import classes
from hotspot.school.tables import Learner
from runtime.terminal import said


class WhoIsMeant(NeedsAPerson):
    """Nobody is called so, or several are."""


class WhatIsMeant(NeedsAPerson):
    """No skill is called so, or several are."""


def learner_called(word: str) -> Learner:
    """Return the learner of this first name, or of this number.

    Raises:
        WhoIsMeant: nobody, or several.
    """
    everybody = [learner for one in classes.classes() for learner in classes.learners_of(one)]
    found = [one for one in everybody if folded(one.first_name) == folded(word) or str(one.id) == word]
    if len(found) == 1:
        return found[0]
    if not found:
        raise WhoIsMeant(
            said(
                f"Aucun élève ne s'appelle « {word} ». Les élèves : hotspot codes",
                f"No learner is called “{word}”. The learners: hotspot codes",
            )
        )
    names = {one.id: one.name for one in classes.classes()}
    numbers = ", ".join(f"{one.id} ({names[one.school_class_id or 0]})" for one in found)
    raise WhoIsMeant(
        said(
            f"Plusieurs élèves s'appellent « {word} ». Donnez le numéro : {numbers}",
            f"Several learners are called “{word}”. Give the number: {numbers}",
        )
    )


def skill_called(word: str, known: list[str]) -> str:
    """Return the one of the `known` skills of this name, end of name, or title.

    Raises:
        WhatIsMeant: none, or several.
    """
    cards = catalogue.skills(known)
    found = [
        skill
        for skill in known
        if word in (skill, skill.rpartition("/")[2])
        or (skill in cards and folded(word) in (folded(text) for text in cards[skill].title.values()))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{skill} ({read(cards[skill].title)})" if skill in cards else skill for skill in known)
    raise WhatIsMeant(
        said(
            f"« {word} » n'est pas dans la liste de cet élève ({names or 'vide'}). "
            "La liste : hotspot tutor stuck",
            f"“{word}” is not in this learner's list ({names or 'empty'}). The list: hotspot tutor stuck",
        )
    )
