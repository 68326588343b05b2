"""What the box's own page says of the backups on a USB key."""

from datetime import datetime, timedelta

from hotspot.pages.box_row import Button, Row
from hotspot.pages.hour import written
from hotspot.pages.key_words import trouble_words
from hotspot.pages.language import translate as _
from hotspot.school.backups.noted import Backup, noted
from hotspot.settings import Settings
from runtime.clock import displayed

PAGE = "/boite/sauvegarde"
OLD, TOO_OLD = timedelta(weeks=2), timedelta(days=30)


def rows(settings: Settings) -> list[Row]:
    """Return when the school was last laid on a key, and what to do when that is long ago."""
    known, name = noted(settings), _("Sauvegarde sur clé USB")
    value = written(datetime.fromisoformat(known.last.at)) if known.last else "–"
    if known.trouble:
        trouble = trouble_words(known.trouble)
        return [Row(name, value, "bad", trouble, button=Button(_("Sauvegarder"), PAGE))]
    return [Row(name, value, *_how_old(known.last), button=Button(_("Sauvegarder"), PAGE))]


def _how_old(last: Backup | None) -> tuple[str, str]:
    """Return the state and what to do."""
    if last is None:
        return "warn", _("L’école n’est pas encore sur une clé. Mettez une clé USB dans la boîte.")
    age = displayed().time - datetime.fromisoformat(last.at)
    if age >= TOO_OLD:
        return "bad", _("Il y a plus d’un mois. Mettez une clé USB dans la boîte.")
    if age >= OLD:
        return "warn", _("Il y a plus de deux semaines. Mettez une clé USB dans la boîte.")
    return "good", ""
