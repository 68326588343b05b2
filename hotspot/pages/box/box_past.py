"""The rows of the box's own page on what happened to it: power, mended data, copies."""

from datetime import datetime, timedelta

from markupsafe import Markup

from hotspot.machine import power, voltage, week
from hotspot.pages.box.box_row import Button, Row, command, left_to_right
from hotspot.pages.hour import written
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.school import copies, guarding
from hotspot.settings import Settings
from runtime.clock import displayed

LATE_COPY = timedelta(days=3)
LATELY = timedelta(days=7)
MANY_CUTS = 7  # in a week: more than one a day
NEW_SCHOOL = "hotspot school, hotspot class add, hotspot learners add"


def damage_rows(settings: Settings) -> list[Row]:
    """Return what was mended in the file of the school, until somebody has said that she has seen it."""
    damage = guarding.last_damage(settings)
    if damage is None:
        return []
    told = [_("Le fichier de l’école était abîmé."), *_what_was_done(damage)]
    if damage.put_aside:
        told.append(_("Le fichier abîmé est gardé ici : %(folder)s", folder=left_to_right(damage.put_aside)))
    if damage.has_school:
        told.append(
            _(
                "Demandez aux élèves de regarder leurs dernières réponses. "
                "Si cela revient, changez la carte mémoire."
            )
        )
    else:
        told.append(_("À faire : reprenez une sauvegarde sur clé USB, ou appelez votre technicien."))
    return [
        Row(
            _("Données réparées"),
            _day(damage.at),
            "warn" if damage.has_school else "bad",
            Markup("\n").join(told),
            button=Button(_("J’ai lu"), "/boite/vu", posts=True),
            for_technician="" if damage.has_school else command(NEW_SCHOOL),
        )
    ]


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


def copy_row(settings: Settings) -> Row:
    """Return when the school was copied last; one that is late has lost its place or its card."""
    last = next(iter(copies.copies(settings)), None)
    name, button = _("Dernière copie de l’école"), Button(_("Copier maintenant"), "/boite/copie", posts=True)
    if last is None:
        told = _("La première se fait seule, après une minute de marche.")
        return Row(name, "–", "good", told, button=button)
    value = _day(last.made_at.isoformat())
    if displayed().time - last.made_at < LATE_COPY:
        return Row(name, value)
    told = _(
        "La boîte n’a pas pu copier l’école. Copiez-la maintenant. Si cela revient, changez la carte mémoire."
    )
    return Row(name, value, "warn", told, button=button, for_technician=command("hotspot backup"))


def power_rows(settings: Settings) -> list[Row]:
    """Return how good the power is, how often it was cut and how often the program ended by itself."""
    found = power.power_of(settings)
    lately = sum(_is_late(at) for at in found.cut_times)
    advice = _("Aucune cette semaine.")
    if lately:
        advice = _n("%(num)s cette semaine, rien de perdu.", "%(num)s cette semaine, rien de perdu.", lately)
    advice += _last_times(found.cut_times)
    if lately > MANY_CUTS:
        advice += "\n" + _("Branchez la boîte sur une batterie ou sur une prise sans coupures.")
    cuts = Row(_("Coupures de courant"), str(found.cuts), "warn" if lately > MANY_CUTS else "good", advice)
    rows = [*_voltage_rows(settings), cuts]
    if found.crashes:
        state = "warn" if any(map(_is_late, found.crash_times)) else "good"
        told = _last_times(found.crash_times).strip()
        rows.append(Row(_("Arrêts du programme"), str(found.crashes), state, told))
    return rows


def _voltage_rows(settings: Settings) -> list[Row]:
    """Return whether the supply is too weak, where the machine measures it."""
    is_low = voltage.is_low()
    if is_low is None:
        return []
    name, cure = _("Courant"), _("Prenez l’alimentation et le câble d’origine, sans rallonge.")
    if is_low:
        told = _("Le courant est trop faible : la boîte ralentit, et la carte mémoire peut s’abîmer.")
        return [Row(name, _("trop faible"), "bad", f"{told}\n{cure}")]
    times = sum(look.was_low for look in week.looks(settings))
    if not times:
        return [Row(name, _("stable"))]
    told = _n(
        "Il a été trop faible %(num)s fois cette semaine.",
        "Il a été trop faible %(num)s fois cette semaine.",
        times,
    )
    return [Row(name, _("parfois faible"), "warn", f"{told}\n{cure}")]


def _last_times(times: list[str]) -> str | Markup:
    """Return the line that tells the last times, from its beginning on a new line; "" when there was none."""
    days = Markup(", ").join(_day(at) for at in reversed(times[-3:]))
    return Markup("\n") + _("Dernières fois : %(days)s", days=days) if days else ""


def _is_late(at: str) -> bool:
    return displayed().time - datetime.fromisoformat(at) < LATELY


def _day(at: str) -> Markup:
    """Return a kept time as the clock on the wall had it."""
    return left_to_right(written(datetime.fromisoformat(at)))
