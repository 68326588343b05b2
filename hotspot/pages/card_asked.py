"""What cannot be undone asks for a code of the printed card.

A form holds `{% include "teachers/card_field.html" %}`; the view that does it asks `what_is_wrong()` first.
The code is used up before any view is called: whatever else is wrong with the form, it was typed, and may
have been overheard.
"""

from dataclasses import dataclass

from flask import g, request

from hotspot.pages.adult import FOR_ADULTS
from hotspot.pages.here import device_here, settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.visitor import adult_here
from hotspot.school.adults import card

FIELD = "card_code"
LONGEST = 32


@dataclass(frozen=True)
class Asked:
    """The field of a form that asks for a code."""

    number: int | None  # None: no code is left
    wait_seconds: int
    wrong: str  # the sentence, where a code was asked and not given


def use_typed_code() -> None:
    """Before each request: use up the code that was typed, and remember whether it was right."""
    if request.method != "POST" or not request.path.startswith(FOR_ADULTS):
        return
    typed = request.form.get(FIELD, "")[:LONGEST]
    if not typed.strip():
        return
    if adult_here() is None:
        card.use_of_stranger(settings_here(), typed, device_here())
    else:
        g.card_answer = card.use(settings_here(), typed, device_here())


def what_is_wrong() -> str:
    """Return "" when a right code of the card came with this form, now used up; else the sentence to show.

    Once a request: what asks twice is refused.
    """
    answer = g.pop("card_answer", None)
    g.card_wrong = "" if answer == "right" else _sentence(answer)
    wrong: str = g.card_wrong
    return wrong


def card_field() -> Asked:
    """Return what the field shows."""
    settings = settings_here()
    return Asked(card.next_number(settings), card.wait_seconds(device_here()), g.get("card_wrong", ""))


def _sentence(answer: card.Answer | None) -> str:
    number = card.next_number(settings_here())
    if number is None:
        return _("Il ne reste aucun code. Demandez une nouvelle carte à la direction.")
    if answer == "too soon":
        wait = max(1, card.wait_seconds(device_here()))
        return _n(
            "Trop d’essais. Attendez %(num)s seconde.", "Trop d’essais. Attendez %(num)s secondes.", wait
        )
    if answer == "used":
        return _("Ce code a déjà servi. Donnez le code n° %(number)s.", number=number)
    if answer == "wrong":
        return _("Ce n’est pas un code de la carte. Vérifiez les chiffres du n° %(number)s.", number=number)
    return _("Donnez le code n° %(number)s de la carte.", number=number)
