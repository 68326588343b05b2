"""« Sauvegarde »: the school on a USB key, and taken up again from one."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.machine.keys import Key, key_named, keys
from hotspot.pages import card_asked
from hotspot.pages.adult import may
from hotspot.pages.box.key_words import Fact, count, day, facts, trouble_words
from hotspot.pages.here import settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.naming import size_words
from hotspot.pages.visitor import BY_ITSELF
from hotspot.school import keeper
from hotspot.school.backups import jobs, restoring, staging
from hotspot.school.backups.archive import Found, backups_in
from hotspot.school.backups.noted import Noted, noted
from hotspot.school.backups.staging import Preview

HERE, BACK = "/boite/sauvegarde", "/boite/sauvegarde/reprise"
REFRESH_SECONDS = 2
RESTART_SECONDS = 30  # a box of a thousand learners looks at all of its file first

pages = Blueprint("backup", __name__, url_prefix=HERE)


@dataclass(frozen=True)
class OnKey:
    """A backup that can be taken up."""

    key: str
    file: str
    school: str
    small: str


@pages.get("")
@may("head", "technician")
def backup() -> str:
    """Show the keys, the last backup, and those that can be taken up."""
    settings = settings_here()
    job, known = jobs.last(settings), noted(settings)
    if job and not job.is_over:
        return _working(job, HERE if job.doing == "making" else BACK)
    here = keys(settings)
    restored = restoring.last_restored(settings)
    return render_template(
        "technicians/backup.html",
        title=_title(known),
        told=session.pop("backup_told", None) or _was_busy(job),
        trouble=trouble_words(known.trouble) if known.trouble else "",
        last=facts(known.last.at, known.last.learners, known.last.attempts) if known.last else [],
        key=known.last.key if known.last else "",
        keys=[(key.name, _room(key), key.can_write) for key in here],
        found=[_on_key(key, one) for key in here for one in backups_in(key.folder)],
        restored=restored,
        restored_facts=_counted(restored) if restored else [],
    )


@pages.post("")
@may("head", "technician")
def make() -> Response:
    """Begin a backup; the page that follows tells how far it is."""
    settings = settings_here()
    key = key_named(settings, request.form.get("cle", ""))
    if key is None:
        session["backup_told"] = trouble_words("away")
    elif not jobs.make(settings, key.name, key.folder):
        session["backup_told"] = trouble_words("busy")
    return redirect(HERE, 303)


@pages.post("/lire")
@may("head", "technician")
def read() -> Response:
    """Begin to read a backup; nothing of the school changes yet."""
    settings = settings_here()
    key = key_named(settings, request.form.get("cle", ""))
    wanted = request.form.get("fichier", "")
    found = next((one for one in backups_in(key.folder) if one.file.name == wanted), None) if key else None
    if key is None or found is None:
        session["backup_told"] = trouble_words("away")
        return redirect(HERE, 303)
    if not jobs.read(settings, key.name, found.file):
        session["backup_told"] = trouble_words("busy")
        return redirect(HERE, 303)
    return redirect(BACK, 303)


@pages.get("/reprise")
@may("head", "technician")
def preview() -> str | Response:
    """Show what is in the backup that was read, and what the box would lose."""
    settings = settings_here()
    job, wanted = jobs.last(settings), staging.wanted(settings)
    if wanted:
        return _restarting(wanted)
    if job and not job.is_over:
        return _working(job, BACK)
    found = staging.preview(settings)
    if found is None:
        if job and job.doing == "reading" and job.trouble:
            session["backup_told"] = trouble_words(job.trouble)
        return redirect(HERE, 303)
    return _preview(found)


@pages.post("/reprise")
@may("head", "technician")
def take_up() -> str | Response:
    """Let the box take up the backup at its next start, which is at once."""
    settings = settings_here()
    found = staging.preview(settings)
    if found is None:
        return redirect(BACK, 303)
    if card_asked.what_is_wrong():
        return _preview(found)
    staging.want(settings)
    keeper.begin_anew_soon(settings)
    return _restarting(found)  # the last page of this turn: the next one is another school's


@pages.post("/laisser")
@may("head", "technician")
def leave() -> Response:
    """Forget what was read."""
    settings = settings_here()
    if staging.wanted(settings) is None:
        staging.drop(settings)
    return redirect(HERE, 303)


@pages.post("/vu")
@may("head", "technician")
def seen() -> Response:
    """Note that somebody has seen what was taken up."""
    restoring.note_seen(settings_here())
    return redirect(HERE, 303)


def _was_busy(job: jobs.Job | None) -> str:
    """Return what to say when another program, a command say, was at work on a backup."""
    return trouble_words("busy") if job and job.trouble == "busy" else ""


def _working(job: jobs.Job, place: str) -> str:
    is_making = job.doing == "making"
    return render_template(
        "technicians/backup_working.html",
        title=_("Sauvegarde en cours") if is_making else _("La boîte lit la sauvegarde"),
        key=job.key,
        percent=int(job.done * 100),
        again=f"{place}?{BY_ITSELF}=1",
        wait_seconds=REFRESH_SECONDS,
    )


def _preview(found: Preview) -> str:
    lost = [(_("Élèves"), count(found.lost_learners)), (_("Réponses"), count(found.lost_attempts))]
    return render_template(
        "technicians/backup_preview.html",
        found=found,
        place=f"{found.about.school}, {found.about.town}",
        facts=facts(found.about.made_at, found.learners, found.attempts, classes=found.classes),
        lost=lost if found.lost_learners or found.lost_attempts else [],
    )


def _restarting(found: Preview) -> str:
    return render_template("technicians/backup_restarting.html", found=found, wait_seconds=RESTART_SECONDS)


def _title(known: Noted) -> str:
    if known.trouble:
        return _("La dernière sauvegarde n’a pas réussi")
    return _("L’école est sauvegardée") if known.last else _("L’école n’est pas encore sur une clé")


def _counted(done: restoring.Restored) -> list[Fact]:
    return facts(done.made_at, done.learners, done.attempts, classes=done.classes)


def _room(key: Key) -> str:
    if not key.can_write:
        return _("La boîte ne peut pas écrire sur cette clé.")
    return _("Place libre : %(size)s", size=size_words(key.free_bytes))


def _on_key(key: Key, one: Found) -> OnKey:
    told = one.about
    small = _(
        "%(day)s. Élèves : %(learners)s. Réponses : %(attempts)s.",
        day=day(told.made_at),
        learners=count(told.learners),
        attempts=count(told.attempts),
    )
    return OnKey(key.name, one.file.name, told.school, small)
