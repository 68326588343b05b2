"""Adults of the school of Fissel, and a phone that one of them has signed in on."""

from hotspot.school import classes
from hotspot.school.adults import accounts, turns
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
