"""« Nouvelles leçons »: what is coming, what waits to go up, from where; and what the head has chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from flask import Blueprint, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from exchange.messenger import LastWord, SourceWord, Wishes, read_wishes, write_wishes
from hotspot.machine.health import health_of
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.box.box_row import command
from hotspot.pages.box.sync_rows import PAGE, STATUS, Told, halt_of, told_of
from hotspot.pages.box.sync_words import (
    STATE_OF,
    Heard,
    ago,
    edition_name,
    heard,
    left_words,
    rate_words,
    source_name,
    source_words,
    time_left_words,
)
from hotspot.pages.here import number_in, settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.naming import size_words
from runtime import clock

LARGEST_MONTH_MB = 1_000_000
PLAN = "sync-agent plan"

Fact = tuple[str, str | Markup]

pages = Blueprint("sync", __name__, url_prefix=PAGE)


@dataclass(frozen=True)
class Source:
    """A mirror, a stick or a neighbour, and what came of it. `state` is "" for what passes by itself."""

    name: Markup
    state: str
    words: str
    at: str | Markup


@dataclass(frozen=True)
class Chosen:
    """The head's choices as the form has them."""

    only_at_night: bool
    month_mb: str
    wrong: str = ""


@pages.get("")
@may()
def show() -> str:
    """Show what is coming."""
    wishes = read_wishes(settings_here().data_folder)
    return _page(Chosen(wishes.only_at_night, str(wishes.month_mb or "")))


@pages.post("")
@may("head", "technician")
def choose() -> str | Response:
    """Keep the head's choices."""
    typed = request.form.get("mois", "").strip()
    month_mb = number_in(typed) if typed else 0
    only_at_night = request.form.get("quand") == "nuit"
    if month_mb is None or month_mb > LARGEST_MONTH_MB:
        wrong = _("Écrivez un nombre de mégaoctets, ou laissez la case vide.")
        return _page(Chosen(only_at_night, typed[:20], wrong))
    wishes = read_wishes(settings_here().data_folder)
    changed = msgspec.structs.replace(wishes, only_at_night=only_at_night, month_mb=month_mb)
    return _kept(changed, _("C’est noté. La boîte fera ainsi."))


@pages.post("/chercher")
@may("head", "technician")
def look_now() -> Response:
    """Ask the messenger to look for new lessons now."""
    wishes = read_wishes(settings_here().data_folder)
    pressed = msgspec.structs.replace(wishes, update_now=clock.now().isoformat())
    return _kept(pressed, _("C’est demandé. La boîte s’y met dans la minute si elle a un réseau ou une clé."))


def _kept(wishes: Wishes, told: str) -> Response:
    try:
        write_wishes(settings_here().data_folder, wishes)
        session["sync_told"] = ("good", told)
    except OSError:
        session["sync_told"] = (
            "bad",
            _("La carte mémoire est pleine : rien n’est noté. Appelez votre technicien."),
        )
    return redirect(PAGE, 303)


def _page(chosen: Chosen) -> str:
    settings = settings_here()
    now = heard(settings.data_folder)
    word, told = now.word, told_of(settings, now, health_of(settings.data_folder))
    halt = halt_of(word)
    return render_template(
        "technicians/sync.html",
        told=told,
        said=session.pop("sync_told", None),
        last=ago(word.at, now.now) if word.at else "",
        coming=_coming(word),
        bar=_bar(word),
        going=_going(now),
        halt=halt,
        sources=[_source(one, now) for one in word.sources],
        spent=_spent(word),
        chosen=chosen,
        acts=adult.acts_on_box(),
        for_technician=_commands(told, halt) if adult.adult_needed().role == "technician" else (),
    )


def _bar(word: LastWord) -> tuple[int, int] | None:
    """Return how much of how much has come; None where nothing is to come."""
    if not word.coming or not left_words(word) or word.whole_bytes <= 0:
        return None
    return max(word.whole_bytes - word.left_bytes, 0), word.whole_bytes


def _commands(told: Told, halt: Told | None) -> Sequence[str]:
    cures = [halt.cure] if halt else []
    return [command(typed) for typed in dict.fromkeys((*cures, told.cure, STATUS, PLAN))]


def _coming(word: LastWord) -> list[Fact]:
    """Return what is coming, how much is left, how fast and until when."""
    if not word.coming:
        return []
    facts: list[Fact] = [
        (_("Édition"), edition_name(word, word.coming)),
        (_("Reste à recevoir"), left_words(word)),
        (_("Rythme habituel"), rate_words(word)),
        (_("Fini dans"), time_left_words(word)),
    ]
    return [fact for fact in facts if fact[1]]


def _going(now: Heard) -> list[Fact]:
    """Return what waits to go up to the ministry."""
    word = now.word
    waits = (
        _("Rien")
        if not word.reports_waiting
        else f"{word.reports_waiting} ({size_words(word.reports_bytes)})"
    )
    answered = [(_("Dernier reçu du ministère"), ago(word.receipt_at, now.now))] if word.receipt_at else []
    return [(_("Rapports qui attendent de partir"), waits), *answered]


def _spent(word: LastWord) -> list[Fact]:
    """Return what the line has cost, and what it may cost."""
    return [
        (_("Aujourd’hui"), _of(word.day_bytes, word.day_limit_bytes)),
        (_("Ce mois-ci"), _of(word.month_bytes, word.month_limit_bytes)),
    ]


def _of(used_bytes: int, limit_bytes: int) -> str:
    used = size_words(used_bytes) if used_bytes else _("rien")
    return _("%(used)s sur %(limit)s", used=used, limit=size_words(limit_bytes)) if limit_bytes else used


def _source(one: SourceWord, now: Heard) -> Source:
    name, state = source_name(one.kind, one.name), STATE_OF.get(one.word, "")
    return Source(name, state, source_words(one.word), ago(one.at, now.now))
