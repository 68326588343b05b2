"""Adults of the school of Fissel, and a phone that one of them has signed in on."""

from functools import cache

import msgspec

from hotspot.machine import ledgers
from hotspot.school import classes, codes
from hotspot.school.adults import accounts, card, turns
from hotspot.school.tables import Teacher

NAMES = {"head": "M. Diouf", "teacher": "Mme Seyni", "technician": "M. Ba"}
PASSWORD = "mil et mangue"


def adult(role, name=""):
    """The adult of this role, made when first asked for; without the slow hash of a password."""
    name = name or NAMES[role]
    known = accounts.teacher_called(name)
    return known or Teacher.create(name=name, called=accounts.folded(name), role=role)


def signed_in(phone, role="head", *, name="", of=()):
    """Sign an adult in on a test phone; `of`: the names of her classes."""
    teacher = adult(role, name)
    for class_name in of:
        accounts.give_class(classes.class_named(class_name), teacher)
    with phone.client.session_transaction() as session:
        session["turn"] = turns.begin(teacher)
    return phone


def card_code(box):
    """The next code of the box's card; a card is given to a box that has none."""
    figures, content = _card()
    if ledgers.read(box.settings, card.NAME) is None:
        ledgers.write(box.settings, card.NAME, content)
    return figures[card.next_number(box.settings) - 1]


@cache
def _card():
    """One card for all boxes of the tests: forty slow hashes, made once."""
    salt = bytes(16)
    figures = [f"{number:04d} {number:04d}" for number in range(1, card.CODES_A_CARD + 1)]
    hashes = [codes.salted(one, salt, card.COST).hex() for one in figures]
    return figures, msgspec.json.encode(card.Card(salt.hex(), hashes))
