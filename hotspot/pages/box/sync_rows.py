"""How the coming of new lessons stands, in one sentence: for the box's own page, and the title of theirs."""

from dataclasses import dataclass
from datetime import timedelta
from math import inf

from markupsafe import Markup

from exchange.activation import Refusal, Why, read_refusal
from exchange.messenger import Doing, Halt, LastWord
from hotspot.machine.health import Health
from hotspot.pages.box.box_row import Button, Row, command
from hotspot.pages.box.sync_words import (
    NEEDS_A_PERSON,
    Heard,
    ago,
    edition_name,
    heard,
    left_words,
    moment,
)
from hotspot.pages.language import translate as _
from hotspot.settings import Settings

PAGE = "/boite/contenus"
QUIET = timedelta(days=120)  # as long as the ministry's signatures hold
SILENT = timedelta(days=1)  # it writes far more often
MINUTES_TO_BEGIN = 60  # that it may take after a start
LINES = Markup("{}\n{}")  # an edition's name keeps its direction
STATUS, RESTART = "sync-agent status", "sudo systemctl restart sync-agent"
ENROL = "sync-agent identity request CODE"


@dataclass(frozen=True)
class Told:
    """What there is to say. `advice` is line by line; `cure` is what a technician types."""

    title: str
    state: str
    advice: str | Markup
    cure: str = STATUS


def rows(settings: Settings, found: Health) -> list[Row]:
    """Return how the coming of new lessons stands."""
    now = heard(settings.data_folder)
    told = told_of(settings, now, found)
    value = (now.word.coming and left_words(now.word)) or ago(now.word.at, now.now)
    button = Button(_("Voir ce qui arrive"), PAGE)
    technician = "" if told.state == "good" else command(told.cure)
    advice = LINES.format(f"{told.title}.", told.advice)
    lessons = Row(_("Nouvelles leçons"), value, told.state, advice, button=button, for_technician=technician)
    return [lessons, *_halted(now.word)]


def _halted(word: LastWord) -> list[Row]:
    """Return the row of a box whose reports nobody takes any more."""
    told = halt_of(word)
    if told is None:
        return []
    waiting = str(word.reports_waiting or "")
    advice = LINES.format(f"{told.title}.", told.advice)
    technician = command(told.cure)
    return [Row(_("Rapports au ministère"), waiting, told.state, advice, for_technician=technician)]


def halt_of(word: LastWord) -> Told | None:
    """Return why the ministry takes no report of this box any more; None where it does."""
    if not word.halt:
        return None
    words: dict[Halt, str] = {
        "copied": _("La carte mémoire a été copiée, ou remise dans un état ancien."),
        "replaced": _("Le ministère a donné le nom de cette boîte à une autre boîte."),
        "struck-off": _("Le ministère a rayé cette boîte de sa liste."),
    }
    stay = _("Les élèves travaillent comme avant, et rien n’est perdu.")
    step = _("Votre technicien demande un nouveau code au ministère.")
    advice = f"{words[word.halt]}\n{stay}\n{step}"
    return Told(_("Les rapports ne partent plus au ministère"), "bad", advice, ENROL)


def told_of(settings: Settings, now: Heard, found: Health) -> Told:
    """Return what to say of the messenger's last word, and of what the box could not take."""
    refusal = read_refusal(settings.store_folder)
    if refusal is not None:
        return _refused(refusal)
    if not now.word.at:
        words = _("Elle cherche dès qu’elle a un réseau, une clé USB du ministère ou une boîte voisine.")
        return Told(_("La boîte n’a pas encore cherché de nouvelles leçons"), "good", words)
    if now.age > SILENT and found.up_minutes >= MINUTES_TO_BEGIN:
        words = _("Redémarrez-la après la classe. Si cela ne suffit pas, appelez votre technicien.")
        return Told(_("La boîte ne cherche plus de nouvelles leçons"), "warn", words, RESTART)
    told = _coming(now.word) if now.word.coming else _all_here(now)
    return _doubted(now.word, told)


def _refused(refusal: Refusal) -> Told:
    """Return why the box goes on showing the edition of before."""
    fault = _("Elles ont un défaut. Appelez votre technicien.")
    words: dict[Why, str] = {
        "damaged": _("Un fichier s’est abîmé en route : la boîte le redemande."),
        "unreadable": _("Le programme de la boîte est trop ancien pour elles. Appelez votre technicien."),
        "unfit": fault,
        "picture": fault,
        "no-room": _("La carte mémoire est trop pleine. Votre technicien peut faire de la place."),
    }
    stay = _("Les élèves gardent les leçons d’avant.")
    return Told(_("Les nouvelles leçons ne sont pas encore prêtes"), "warn", f"{words[refusal.why]}\n{stay}")


def _all_here(now: Heard) -> Told:
    """Return that nothing is missing of what the box knows; nobody may have told it anything for long."""
    asked = (moment(one.at) for one in now.word.sources if one.word in ("new", "nothing-new"))
    answers = [at for at in asked if at is not None]
    if answers and now.now - max(answers) > QUIET:
        words = _("Demandez une clé USB du ministère à votre technicien.")
        return Told(_("Pas de nouvelles du ministère depuis des mois"), "warn", words)
    shown = now.word.shown
    words = _("La dernière édition est %(name)s.", name=edition_name(now.word, shown)) if shown else ""
    return Told(_("Les leçons sont à jour"), "good", words)


def _coming(word: LastWord) -> Told:
    state, words = _waits(word).get(word.doing, ("", ""))
    if words:
        return Told(_("De nouvelles leçons attendent"), state, words)
    return Told(_("De nouvelles leçons arrivent"), "good", stage_words(word))


def _waits(word: LastWord) -> dict[Doing, tuple[str, str]]:
    """Return why what is coming waits: a state, and what to do where something is."""
    month_left, day_left = (
        limit - used if limit else inf
        for used, limit in (
            (word.month_bytes, word.month_limit_bytes),
            (word.day_bytes, word.day_limit_bytes),
        )
    )
    is_month = month_left <= day_left  # what is left may be too little for the next file
    spent = (
        _("La boîte a pris tout ce qui est permis pour ce mois. Elle continue le mois prochain.")
        if is_month
        else _("La boîte a pris tout ce qui est permis pour aujourd’hui. Elle continue demain.")
    )
    away = _("La boîte continue dès qu’elle a un réseau, une clé du ministère ou une boîte voisine.")
    full = _("La carte mémoire est trop pleine. Votre technicien peut faire de la place.")
    return {
        "waiting-hours": ("good", _("La boîte les prend aux heures choisies.")),
        "waiting-budget": ("warn" if is_month else "good", spent),
        "waiting-room": ("warn", full),
        "waiting-source": ("good", away),
        "stopped": ("good", away),
    }


def stage_words(word: LastWord) -> str:
    """Return what is being fetched, and what of it pupils have already."""
    return {
        "": _("La boîte prépare la suite."),
        "packs": _("La boîte lit la liste des leçons."),
        "texts": _("Les textes d’abord. Les élèves gardent les leçons d’avant."),
        "pictures": _("Les textes sont là, les images arrivent. Les élèves gardent les leçons d’avant."),
        "media": _("Les élèves ont déjà les textes et les images. Les sons et les vidéos suivent."),
    }[word.stage]


def _doubted(word: LastWord, told: Told) -> Told:
    """Return the same with a warning where a source needs a person, whatever the others brought."""
    if told.state != "good" or not any(one.word in NEEDS_A_PERSON for one in word.sources):
        return told
    warning = _("Une des sources pose problème. Appelez votre technicien.")
    return Told(told.title, "warn", LINES.format(told.advice, warning))
