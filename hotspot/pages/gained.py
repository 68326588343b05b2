"""What a sitting has brought and what comes next, in words for the learner: no mark, nothing to compare."""

from collections.abc import Sequence

from hotspot.content import catalogue
from hotspot.pages.cards import Card
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.reasons import skill_title
from hotspot.pages.visitor import Visitor
from hotspot.school.tables import Sitting
from hotspot.school.tutor.gains import Gain, Next

ICONS = {"learnt": "check", "kept": "check", "shown": "check", "growing": "grain", "resting": "clock"}


def bravo_words(visitor: Visitor, got: int, sitting: Sitting) -> str:
    """Return what to say of a sitting: a bravo that was not earned would teach nothing."""
    if sitting.kind == "placement" and sitting.ended:
        return _("Merci ! Tu as montré ce que tu sais.")
    if not sitting.ended:
        return _("On garde ta place")
    if not got:
        return _("Tu as bien cherché !")
    return _("Bravo !") if visitor.is_guest else _("Bravo %(name)s !", name=visitor.first_name)


def gain_cards(gains: Sequence[Gain]) -> list[Card]:
    """Return what became of each skill; one that the edition has no more is left out."""
    words = {
        "learnt": _("Tu le sais maintenant. On vérifiera bientôt."),
        "kept": _("Tu le sais toujours."),
        "shown": _("Tu le sais déjà. On vérifiera bientôt."),
        "growing": _("Ça pousse. On continue la prochaine fois."),
        "resting": _("On garde ça pour la prochaine fois, avec la maîtresse ou le maître."),
    }
    cards = {card.id: card for card in catalogue.all_skills()}
    return [
        Card("", said(cards[one.skill].title), words[one.what], ICONS[one.what], cards[one.skill].subject)
        for one in gains
        if one.skill in cards
    ]


def next_words(coming: Next) -> list[str]:
    """Return what comes on the next day of school, a sentence each; nothing for who has not begun."""
    when = _("Demain") if coming.is_tomorrow else _("La prochaine fois")
    reviews = [
        _("%(when)s, on revoit : %(skill)s.", when=when, skill=skill_title(one)) for one in coming.reviews
    ]
    going_on = [
        _("%(when)s, on continue : %(skill)s.", when=when, skill=skill_title(one)) for one in coming.going_on
    ]
    return [*reviews[:2], *going_on[:1]]
