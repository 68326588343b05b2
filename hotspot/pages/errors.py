"""Pages for what went wrong: said kindly, with the next step, and nothing of the machine's inside."""

from dataclasses import dataclass

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

from hotspot.pages.language import translate as _
from hotspot.pages.safety import address_here, own_path


@dataclass(frozen=True)
class Trouble:
    """What a page says: what happened, what to do now."""

    title: str
    advice: str


def register(app: Flask) -> None:
    """Give every error its page."""
    app.register_error_handler(HTTPException, _page_of)


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
        413: Trouble(_("C’est trop long"), _("Écris une réponse plus courte.")),
        429: Trouble(_("Attends un peu"), _("Compte jusqu’à 30, puis essaie encore.")),
        500: Trouble(
            _("La boîte s’est trompée"),
            _("Ce n’est pas ta faute. Reviens en arrière et essaie encore."),
        ),
    }
    return troubles.get(code) or troubles[500 if code >= 500 else 400]  # noqa: PLR2004
