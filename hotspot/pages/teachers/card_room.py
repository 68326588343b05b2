"""The card of forty codes: shown once to be printed, and a new one when few are left."""

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages import card_asked
from hotspot.pages.adult import may
from hotspot.pages.here import device_here, settings_here
from hotspot.pages.language import translate as _
from hotspot.school import classes
from hotspot.school.adults import card, label
from hotspot.school.codes import new_code

LONGEST_CODE = 32

pages = Blueprint("card_room", __name__, url_prefix="/enseignant/ecole/carte")


@pages.get("")
@may("head")
def room() -> str:
    """Say how many codes are left, and offer a new card."""
    return _page()


@pages.post("")
@may("head")
def show() -> str:
    """Make a card and show it this once; the one before is void."""
    is_first = card.is_at_claim(settings_here())
    if not is_first:
        wrong = card_asked.what_is_wrong()
        if wrong:
            return _page()
    return _new_card(is_first=is_first)


@pages.post("/secours")
@may("head")
def show_by_recovery() -> str:
    """Make a card for the recovery code of the label, where the card is lost or used up."""
    typed = request.form.get("code", "")[:LONGEST_CODE]
    answer = label.try_recovery_for_card(settings_here(), typed, device_here())
    if answer == "too soon":
        return _page(_("Trop d’essais. Attendez un peu, puis recommencez."))
    if answer == "wrong":
        return _page(_("Ce n’est pas le code de secours. Vérifiez les chiffres."))
    return _new_card() if answer == "right" else _page()


@pages.post("/gardee")
@may("head")
def put_on_paper() -> Response:
    """Note that the card is on paper."""
    card.put_on_paper(settings_here())
    session["told"] = _("La carte est prête. Gardez-la à l’abri, loin de la boîte.")
    return redirect("/enseignant/ecole", 303)


def _page(why_code: str = "") -> str:
    settings = settings_here()
    return render_template(
        "teachers/card_room.html",
        is_first=card.is_at_claim(settings),
        left=card.left(settings),
        may_recover=label.is_fresh(settings),
        why_code=why_code,
    )


def _new_card(*, is_first: bool = False) -> str:
    """Return the page with the codes; with the school's first card comes the technician's code."""
    technician_code = new_code() if is_first else ""
    if technician_code:
        classes.set_technician_code(technician_code)
    codes = card.new_card(settings_here())
    return render_template("teachers/card.html", codes=codes, technician_code=technician_code)
