"""What can be wrong with a name or a password of the Wi-Fi, said to adults; the countries to choose from."""

import unicodedata

from hotspot.machine.wifi.rules import KEY, NAME_BYTES
from hotspot.pages.language import translate as _


def what_is_wrong(name: str) -> str:
    """Return why this cannot be the name of a Wi-Fi; empty when it can, and while nothing is typed."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        return _("Ce nom contient un retour à la ligne ou un signe invisible. Écrivez-le sur une ligne.")
    size = len(name.encode())
    if size > NAME_BYTES:
        return _(
            "Ce nom est trop long : %(size)s octets, %(most)s au plus. "
            "Une lettre accentuée compte pour 2, un dessin pour 4.",
            size=size,
            most=NAME_BYTES,
        )
    return ""


def what_is_wrong_with_key(key: str) -> str:
    """Return why this cannot be the password of a Wi-Fi; empty when it can."""
    if KEY.fullmatch(key):
        return ""
    return _(
        "Il faut 8 à 63 lettres sans accent, chiffres ou signes. Ce mot de passe en a %(size)s.",
        size=len(key),
    )


def countries() -> dict[str, str]:
    """Return code → name of the countries of the region, by name."""
    named = {
        "BJ": _("Bénin"),
        "BF": _("Burkina Faso"),
        "CM": _("Cameroun"),
        "CI": _("Côte d’Ivoire"),
        "GN": _("Guinée"),
        "ML": _("Mali"),
        "MR": _("Mauritanie"),
        "NE": _("Niger"),
        "SN": _("Sénégal"),
        "TD": _("Tchad"),
        "TG": _("Togo"),
        "TN": _("Tunisie"),
    }
    return dict(sorted(named.items(), key=lambda one: one[1]))
