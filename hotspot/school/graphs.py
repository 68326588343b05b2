"""What can be practised in this edition, in the order of teaching, as the tutor sees it."""

import msgspec

from hotspot.content import catalogue, documents, lists
from learning.tutor.building import graph_of
from learning.tutor.graph import Graph


def graph_here() -> Graph:
    """Return the skills of this edition by year, then as the country's parcours lead, then by id.

    Prerequisites are those of the cards: a school that has some years only has not all of them.
    """
    place = {skill: number for number, skill in enumerate(_as_parcours_lead())}
    cards = catalogue.all_skills()
    in_order = sorted(cards, key=lambda card: (card.year, place.get(card.id, len(place)), card.id))
    store = catalogue.store_folder()
    read = ((card, documents.skill_from(store, card.sha256)) for card in in_order)
    return graph_of(msgspec.structs.replace(skill, hard=card.hard, soft=card.soft) for card, skill in read)


def _as_parcours_lead() -> list[str]:
    """Return the skills that the country's parcours lead to, in that order."""
    parcours = [card.id for card in catalogue.all_parcours()]
    modules = [name for own in lists.modules_by_parcours(parcours).values() for name in own]
    found = [module for module in map(catalogue.module, dict.fromkeys(modules)) if module]
    return list(dict.fromkeys(skill for module in found for grain in module.grains for skill in grain.skills))
