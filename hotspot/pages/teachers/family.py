"""What a family may ask for: all that the box holds of its child, as one file to read, keep and print."""

from dataclasses import dataclass

from flask import Blueprint, Response, g, render_template, request
from markupsafe import Markup

from hotspot.content import catalogue, lists
from hotspot.pages import adult, static
from hotspot.pages.adult import may
from hotspot.pages.days import day_words
from hotspot.pages.hour import written
from hotspot.pages.language import LANGUAGES, in_language, said
from hotspot.pages.language import translate as _
from hotspot.pages.naming import language_words, listed, picture_words
from hotspot.pages.teachers.how_far import state_words
from hotspot.school import tutor_days
from hotspot.school.life import given_to_family
from hotspot.school.life.given_to_family import Asked, Held, Tried
from hotspot.school.reading.class_reading import state_of
from hotspot.school.tables import Learner
from hotspot.school.work.contents import content_of, what_of
from runtime import clock

pages = Blueprint("family", __name__, url_prefix="/enseignant/eleves/<int:learner_id>/donnees")

Words = str | Markup


@dataclass(frozen=True)
class Line:
    """A question in the file."""

    when: str
    skill: Words
    ask: Words
    tries: list[str]


@pages.get("")
@may("head", "teacher")
def offer(learner_id: int) -> str:
    """Offer the file, in the language that the family reads."""
    learner = adult.learner_in(learner_id)
    return render_template("teachers/family.html", learner=learner, languages=LANGUAGES)


@pages.get("/fichier")
@may("head", "teacher")
def file(learner_id: int) -> Response:
    """Return the file."""
    learner = adult.learner_in(learner_id)
    wanted = request.args.get("langue", "")
    g.language = wanted if wanted in LANGUAGES else learner.language
    html = render_template("teachers/family_file.html", **_content(learner))
    headers = {"Content-Disposition": f'attachment; filename="eleve-{learner_id}.html"'}
    return Response(html, headers=headers, mimetype="text/html")


def _content(learner: Learner) -> dict[str, object]:
    held = given_to_family.held_of(learner)
    titles = _titles_of_skills()
    return {
        "style": _style(),
        "learner": learner,
        "today": day_words(clock.displayed().time.astimezone().date()),
        "facts": _facts(held),
        "skills": [
            (titles.get(skill, skill), state_words(state_of(one.practice)))
            for skill, one in held.known.skills.items()
        ],
        "done": _done(held),
        "stuck": [(titles.get(one.skill, one.skill), _date(one.day)) for one in held.stuck],
        "given": [_given(one.kind, one.content) for one in held.given],
        "groups": [one.name for one in held.groups],
        "lines": [_line(one, titles) for one in given_to_family.questions_of(learner)],
    }


def _facts(held: Held) -> list[tuple[str, Words]]:
    """Return what is known of the child beside the work."""
    one = held.learner
    sexes = {"girl": _("fille"), "boy": _("garçon")}
    return [
        (_("Prénom"), one.first_name),
        (_("Classe"), one.school_class.name if one.school_class else ""),
        (_("Numéro dans la classe"), str(one.number)),
        (_("Fille ou garçon"), sexes.get(one.sex, _("non dit"))),
        (_("Images pour entrer"), listed(*(picture_words(name) for name in one.pictures.split()))),
        (_("Visage dessiné"), f"{one.face}-{one.skin}-{one.cloth}"),
        (_("Langue"), language_words(one.language)),
        (_("Date d’inscription"), written(one.created_at)),
        (_("Date de départ"), written(one.left_at) if one.left_at else _("toujours à l’école")),
        (_("Séances de travail"), str(held.sittings)),
        (_("Travaux donnés qui ont été ouverts"), str(held.opened)),
        (_("Mauvaises images essayées à son nom"), str(held.codes_missed)),
    ]


def _done(held: Held) -> list[tuple[Words, str, str]]:
    cards = lists.grain_cards([one.grain for one in held.done])
    return [
        (
            said(cards[one.grain].title) if one.grain in cards else one.grain,
            written(one.first_done_at),
            written(one.done_at),
        )
        for one in held.done
    ]


def _given(kind: str, content_id: str) -> Words:
    what = what_of(kind, content_id)
    content = content_of(what) if what else None
    return said(content.title) if content else content_id


def _line(one: Asked, titles: dict[str, Markup]) -> Line:
    ask: Words = in_language(one.ask, one.language) if one.ask else _("question qui n’est plus dans la boîte")
    return Line(written(one.at), titles.get(one.skill, one.skill), ask, [_try(each) for each in one.tries])


def _try(one: Tried) -> str:
    verdicts = {
        "right": _("juste"),
        "near": _("presque"),
        "wrong": _("pas encore"),
        "help": _("a demandé de l’aide"),
    }
    verdict = verdicts.get(one.verdict, one.verdict)
    return _("%(answer)s : %(verdict)s", answer=one.answered, verdict=verdict) if one.answered else verdict


def _titles_of_skills() -> dict[str, Markup]:
    return {card.id: said(card.title) for card in catalogue.all_skills()}


def _date(day: int) -> str:
    """Return a day of the tutor's count as a date, "" where nobody had said the date by then."""
    date = tutor_days.date_of(day)
    return day_words(date) if date else ""


def _style() -> Markup:
    """Return the look of the file, in itself: it is read far from the box."""
    return Markup("<style>{}</style>").format(Markup(static.files()["family.css"].plain.decode()))  # noqa: S704
