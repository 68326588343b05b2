"""The rows of the box's own page: one thing of the box each, how it is, and what to do about it."""

import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g
from markupsafe import Markup

from hotspot.content import catalogue, installer
from hotspot.machine import health, leases, local_name, power, radio_seen
from hotspot.machine.wifi import kept, radio
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.pages.hour import hour_row, written
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import decimal, size_words
from hotspot.school import copies, guarding
from hotspot.settings import Settings
from runtime.clock import displayed
from runtime.room import has_room

BYTES_A_MB = 1_000_000
LOW_DISK_MB = 2000  # below, videos of the next edition may not fit
HOT_CELSIUS = 70  # a Pi slows down at 80
LATE_COPY = timedelta(days=3)
LATELY = timedelta(days=7)
MANY_CUTS = 7  # in a week: more than one a day
WORST_FIRST = ("bad", "warn", "good")


@dataclass(frozen=True)
class Row:
    """One thing of the box. `state` is good, warn or bad; `bar` is how much of how much, in MB.

    `seen` is where a technician says that she has read it.
    """

    name: str
    value: str
    state: str = "good"
    advice: str = ""
    bar: tuple[int, int] | None = None
    seen: str = ""


def rows_of(settings: Settings, found: health.Health) -> list[Row]:
    """Return what there is to say of the box; what needs a person stands first."""
    rows = [
        *damage_rows(settings),
        Row(_("Heure de la boîte"), *hour_row()),
        Row(_("Version du programme"), found.version),
        _edition_row(settings),
        _disk_row(settings, found),
        _copy_row(settings),
        *_phone_rows(settings),
        *_radio_rows(settings),
        *_power_rows(power.power_of(settings)),
        Row(_("Mémoire libre"), size_words(found.free_memory_mb * BYTES_A_MB)),
        *_heat_rows(found),
        *_name_rows(settings),
        Row(_("En marche depuis"), _duration(found.up_minutes)),
    ]
    return sorted(rows, key=lambda row: WORST_FIRST.index(row.state))


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


def damage_rows(settings: Settings) -> list[Row]:
    """Return what was mended in the file of the school, until somebody has said that she has seen it."""
    damage = guarding.last_damage(settings)
    if damage is None:
        return []
    told = [_("Le fichier de l’école était abîmé."), *_what_was_done(damage)]
    if damage.put_aside:
        told.append(_("Le fichier abîmé est gardé ici : %(folder)s", folder=_place(damage.put_aside)))
    if damage.has_school:
        told.append(
            _("Demandez aux élèves de regarder leurs dernières réponses. Si cela revient, changez la carte.")
        )
    else:
        told.append(_("À faire : hotspot school, hotspot class add, puis hotspot learners add."))
    state = "warn" if damage.has_school else "bad"
    return [Row(_("Données réparées"), _day(damage.at), state, Markup("\n").join(told), seen="/boite/vu")]


def _what_was_done(damage: guarding.Damage) -> list[str]:
    copied, rows = damage.copy_made_at, damage.saved_rows
    if not copied and not rows:
        return [_("Il n’y avait pas de copie et rien n’a pu être sauvé : l’école est vide.")]
    done = [
        _("La boîte a repris sa copie du %(day)s.", day=_day(copied))
        if copied
        else _("Il n’y avait pas de copie.")
    ]
    if rows:
        done.append(
            _n(
                "La boîte a sauvé %(num)s ligne du fichier abîmé.",
                "La boîte a sauvé %(num)s lignes du fichier abîmé.",
                rows,
            )
        )
    return done


def _place(folder: str) -> Markup:
    """Return where a folder is, which reads from left to right among Arabic too."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(folder)


def _edition_row(settings: Settings) -> Row:
    if g.get("edition_is_here"):
        return Row(_("Édition"), f"{catalogue.country().id.upper()} {catalogue.edition()}")
    if installer.has_noted(settings):
        advice = _(
            "Un fichier de l’édition manque ou est abîmé. Installez-la de nouveau : hotspot install DÉPÔT"
        )
    else:
        advice = _("Installez une édition : hotspot install DÉPÔT")
    return Row(_("Édition"), "–", "bad", advice)


def _disk_row(settings: Settings, found: health.Health) -> Row:
    free_mb = found.free_disk_mb
    state, advice = "good", ""
    if free_mb < settings.free_mb_to_write:
        state = "bad"
        advice = _(
            "La carte est pleine : la boîte ne garde plus les réponses. Effacez ce qui n’est pas à la boîte, "
            "puis les dossiers de %(folder)s.",
            folder=_place(str(settings.damaged_folder)),
        )
    elif free_mb < settings.free_mb_to_install:
        state = "warn"
        advice = _("Trop peu de place pour installer une édition. Effacez ce qui n’est pas à la boîte.")
    elif free_mb < LOW_DISK_MB:
        state, advice = "warn", _("Il reste peu de place. Prévoyez une carte plus grande.")
    bar = (found.total_disk_mb - free_mb, found.total_disk_mb)
    return Row(_("Place libre"), size_words(free_mb * BYTES_A_MB), state, advice, bar)


def _copy_row(settings: Settings) -> Row:
    """Return when the school was copied last; one that is late has lost its place or its card."""
    last = next(iter(copies.copies(settings)), None)
    name = _("Dernière copie de l’école")
    if last is None:
        return Row(name, "–", "good", _("La première se fait seule, après une minute de marche."))
    value = _day(last.made_at.isoformat())
    if displayed().time - last.made_at < LATE_COPY:
        return Row(name, value)
    return Row(name, value, "warn", _("La boîte n’a pas pu copier l’école. Faites-le : hotspot backup"))


def _phone_rows(settings: Settings) -> list[Row]:
    """Return how many phones are there, of how many the radio bears; nothing without a Wi-Fi."""
    name, count = _("Téléphones connectés"), _phone_count(settings)
    if count is None:
        return []
    limit = _phone_limit(settings)
    if limit is None:
        return [Row(name, str(count))]
    value = _("%(count)s sur %(limit)s", count=count, limit=limit)
    if count < limit:
        return [Row(name, value)]
    advice = _n(
        "%(num)s téléphone au plus : branchez un point d’accès, puis hotspot wifi set --cable",
        "%(num)s téléphones au plus : branchez un point d’accès, puis hotspot wifi set --cable",
        limit,
    )
    return [Row(name, value, "warn", advice)]


def _phone_count(settings: Settings) -> int | None:
    """Return how many phones are on the radio or, where it does not say, hold an address."""
    seen = radio_seen.read(settings)
    if seen is not None and seen.stations_now is not None:
        return seen.stations_now
    if not os.path.exists(settings.leases_file):  # Path's own raises where it may not look
        return None
    now = time.time()  # the clock that dnsmasq writes by
    return sum(not lease.until or lease.until > now for lease in leases.leases(settings.leases_file))


def _radio_rows(settings: Settings) -> list[Row]:
    """Return how often the radio had stopped and was started again, where that happened."""
    seen = radio_seen.read(settings)
    if seen is None or seen.restarts.last is None:
        return []
    name, count, last = _("Redémarrages de la radio"), str(seen.restarts.count), seen.restarts.last
    told = _("Dernière fois : %(day)s", day=written(last))
    if displayed().time - last >= LATELY:
        return [Row(name, count, advice=told)]
    cure = _(
        "Si cela revient : prenez l’alimentation d’origine, faites entrer moins de téléphones, ou branchez "
        "un point d’accès."
    )
    return [Row(name, count, "warn", f"{told}\n{cure}")]


def _phone_limit(settings: Settings) -> int | None:
    """Return how many phones the radio bears; None with an access point on the cable, or where unknown."""
    try:
        wifi = kept.read(settings.wifi_file)
    except WrongWifi:  # told by the commands
        wifi = None
    return None if wifi and wifi.cable else radio.this_radio().phones


def _power_rows(found: power.Power) -> list[Row]:
    """Return how often the power was cut and, where it happened, how often the program ended by itself."""
    lately = sum(_is_late(at) for at in found.cut_times)
    advice = _last_times(found.cut_times)
    if lately > MANY_CUTS:
        advice += "\n" + _("Branchez la boîte sur une batterie ou sur une prise sans coupures.")
    rows = [Row(_("Coupures de courant"), str(found.cuts), "warn" if lately > MANY_CUTS else "good", advice)]
    if found.crashes:
        state = "warn" if any(map(_is_late, found.crash_times)) else "good"
        rows.append(Row(_("Arrêts du programme"), str(found.crashes), state, _last_times(found.crash_times)))
    return rows


def _last_times(times: list[str]) -> str:
    days = ", ".join(_day(at) for at in reversed(times[-3:]))
    return _("Dernières fois : %(days)s", days=days) if days else ""


def _is_late(at: str) -> bool:
    return displayed().time - datetime.fromisoformat(at) < LATELY


def _day(at: str) -> str:
    """Return a kept time as the clock on the wall had it."""
    return written(datetime.fromisoformat(at))


def _heat_rows(found: health.Health) -> list[Row]:
    """Return the temperature, where the machine measures it."""
    if found.temperature is None:
        return []
    hot = found.temperature >= HOT_CELSIUS
    advice = _("Mettez la boîte à l’ombre, à 10 cm du mur.") if hot else ""
    return [Row(_("Température"), f"{decimal(found.temperature)} °C", "warn" if hot else "good", advice)]


def _name_rows(settings: Settings) -> list[Row]:
    """Return what the box is called on its networks, where it is to have a name."""
    if not settings.local_name:
        return []
    here = local_name.name_here()
    advice = "" if here else _("Aucun réseau ne porte ce nom. Tapez l’adresse de la boîte.")
    return [Row(_("Nom sur le réseau"), _place(here) if here else "–", advice=advice)]


def _duration(all_minutes: int) -> str:
    hours, minutes = divmod(all_minutes, 60)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
