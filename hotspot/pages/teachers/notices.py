"""The school's own notices: the head writes, changes and ends them; a teacher reads."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from hotspot.pages.adult import adult_needed, may
from hotspot.pages.days import day_here, day_words, read_day
from hotspot.pages.language import translate as _
from hotspot.school import notices
from hotspot.school.adult_tables import Notice
from hotspot.school.notices import LONGEST_TEXT, LONGEST_TITLE
from runtime import clock

ADDRESS = "/enseignant/ecole/annonces"

pages = Blueprint("notices", __name__, url_prefix=ADDRESS)


@dataclass(frozen=True)
class NoticeShown:
    """A notice as adults see it: `is_over` once its last day has passed."""

    id: int
    title: str
    text: str
    until: str
    is_over: bool


@dataclass(frozen=True)
class Form:
    """What was typed, and what is wrong with each field."""

    title: str = ""
    text: str = ""
    until: str = ""
    wrong: tuple[tuple[str, str], ...] = ()

    def why(self, field: str) -> str:
        """Return what is wrong with a field, "" when nothing is."""
        return dict(self.wrong).get(field, "")

    @property
    def last_day(self) -> date:
        """The last day, of a form in which nothing is wrong."""
        return date.fromisoformat(self.until)


@pages.get("")
@may("head", "teacher")
def all_notices() -> str:
    """Show the notices; the head may write a new one."""
    return _list_page(Form())


@pages.post("")
@may("head")
def write() -> str | Response:
    """Tell something new."""
    form = _typed()
    if form.wrong:
        return _list_page(form)
    notices.write(form.title, form.text, form.last_day, adult_needed().name)
    return _back(_("C’est dit : l’annonce est sur la première page."))


@pages.get("/<int:number>")
@may("head")
def one_notice(number: int) -> str:
    """Show a notice, to be changed."""
    found = _found(number)
    return _change_page(found, Form(found.title, found.text, found.until))


@pages.post("/<int:number>")
@may("head")
def change(number: int) -> str | Response:
    """Tell it otherwise."""
    found, form = _found(number), _typed()
    if form.wrong:
        return _change_page(found, form)
    notices.change(number, form.title, form.text, form.last_day)
    return _back(_("L’annonce est changée."))


@pages.post("/<int:number>/finir")
@may("head")
def end(number: int) -> Response:
    """Take it down."""
    notices.end(_found(number).id)
    return _back(_("L’annonce est retirée."))


def _typed() -> Form:
    title = " ".join(request.form.get("title", "").split())
    text = "\n".join(line.strip() for line in request.form.get("text", "").strip().splitlines())
    typed = request.form.get("until", "").strip()
    day = read_day(typed)
    wrong = {
        "title": _too_long(title, LONGEST_TITLE),
        "text": _too_long(text, LONGEST_TEXT),
        "until": _what_is_wrong(day),
    }
    told = tuple((field, why) for field, why in wrong.items() if why)
    until = day.isoformat() if day else typed[:20]
    return Form(title, text, until, told)


def _too_long(text: str, most: int) -> str:
    if not text:
        return _("Écrivez ici quelque chose.")
    if len(text) > most:
        return _("%(length)s caractères, au plus %(most)s. Raccourcissez.", length=len(text), most=most)
    return ""


def _what_is_wrong(day: date | None) -> str:
    today = day_here()
    if day is None:
        return _("La boîte n’a pas compris ce jour. Écrivez-le ainsi : 31/12/2026")
    if today is not None and day < today:
        return _("Ce jour est passé.")
    if day > clock.HORIZON.date():
        return _("Cette date est trop loin. Vérifiez l’année.")
    return ""


def _list_page(form: Form) -> str:
    return render_template(
        "teachers/notices.html",
        notices=[_shown(one) for one in notices.notices()],
        at_most=notices.SHOWN_AT_MOST,
        form=form,
        writes=adult_needed().role == "head",
        told=session.pop("told", ""),
        **_limits(),
    )


def _change_page(found: Notice, form: Form) -> str:
    return render_template("teachers/notice.html", number=found.id, form=form, **_limits())


def _limits() -> dict[str, int]:
    return {"longest_title": LONGEST_TITLE, "longest_text": LONGEST_TEXT}


def _shown(one: Notice) -> NoticeShown:
    today, until = day_here(), date.fromisoformat(one.until)
    return NoticeShown(one.id, one.title, one.text, day_words(until), today is not None and until < today)


def _found(number: int) -> Notice:
    found = notices.notice(number)
    if found is None:
        abort(404)
    return found


def _back(told: str) -> Response:
    session["told"] = told
    return redirect(ADDRESS, 303)
