"""What cannot be undone asks for a code of the printed card.

A form holds `{% include "teachers/card_field.html" %}`; the view that does it asks `what_is_wrong()` first.
The code is used up before any view is called: whatever else is wrong with the form, it was typed, and may
have been overheard.
"""

from dataclasses import dataclass

from flask import current_app, g, request

from hotspot.pages.adult import FOR_ADULTS, adult_here
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school.adults import card
from hotspot.settings import Settings

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
    is_guessing = adult_here() is None and card.wait_seconds(_device()) > 0
    if typed.strip() and not is_guessing:
        g.card_answer = card.use(_settings(), typed, _device())


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
    settings = _settings()
    return Asked(card.next_number(settings), card.wait_seconds(_device()), g.get("card_wrong", ""))


def _sentence(answer: card.Answer | None) -> str:
    number = card.next_number(_settings())
    if number is None:
        return _("Il ne reste aucun code. Demandez une nouvelle carte à la direction.")
    if answer == "too soon":
        wait = max(1, card.wait_seconds(_device()))
        return _n(
            "Trop d’essais. Attendez %(num)s seconde.", "Trop d’essais. Attendez %(num)s secondes.", wait
        )
    if answer == "used":
        return _("Ce code a déjà servi. Donnez le code n° %(number)s.", number=number)
    if answer == "wrong":
        return _("Ce n’est pas un code de la carte. Vérifiez les chiffres du n° %(number)s.", number=number)
    return _("Donnez le code n° %(number)s de la carte.", number=number)


def _device() -> str:
    return request.remote_addr or ""


def _settings() -> Settings:
    settings: Settings = current_app.config["settings"]
    return settings
