"""The front page, the change of language, and what monitoring asks."""

from dataclasses import asdict

import msgspec
from flask import Blueprint, Response, g, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from hotspot.content import catalogue
from hotspot.machine import health
from hotspot.pages.box.box_rows import figures_of
from hotspot.pages.here import settings_here
from hotspot.pages.language import LANGUAGES
from hotspot.pages.news import news_here
from hotspot.pages.ready import same_for_all
from hotspot.pages.safety import own_path
from hotspot.pages.visitor import learner_here
from hotspot.school import signing_in

pages = Blueprint("front", __name__)


@pages.get("/")
def front() -> Response | str:
    """Show the doors of the school, and what is told today."""
    settings = settings_here()
    address, news = settings.origin.removeprefix("http://"), news_here()
    return same_for_all(
        news,
        lambda: render_template("front.html", ready=g.get("edition_is_here"), address=address, news=news),
    )


@pages.get("/langue/<code>")
def change_language(code: str) -> AnyResponse:
    """Speak another language from now on, on the page where one was."""
    if code in LANGUAGES:
        session["language"] = code
        visitor = learner_here()
        if visitor is not None:
            signing_in.set_language(visitor.learner, code)
    return redirect(own_path(request.args.get("suite", "/")), 303)


@pages.get("/sante")
def health_for_machines() -> Response:
    """Say how the box is, without a word about people."""
    settings = settings_here()
    readings = asdict(health.health_of(settings.data_folder))
    edition = catalogue.edition() if g.get("edition_is_here") else ""
    told = {**readings, **figures_of(settings), "edition": edition}
    return Response(msgspec.json.encode(told), mimetype="application/json")
