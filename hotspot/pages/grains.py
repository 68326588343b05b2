"""One grain on a page of its own: lesson, video, tale, comic, sheet, picture or set of exercises."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from exchange.documents import Blob, Grain, Language, Module, Text
from hotspot.content import catalogue
from hotspot.pages.addresses import grain_address, media_address, module_address
from hotspot.pages.adult import only_its_audience
from hotspot.pages.cards import Onward
from hotspot.pages.language import chosen_language, in_language, plain, said
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import language_words, size_words
from hotspot.pages.outcomes import ear_words
from hotspot.pages.paging import pager, wanted_page
from hotspot.pages.paths import grain_words
from hotspot.pages.ready import for_all
from hotspot.pages.visitor import adult_here, learner_here, learner_needed
from hotspot.school import attempts, progress

EVERY_IMAGE = "toutes"

pages = Blueprint("grains", __name__)


@dataclass(frozen=True)
class File:
    """A file that a page plays or lets one keep."""

    address: str
    name: str
    mime: str
    size: str


@dataclass(frozen=True)
class Subtitles:
    """Subtitles in one language; those of the page are shown from the start."""

    address: str
    language: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class PanelShown:
    """One picture of a comic with its text."""

    number: int
    picture: str
    alt: str
    text: Markup
    language: str


@pages.get("/grains/<path:grain_id>")
@for_all
def grain(grain_id: str) -> str:
    """Show a grain."""
    found, module = _found(grain_id)
    place = [one.id for one in module.grains].index(found.id)
    following = module.grains[place + 1] if place + 1 < len(module.grains) else None
    return render_template(
        f"grains/{found.kind}.html",
        grain=found,
        back=Onward(module_address(module.id), said(module.title)),
        number=place + 1,
        is_kept=_is_kept(module),
        plain_title=plain(found.title),
        title=said(found.title),
        subject=module.subject,
        kind_words=grain_words(found, False),
        following=Onward(grain_address(following.id), said(following.title)) if following else None,
        **_written(found),
        **PARTS[found.kind](found),
    )


@pages.post("/grains/<path:grain_id>/fini")
def finish(grain_id: str) -> Response:
    """Keep that the learner has finished this grain; then back to the path, which shows it."""
    found, module = _found(grain_id)
    progress.mark_done(learner_needed().learner, found.id)
    return redirect(module_address(module.id), 303)


def _found(grain_id: str) -> tuple[Grain, Module]:
    found = catalogue.grain(grain_id)
    if found is None:
        abort(404)
    only_its_audience(found[1].audience)
    return found


def _is_kept(module: Module) -> bool:
    """Say whether it is kept that who is here has finished; of an adult, what is for teachers."""
    return learner_here() is not None if adult_here() is None else module.audience == "teacher"


def _written(grain: Grain) -> dict[str, Any]:
    """Return the text of a grain in the best language; its HTML was cleaned when it was installed."""
    html, language = catalogue.best_text(grain.html, chosen_language())
    rooted = html.replace('src="media/', 'src="/media/').replace('href="media/', 'href="/media/')
    return {"text": Markup(rooted), "text_language": language or chosen_language()}  # noqa: S704 – cleaned


def _lesson(grain: Grain) -> dict[str, Any]:
    language = catalogue.best_text(grain.html, chosen_language())[1]
    sound = grain.sound.get(language)
    return {"sound": media_address(sound) if sound else ""}


def _video(grain: Grain) -> dict[str, Any]:
    subtitles = [
        Subtitles(media_address(blob), language, language_words(language), language == chosen_language())
        for language, blob in grain.subtitles.items()
    ]
    poster = media_address(grain.poster) if grain.poster else ""
    video = best_blob(grain.video)
    clearer = next(
        (grain.clearer.get(language) for language, one in grain.video.items() if one == video), None
    )
    return {
        "video": _file(video),
        "clearer": _file(clearer) if clearer else None,
        "poster": poster,
        "subtitles": subtitles,
    }


def _audio(grain: Grain) -> dict[str, Any]:
    return {"audio": _file(best_blob(grain.audio))}


def _document(grain: Grain) -> dict[str, Any]:
    return {"file": _file(best_blob(grain.file))}


def _picture(grain: Grain) -> dict[str, Any]:
    if grain.picture is None:
        abort(404)
    return {"picture_address": media_address(grain.picture), "alt": plain(grain.alt)}


def _comic(grain: Grain) -> dict[str, Any]:
    """Return one picture of the comic and the way to its neighbours, or all of them to print."""
    if request.args.get("image") == EVERY_IMAGE:
        panels = [_panel(grain, number) for number in range(1, len(grain.panels) + 1)]
        return {"panels": panels, "pages": None, "last": True}
    number = min(max(wanted_page("image"), 1), len(grain.panels))
    pages_here = pager("image", number, len(grain.panels))
    return {"panels": [_panel(grain, number)], "pages": pages_here, "last": number == len(grain.panels)}


def _panel(grain: Grain, number: int) -> PanelShown:
    panel = grain.panels[number - 1]
    text, language = catalogue.best_text(panel.text, chosen_language())
    return PanelShown(
        number, media_address(panel.picture), plain(panel.alt), in_language(text, language), language
    )


def _exercises(grain: Grain) -> dict[str, Any]:
    """Return what is practised, and how far the learner is in the set."""
    skills = catalogue.skills(list(grain.skills))
    visitor = learner_here()
    outcomes = attempts.set_of(visitor.learner, grain.id).outcomes if visitor else []
    begun = any(outcomes) and not all(one in ("got", "tried") for one in outcomes)
    words = _n("Un épi de %(num)s grain à récolter.", "Un épi de %(num)s grains à récolter.", grain.count)
    return {
        "skills": [said(skills[one].title) for one in grain.skills if one in skills],
        "outcomes": outcomes,
        "ear_words": ear_words(outcomes) if any(outcomes) else words,
        "start_words": _("Je continue") if begun else _("Je m’entraîne"),
    }


PARTS = {
    "lesson": _lesson,
    "exercises": _exercises,
    "video": _video,
    "audio": _audio,
    "comic": _comic,
    "document": _document,
    "picture": _picture,
}


def best_blob(blobs: dict[Language, Blob]) -> Blob:
    """Return the file in the page's language, else in the country's, else any; 404 when there is none."""
    names: Text = {language: language for language in blobs}
    language = catalogue.best_text(names, chosen_language())[1]
    if not language:
        abort(404)
    return blobs[language]


def _file(blob: Blob) -> File:
    return File(media_address(blob), blob.name, blob.mime, size_words(blob.bytes))
