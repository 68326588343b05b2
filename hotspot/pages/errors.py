"""Pages for what went wrong: said kindly, with the next step, and nothing of the machine's inside."""

import logging
import sqlite3
from dataclasses import dataclass

from flask import Flask, g, render_template, request
from peewee import DatabaseError
from werkzeug.exceptions import HTTPException

from hotspot.pages.adult import FOR_ADULTS
from hotspot.pages.here import settings_here
from hotspot.pages.language import translate as _
from hotspot.pages.safety import address_here, own_path
from hotspot.school.keeper import suspect_damage
from hotspot.school.opening import close_school
from runtime.room import has_room
from runtime.sqlite_files import Trouble as FileTrouble
from runtime.sqlite_files import trouble_of as trouble_of_file

UNAVAILABLE = 503
# What works on a full card too: coming in, leaving, and whatever the adult does who comes to mend it.
ALWAYS = {"learners.touch", "learners.leave", "portal.enter", "door.enter", "door.leave"}
MENDING = "/boite/"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """What a page says: what happened, what to do now."""

    title: str
    advice: str


def register(app: Flask) -> None:
    """Give every error its page, and keep a full card for reading."""
    app.register_error_handler(HTTPException, _page_of)
    app.register_error_handler(DatabaseError, _page_of_file)
    app.register_error_handler(sqlite3.Error, _page_of_file)
    app.before_request(_keep_for_reading)


def _page_of(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an error; Flask has logged an unforeseen one whole and made it a 500."""
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 – a redirect is no trouble
        return error
    if code >= 500:  # noqa: PLR2004
        g.pop("edition_is_here", None)  # what is broken may be the edition: this page does without
    trouble = trouble_of(code)
    page = render_template(
        "error.html",
        title=trouble.title,
        advice=trouble.advice,
        again=own_path(address_here()) if request.method == "GET" and code >= 500 else "",  # noqa: PLR2004
    )
    return page, code


def _keep_for_reading() -> tuple[str, int] | None:
    """Stop what would write when the card is nearly full; nothing is begun then that cannot be finished."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint in ALWAYS:
        return None
    settings = settings_here()
    if request.path.startswith(MENDING) or has_room(settings.data_folder, settings.free_mb_to_write):
        return None
    return _page_of_trouble("full")


def _page_of_file(error: Exception) -> tuple[str, int]:
    """Return the page of a database that can not be written, or read, just now.

    Raises:
        Exception: the error was one of the program, not of the card.
    """
    trouble = trouble_of_file(error)
    if not trouble:
        raise error
    log.error("%s %s: %s: %s", request.method, request.path, trouble, error)
    if trouble != "busy":
        close_school()  # the next request opens it anew
    if trouble == "damaged":
        suspect_damage()
    return _page_of_trouble(trouble)


def _page_of_trouble(trouble: FileTrouble) -> tuple[str, int]:
    g.pop("edition_is_here", None)  # what is broken may be the edition: this page does without
    said = _words_of(trouble)
    reading = trouble in ("full", "card") and request.method != "GET"
    page = render_template(
        "error.html",
        title=said.title,
        advice=said.advice,
        again=own_path(address_here()) if request.method == "GET" else "",
        reading=reading,
    )
    return page, UNAVAILABLE


def _words_of(trouble: FileTrouble) -> Trouble:
    advice = _("Tu peux lire et regarder. Mais la boîte ne garde plus de réponses. Dis-le à un adulte.")
    return {
        "full": Trouble(_("La boîte est pleine"), advice),
        "card": Trouble(_("La boîte ne peut plus écrire"), advice),
        "damaged": Trouble(_("La boîte se répare"), _("Compte jusqu’à 30, puis essaie encore.")),
        "busy": Trouble(_("Attends un peu"), _("Compte jusqu’à 30, puis essaie encore.")),
    }[trouble]


def trouble_of(code: int) -> Trouble:
    """Return what to say of an error of HTTP; one without words of its own is the phone's or the box's."""
    troubles = {
        400: Trouble(
            _("La page est restée ouverte longtemps"),
            _("Rien n’est perdu. Touche le bouton, puis recommence."),
        ),
        403: Trouble(_("Cette page est fermée"), _("Demande à ta maîtresse ou à ton maître.")),
        404: Trouble(_("Cette page n’est pas ici"), _("Elle a peut-être changé de place. Cherche-la.")),
        405: Trouble(_("On n’entre pas par là"), _("Retourne au début, puis touche ce que tu veux.")),
        413: _too_large(),
        429: Trouble(_("Attends un peu"), _("Compte jusqu’à 30, puis essaie encore.")),
        500: Trouble(
            _("La boîte s’est trompée"),
            _("Ce n’est pas ta faute. Reviens en arrière et essaie encore."),
        ),
    }
    return troubles.get(code) or troubles[500 if code >= 500 else 400]  # noqa: PLR2004


def _too_large() -> Trouble:
    """Return what to say of a form that is too large: an adult's has a file in it."""
    if request.path.startswith(FOR_ADULTS):
        return Trouble(
            _("Ce fichier est trop lourd"),
            _(
                "Une liste de classe fait moins de 2 Mo. "
                "Revenez en arrière, puis choisissez un autre fichier."
            ),
        )
    return Trouble(_("C’est trop long"), _("Écris une réponse plus courte."))
