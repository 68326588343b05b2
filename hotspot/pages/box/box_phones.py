"""The rows of the box's own page on its Wi-Fi: how many phones, and whether the radio holds."""

from datetime import timedelta

from hotspot.machine import phones_here, radio_seen
from hotspot.pages.box.box_row import Row, command, left_to_right
from hotspot.pages.hour import written
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.settings import Settings
from runtime.clock import displayed

LATELY = timedelta(days=7)


def rows(settings: Settings) -> list[Row]:
    """Return what there is to say of the Wi-Fi; nothing where there is none."""
    return [*_phone_rows(settings), *_radio_rows(settings)]


def _phone_rows(settings: Settings) -> list[Row]:
    """Return how many phones are there, of how many the radio bears."""
    name, count = _("Téléphones connectés"), phones_here.count(settings)
    if count is None:
        return []
    limit = phones_here.limit(settings)
    if limit is None:
        return [Row(name, str(count))]
    value = _("%(count)s sur %(limit)s", count=count, limit=limit)
    if count < limit:
        return [Row(name, value)]
    advice = _n(
        "%(num)s téléphone au plus : le prochain ne peut pas entrer.",
        "%(num)s téléphones au plus : le prochain ne peut pas entrer.",
        limit,
    )
    cure = _(
        "Faites travailler la classe en deux groupes. Un technicien peut ajouter un point d’accès par câble."
    )
    return [Row(name, value, "warn", f"{advice}\n{cure}", for_technician=command("hotspot wifi set --cable"))]


def _radio_rows(settings: Settings) -> list[Row]:
    """Return how often the radio had stopped and was started again, where that happened."""
    seen = radio_seen.read(settings)
    if seen is None or seen.restarts.last is None:
        return []
    name, count, last = _("Redémarrages de la radio"), str(seen.restarts.count), seen.restarts.last
    told = _("Dernière fois : %(day)s", day=left_to_right(written(last)))
    if displayed().time - last >= LATELY:
        return [Row(name, count, advice=told)]
    cure = _(
        "Si cela revient : prenez l’alimentation d’origine, faites entrer moins de téléphones, ou branchez "
        "un point d’accès."
    )
    return [Row(name, count, "warn", told + "\n" + cure)]
