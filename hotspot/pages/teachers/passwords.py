"""What a new password must be, said clearly: eight characters, any."""

from flask import request

from hotspot.pages.language import translate as _

SHORTEST, LONGEST = 8, 128


def new_password() -> tuple[str, str]:
    """Return the new password that was typed twice, and what is wrong with it: "" when nothing is."""
    typed, again = request.form.get("password", ""), request.form.get("again", "")
    if len(typed) < SHORTEST:
        return typed, _("Il faut au moins 8 caractères.")
    if len(typed) > LONGEST:
        return typed, _("C’est trop long : 128 caractères au plus.")
    if typed != again:
        return typed, _("Les deux mots de passe ne sont pas les mêmes.")
    return typed, ""
