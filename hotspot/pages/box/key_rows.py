"""What the box's own page says of the backups on a USB key."""

from datetime import datetime, timedelta

from hotspot.pages.box.box_row import Button, Row
from hotspot.pages.box.key_words import count, day, trouble_words
from hotspot.pages.language import translate as _
from hotspot.school.backups.noted import Backup, noted
from hotspot.school.backups.restoring import last_restored
from hotspot.settings import Settings
from runtime.clock import displayed

PAGE = "/boite/sauvegarde"
OLD, TOO_OLD = timedelta(weeks=2), timedelta(days=30)


def rows(settings: Settings) -> list[Row]:
    """Return when the school was last laid on a key, and that it came back from one."""
    return [*_restored_rows(settings), _backup_row(settings)]


def _restored_rows(settings: Settings) -> list[Row]:
    """Return that the school is a backup's, until somebody has read what was counted."""
    done = last_restored(settings)
    if done is None:
        return []
    told = _(
        "Élèves : %(learners)s. Réponses : %(attempts)s.",
        learners=count(done.learners),
        attempts=count(done.attempts),
    )
    state = "good" if done.is_as_told else "bad"
    button = Button(_("Voir ce que la boîte a compté"), PAGE)
    return [Row(_("École reprise d’une sauvegarde"), day(done.at), state, told, button=button)]


def _backup_row(settings: Settings) -> Row:
    known, name = noted(settings), _("Sauvegarde sur clé USB")
    value = day(known.last.at) if known.last else "–"
    if known.trouble:
        trouble = trouble_words(known.trouble)
        return Row(name, value, "bad", trouble, button=Button(_("Sauvegarder"), PAGE))
    return Row(name, value, *_how_old(known.last), button=Button(_("Sauvegarder"), PAGE))


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
