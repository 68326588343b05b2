"""Assign something to do: choose a parcours, a module or a skill, then for whom and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from hotspot.content.cards import ModuleCard, ParcoursCard, SkillCard
from hotspot.pages import adult
from hotspot.pages.adult import may
from hotspot.pages.assigned import ICONS, what_words
from hotspot.pages.cards import Card, module_words, parcours_card
from hotspot.pages.days import day_words, read_day
from hotspot.pages.here import number_in, one_line
from hotspot.pages.language import chosen_language, said
from hotspot.pages.language import translate as _
from hotspot.pages.naming import alone, listed, subject_words, year_words
from hotspot.school import classes
from hotspot.school.tables import SchoolClass
from hotspot.school.work import assigning, finding, last_days
from hotspot.school.work.assigning import Whom
from hotspot.school.work.contents import Content, What, content_of, what_of
from hotspot.school.work.groups import groups_of

LONGEST_SEARCH = 80  # characters
LONGEST_DAY = 20
SCHOOL_DAYS_OFFERED = 10
WHOLE_CLASS = "classe"

pages = Blueprint("assigning", __name__, url_prefix="/enseignant")


@dataclass(frozen=True)
class Shelf:
    """Things to give, under a name."""

    name: str | Markup
    subject: str
    cards: list[Card]


@dataclass(frozen=True)
class Choice:
    """One of the things to choose in a list."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Typed:
    """What the form holds: for whom, a day chosen, a day typed; and what is wrong with it."""

    whom: str = WHOLE_CLASS
    chosen_day: str = ""
    typed_day: str = ""
    wrong_whom: str = ""
    wrong_day: str = ""


@pages.get("/donner")
@may("head", "teacher")
def which_class() -> Response | str:
    """Lead from a page of the catalogue to the form of the class; ask which, where there are several."""
    mine = adult.classes_here()
    asked = urlencode({"quoi": request.args.get("quoi", "")})
    if len(mine) == 1:
        return redirect(f"/enseignant/classes/{mine[0].id}/travail/donner?{asked}", 303)
    return render_template("teachers/which_class.html", classes=mine, asked=asked)


@pages.get("/classes/<int:class_id>/travail/donner")
@may("head", "teacher")
def assign_form(class_id: int) -> str:
    """Show what there is to give; or, once chosen, ask for whom and until when."""
    school_class = adult.class_here(class_id)
    whom = request.args.get("pour", WHOLE_CLASS)
    asked = request.args.get("quoi", "")
    content = _content(asked)
    if content is not None:
        return _form(school_class, content, Typed(whom))
    words = one_line(request.args.get("q", ""), LONGEST_SEARCH)
    return render_template(
        "teachers/assign.html",
        school_class=school_class,
        words=words,
        whom=whom,
        shelves=_found(school_class, words, whom) if words else _of_year(school_class, whom),
        is_gone=bool(asked),
    )


@pages.post("/classes/<int:class_id>/travail/donner")
@may("head", "teacher")
def assign(class_id: int) -> Response | tuple[str, int] | str:
    """Assign it, when all is right; else the form comes back as it was filled."""
    school_class = adult.class_here(class_id)
    content = _content(request.form.get("quoi", ""))
    if content is None:
        return redirect(f"/enseignant/classes/{class_id}/travail/donner?quoi=non", 303)
    whom_typed = request.form.get("pour", "")
    chosen, typed = (request.form.get(name, "")[:LONGEST_DAY] for name in ("jour", "date"))
    day = read_day(typed or chosen)
    wrong = _what_is_wrong(day) if typed or chosen else ""
    whom = _whom(whom_typed)
    if wrong or whom is None:
        return _form(school_class, content, Typed(whom_typed, chosen, typed, _nobody(whom), wrong)), 422
    try:
        assigned = assigning.assign(school_class, content.what, whom, day, adult.adult_needed().name)
    except assigning.NobodyThere:
        return _form(school_class, content, Typed(whom_typed, chosen, typed, _nobody(None))), 422
    except assigning.TooMuch:
        session["told_work"] = (
            "warn",
            _("Cette classe a déjà %(num)s travaux. Retirez-en d’abord.", num=assigning.AT_MOST),
        )
        return redirect(f"/enseignant/classes/{class_id}/travail", 303)
    session["told_work"] = "good", _told(assigned.is_new, day)
    return redirect(f"/enseignant/classes/{class_id}/travail#t{assigned.row.id}", 303)


def _content(asked: str) -> Content | None:
    """Return what is asked for as "module:region/maths/numbers", None when the edition has it not."""
    kind, _colon, content_id = asked.partition(":")
    what = what_of(kind, content_id)
    return content_of(what) if what else None


def _whom(typed: str) -> Whom | None:
    """Return for whom: "classe", "groupe-3", "eleve-12"."""
    if typed == WHOLE_CLASS:
        return Whom()
    kind, _dash, written = typed.partition("-")
    number = number_in(written)
    if number is None:
        return None
    return {"groupe": Whom(group_id=number), "eleve": Whom(learner_id=number)}.get(kind)


def _nobody(whom: Whom | None) -> str:
    return "" if whom else _("Ce groupe ou cet élève n’est plus dans la classe. Choisissez à qui donner.")


def _what_is_wrong(day: date | None) -> str:
    """Return what is wrong with the last day that was said, "" when it is right."""
    today = last_days.today()
    if day is None:
        return _("La boîte n’a pas compris cette date. Écrivez-la ainsi : %(day)s", day=_example(today))
    if day < today:
        return _("Ce jour est passé. Aujourd’hui, c’est %(day)s.", day=day_words(today))
    if day > today + timedelta(days=last_days.FARTHEST_DAYS):
        return _("Cette date est trop loin. Vérifiez l’année.")
    return ""


def _told(is_new: bool, day: date | None) -> str:
    told = _("C’est donné.") if is_new else _("C’était déjà donné. La date est à jour.")
    if day is not None and not last_days.is_school_day(day):
        told += " " + _("Attention : %(day)s, il n’y a pas classe.", day=day_words(day))
    return told


def _form(school_class: SchoolClass, content: Content, typed: Typed) -> str:
    today = last_days.today()
    days = last_days.school_days_after(today, SCHOOL_DAYS_OFFERED)
    learners = classes.learners_of(school_class)
    groups = groups_of(school_class, learners)
    return render_template(
        "teachers/assign_form.html",
        school_class=school_class,
        title=said(content.title),
        small=listed(what_words(content.what.kind), subject_words(content.subject)),
        asked=_asked(content.what),
        typed=typed,
        whole_class=WHOLE_CLASS,
        groups=[_choice(f"groupe-{one.id}", one.name, typed.whom) for one in groups],
        learners=[_choice(f"eleve-{one.id}", one.first_name, typed.whom) for one in learners],
        days=[_choice(day.isoformat(), day_words(day), typed.chosen_day) for day in days],
        example=_example(today),
    )


def _choice(value: str, words: str, chosen: str) -> Choice:
    return Choice(value, words, value == chosen)


def _example(today: date) -> Markup:
    return alone(f"{today + timedelta(days=7):%d/%m/%Y}")


def _asked(what: What) -> str:
    return f"{what.kind}:{what.id}"


def _of_year(school_class: SchoolClass, whom: str) -> list[Shelf]:
    """Return what the class's own year learns: each parcours with its modules, the skills of each subject."""
    own = finding.of_year(school_class.year)
    parcours = [
        Shelf(said(one.title), one.subject, [_parcours(one, whom, is_whole=True), *_modules(modules, whom)])
        for one, modules in own.parcours
    ]
    skills = [
        Shelf(_("Savoirs : %(subject)s", subject=subject_words(subject)), subject, _skills(found, whom))
        for subject, found in own.skills.items()
    ]
    return parcours + skills


def _found(school_class: SchoolClass, words: str, whom: str) -> list[Shelf]:
    found = finding.find(words, school_class.year, chosen_language())
    shelves = [
        Shelf(_("Parcours"), "", [_parcours(one, whom, is_whole=False) for one in found.parcours]),
        Shelf(_("Modules"), "", _modules(found.modules, whom)),
        Shelf(_("Savoirs"), "", _skills(found.skills, whom)),
    ]
    return [shelf for shelf in shelves if shelf.cards]


def _parcours(card: ParcoursCard, whom: str, *, is_whole: bool) -> Card:
    shown = parcours_card(card)
    title = _("Tout le parcours") if is_whole else shown.title
    return Card(_address("parcours", card.id, whom), title, shown.small, ICONS["parcours"], card.subject)


def _modules(cards: Iterable[ModuleCard], whom: str) -> list[Card]:
    return [
        Card(
            _address("module", one.id, whom), said(one.title), module_words(one), ICONS["module"], one.subject
        )
        for one in cards
    ]


def _skills(cards: Iterable[SkillCard], whom: str) -> list[Card]:
    return [
        Card(
            _address("skill", one.id, whom),
            said(one.title),
            year_words(one.year),
            ICONS["skill"],
            one.subject,
        )
        for one in cards
    ]


def _address(kind: str, content_id: str, whom: str) -> str:
    """Return where this is given, on the page of the class; `whom` goes along."""
    asked = {"quoi": f"{kind}:{content_id}"}
    return f"?{urlencode(asked if whom == WHOLE_CLASS else {**asked, 'pour': whom})}"
