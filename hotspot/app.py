"""The box as a web application: who answers to which address, and what is done around every answer."""

from collections.abc import Callable

from flask import Flask, g, redirect, request
from jinja2 import Environment
from werkzeug.wrappers import Response as AnyResponse

from hotspot.content import catalogue
from hotspot.machine.secret import cookie_key
from hotspot.pages import (
    adult,
    card_asked,
    cookies,
    errors,
    front,
    grains,
    hour,
    kept,
    language,
    learners,
    looks,
    media,
    portal,
    practice,
    safety,
    school_name,
    search,
    skill_map,
    static,
    templates,
    tokens,
    tutor,
    unclaimed,
    visitor,
    wire,
)
from hotspot.pages import catalogue as catalogue_pages
from hotspot.pages.box import backup, box_stop, journal, phone_lab, poster, sync, technicians, wifi
from hotspot.pages.teachers import (
    assigning,
    card_room,
    changing_class,
    claim,
    class_ends,
    class_page,
    door,
    doubles,
    erasing,
    family,
    group_changes,
    groups,
    learner_page,
    my_classes,
    name_cards,
    new_year,
    notices,
    pupil_change,
    roster,
    school_room,
    skill_page,
    staff,
    tables_out,
    training,
    work,
)
from hotspot.school.keeper import suspect_lost_catalogue
from hotspot.school.opening import open_school
from hotspot.settings import Settings

ROOMS = (
    *(front, learners, catalogue_pages, search, grains, practice, tutor, kept),
    *(skill_map, technicians, hour, static, media),
    *(box_stop, journal, backup, wifi, sync),
    *(poster, portal, phone_lab),
    *(changing_class, doubles, erasing, family, class_ends, new_year),
    *(claim, door, school_room, card_room, staff),
    *(my_classes, roster, pupil_change, name_cards),
    *(class_page, learner_page, skill_page, tables_out),
    *(work, assigning, groups, group_changes),
    *(notices, training),
)
WITH_AN_EDITION = {
    room.pages.name
    for room in (
        *(learners, catalogue_pages, search, grains, practice, tutor, skill_map, kept),
        *(work, assigning, groups, group_changes, training),
        *(class_page, learner_page, skill_page, tables_out, family, class_ends, new_year),
    )
}
TEMPLATE_WORDS: dict[str, Callable[..., object]] = {
    "icon": looks.icon,
    "light": looks.light,
    "picture": looks.picture,
    "face": looks.face,
    "logo": looks.logo,
    "drawings": looks.drawings,
    "static": static.address,
    "csrf": safety.csrf,
    "box_mark": tokens.box_mark,
    "here": safety.address_here,
    "language": language.chosen_language,
    "direction": language.direction,
    "other_languages": language.other_languages,
    "learner_here": visitor.learner_here,
    "adult_here": visitor.adult_here,
    "card_field": card_asked.card_field,
    "tabs": adult.tabs,
    "hour_form": hour.hour_form,
    "phone_is_asked": hour.phone_is_asked,
    "school_name": school_name.school_name,
    "school_place": school_name.school_place,
}


class Box(Flask):
    """Flask, with its templates once for each language."""

    def __init__(self) -> None:
        super().__init__(__name__, static_folder=None)
        self.spoken = {code: templates.Spoken(code, TEMPLATE_WORDS) for code in language.LANGUAGES}

    @property
    def jinja_env(self) -> Environment:  # type: ignore[override]
        """Return the templates in the language of the page."""
        return self.spoken[language.chosen_language()]


def create_app(settings: Settings) -> Flask:
    """Return the application of one box, ready for any WSGI server.

    Raises:
        OSError: the key of the cookies can neither be read nor written.
    """
    app = Box()
    app.config.update(
        settings=settings,
        SECRET_KEY=cookie_key(settings.secret_file),
        MAX_CONTENT_LENGTH=safety.LARGEST_POST_BYTES,
        SESSION_COOKIE_NAME=cookies.NAME,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.session_interface = cookies.Undated()
    app.url_map.converters["int"] = safety.RowNumber
    portal.prepare(app, settings)
    _prepare_requests(app, settings)
    for room in ROOMS:
        app.register_blueprint(room.pages)
    errors.register(app)
    return app


def _prepare_requests(app: Flask, settings: Settings) -> None:
    app.before_request(safety.leave_room)
    app.before_request(portal.at_the_door)

    @app.before_request
    def open_databases() -> AnyResponse | None:
        if request.blueprint == static.pages.name:
            return None
        open_school(settings)
        return _open_catalogue(settings)

    app.before_request(unclaimed.lead_to_first_start)
    app.before_request(card_asked.use_typed_code)
    app.before_request(adult.guard)
    app.before_request(safety.refuse_foreign_forms)

    # the last one added comes first
    app.after_request(safety.protect)
    app.after_request(hour.date_answer)
    app.after_request(wire.compress)
    app.after_request(wire.typeset)


def _open_catalogue(settings: Settings) -> AnyResponse | None:
    """Open the edition; a box that has none yet leads to the front page, which says what to do."""
    try:
        catalogue.open_catalogue(settings)
    except catalogue.NoEdition:
        suspect_lost_catalogue(settings)
        return redirect("/") if request.blueprint in WITH_AN_EDITION else None
    g.edition_is_here = True
    return None
