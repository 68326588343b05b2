"""What pages say of backups that did not go well, and of a backup in numbers."""

from datetime import datetime

from markupsafe import Markup

from hotspot.pages.hour import written
from hotspot.pages.language import translate as _

Fact = tuple[str, str | Markup]


def trouble_words(trouble: str) -> str:
    """Return what happened and what to do, for a word of school/backups/errors.py."""
    return {
        "away": _(
            "La clé n’est plus là, ou ne répond plus. Remettez-la, puis recommencez. Rien n’est perdu."
        ),
        "full": _("La clé est pleine. Effacez-y de vieux fichiers, ou prenez une autre clé."),
        "read-only": _("La boîte ne peut pas écrire sur cette clé. Prenez une autre clé."),
        "refused": _("La boîte ne peut pas écrire sur cette clé. Prenez une autre clé."),
        "large": _("Cette clé ne prend pas un fichier si grand. Prenez une autre clé."),
        "unreadable": _("La clé n’a pas bien gardé le fichier. Elle est usée : prenez une autre clé."),
        "card": _("La carte mémoire est trop pleine, ou ne répond pas. Appelez votre technicien."),
        "damaged": _("Le fichier de l’école est abîmé. La boîte le répare à son prochain démarrage."),
        "spoilt": _("Cette sauvegarde est abîmée. Choisissez-en une autre."),
        "foreign": _("Ce fichier n’est pas une sauvegarde de boîte. Choisissez-en un autre."),
        "new": _("Cette sauvegarde vient d’une boîte plus récente. Mettez d’abord cette boîte à jour."),
        "country": _(
            "Cette sauvegarde vient d’un autre pays. Les leçons de cette boîte ne sont pas les siennes."
        ),
        "busy": _("La boîte fait ou lit déjà une sauvegarde. Attendez la fin, puis recommencez."),
    }[trouble]


def facts(made_at: str, learners: int, attempts: int, *, classes: int | None = None) -> list[Fact]:
    """Return a backup in numbers, each with what it counts."""
    counted = [(_("Élèves"), count(learners)), (_("Réponses"), count(attempts))]
    if classes is not None:
        counted = [(_("Classes"), count(classes)), *counted]
    return [(_("Faite le"), day(made_at)), *counted]


def day(at: str) -> str:
    """Return a kept time as the clock on the wall had it."""
    return written(datetime.fromisoformat(at))


def count(number: int) -> str:
    """Return a large number in groups of three that stay on one line."""
    return f"{number:,}".replace(",", "\u202f")
