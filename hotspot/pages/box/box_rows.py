"""The rows of the box's own page, all together; and its figures for machines."""

from flask import g
from markupsafe import Markup

from hotspot.content import catalogue, installer
from hotspot.machine import health, local_name, power
from hotspot.pages.box import box_past, box_phones
from hotspot.pages.box.box_row import Button, Row, command, left_to_right
from hotspot.pages.hour import hour_row, written
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import decimal, size_words
from hotspot.school import copies, guarding
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.room import BYTES_A_MB, has_room

LOW_DISK_MB = 2000  # below, videos of the next edition may not fit
LOW_MEMORY_MB = 60  # below, pages begin to wait
WARM_CELSIUS, HOT_CELSIUS = 70, 80  # at 80 a Pi slows down
INSTALL = "hotspot install DÉPÔT"


def rows_of(settings: Settings, found: health.Health) -> list[Row]:
    """Return what there is to say of the box."""
    return [
        *box_past.damage_rows(settings),
        _hour_row(),
        _edition_row(settings),
        _disk_row(settings, found),
        box_past.copy_row(settings),
        *box_phones.rows(settings),
        *box_past.power_rows(settings),
        _memory_row(found),
        *_heat_rows(found),
    ]


def facts_of(settings: Settings, found: health.Health) -> list[tuple[str, str]]:
    """Return names and values that ask for nothing: what a technician is asked on the telephone."""
    facts = [
        (_("Version du programme"), found.version),
        (_("En marche depuis"), _duration(found.up_minutes)),
    ]
    if settings.local_name:
        here = local_name.name_here()
        facts.append((_("Nom sur le réseau"), left_to_right(here) if here else "–"))
    if g.get("edition_is_here"):
        packs = sorted(catalogue.packs().items())
        facts += [(_("Paquet %(name)s", name=left_to_right(name)), sha256[:8]) for name, sha256 in packs]
    return facts


def figures_of(settings: Settings) -> dict[str, int | str | bool]:
    """Return for machines what the rows say of power, copies and room."""
    found, last = power.power_of(settings), next(iter(copies.copies(settings)), None)
    return {
        "starts": found.starts,
        "power_cuts": found.cuts,
        "program_stops": found.crashes,
        "last_copy_at": last.made_at.isoformat(timespec="seconds") if last else "",
        "school_was_mended": guarding.last_damage(settings) is not None,
        "can_write": has_room(settings.data_folder, settings.free_mb_to_write),
    }


def _hour_row() -> Row:
    hour, state, advice = hour_row()
    button = Button(_("Régler l’heure"), "#regler") if state != "good" else None
    return Row(_("Heure de la boîte"), left_to_right(hour), state, advice, button=button)


def _edition_row(settings: Settings) -> Row:
    name = _("Édition")
    if g.get("edition_is_here"):
        value = left_to_right(f"{catalogue.country().id.upper()} {catalogue.edition()}")
        return Row(name, value, advice=Markup(" ").join([*_since(settings), _packs()]))
    if installer.has_noted(settings):
        told = _("Un fichier de l’édition manque ou est abîmé. Appelez votre technicien : il la remettra.")
    else:
        told = _("La boîte n’a pas encore ses leçons. Appelez votre technicien : il les mettra.")
    return Row(name, "–", "bad", told, for_technician=command(INSTALL))


def _since(settings: Settings) -> list[str]:
    at = installer.installed_at(settings)
    return [_("Dans la boîte depuis le %(day)s.", day=left_to_right(written(at)))] if at else []


def _packs() -> str:
    return _n("%(num)s paquet de leçons.", "%(num)s paquets de leçons.", len(catalogue.packs()))


def _disk_row(settings: Settings, found: health.Health) -> Row:
    free_mb = found.free_disk_mb
    state, advice = "good", ""
    technician: str | Markup = _(
        "Effacez ce qui n’est pas à la boîte, puis les dossiers de %(folder)s.",
        folder=left_to_right(str(settings.damaged_folder)),
    )
    if free_mb < settings.free_mb_to_write:
        state = "bad"
        advice = _(
            "La carte mémoire est pleine : la boîte ne garde plus les réponses. Appelez votre technicien."
        )
    elif free_mb < settings.free_mb_to_install:
        state = "warn"
        advice = _("Trop peu de place pour de nouvelles leçons. Votre technicien peut en faire.")
    elif free_mb < LOW_DISK_MB:
        state, advice = "warn", _("Il reste peu de place. Prévoyez une carte mémoire plus grande.")
    bar = (found.total_disk_mb - free_mb, found.total_disk_mb)
    return Row(
        _("Place libre"),
        size_words(free_mb * BYTES_A_MB),
        state,
        advice,
        bar,
        for_technician=technician if advice else "",
    )


def _memory_row(found: health.Health) -> Row:
    name, value = _("Mémoire libre"), size_words(found.free_memory_mb * BYTES_A_MB)
    if found.free_memory_mb >= LOW_MEMORY_MB:
        return Row(name, value)
    advice = _("La boîte va ralentir. Redémarrez-la après la classe.")
    return Row(name, value, "warn", advice, button=Button(_("Redémarrer"), "/boite/arret"))


def _heat_rows(found: health.Health) -> list[Row]:
    """Return the temperature, where the machine measures it."""
    if found.temperature is None:
        return []
    name, value = _("Température"), f"{decimal(found.temperature)} °C"
    if found.temperature < WARM_CELSIUS:
        return [Row(name, value)]
    advice = _("Mettez la boîte à l’ombre, à 10 cm du mur. À 80 °C elle ralentit.")
    return [Row(name, value, "bad" if found.temperature >= HOT_CELSIUS else "warn", advice)]


def _duration(all_minutes: int) -> str:
    hours, minutes = divmod(all_minutes, 60)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


def checked() -> str:
    """Return when the page was made."""
    return _("Vérifié à l’instant, %(hour)s", hour=left_to_right(written(displayed().time)))
