"""The hour of the box: what it shows, what phones say of it, and what a technician sets.

Hours are shown and typed as the clock on the wall has them: in the time zone of the machine.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from flask import Blueprint, Response, redirect, request, session
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from hotspot.pages.adult import may
from hotspot.pages.here import device_here
from hotspot.pages.language import translate as _
from hotspot.pages.naming import alone
from runtime import clock
from runtime.floor import Source

LONGEST_HOUR = 40  # characters typed
TYPED = re.compile(r"\d+(?:\D{1,3}\d+){3,6}[ hH]*")  # a day and an hour, with anything short between
DAYS_AT_MOST = 31  # in a month: a first number beyond is the year
PHONE_TIME = re.compile(r"[0-9]{1,14}")  # milliseconds since 1970, as JavaScript counts
EXAMPLE = Markup("<bdi>22/11/2026 08:15</bdi>")

pages = Blueprint("hour", __name__)


@dataclass(frozen=True)
class HourForm:
    """What the technician's form shows: the hour to begin with, and what was wrong with the last one."""

    hour: str
    wrong: str
    example: Markup


@pages.post("/heure")
def hear() -> Response:
    """Take in what a phone's clock says; hour.js sends it where a page asks for it."""
    clock.hear_voice(device_here(), _phone_time(request.form.get("now", "")))
    return Response(status=204)


@pages.post("/boite/heure")
@may("head", "technician")
def set_hour() -> AnyResponse:
    """Set the hour that an adult has typed."""
    typed = request.form.get("hour", "")[:LONGEST_HOUR]
    return _set(read_hour(typed), typed)


@pages.post("/boite/heure/telephone")
@may("head", "technician")
def take_hour() -> AnyResponse:
    """Set the hour of the phone in an adult's hand, as its script has read it."""
    time = _phone_time(request.form.get("now", ""))
    return _set(time, written(time) if time else "")


def _set(time: datetime | None, typed: str) -> AnyResponse:
    """Set the hour; one that cannot be comes back as it was typed."""
    if time is None or not clock.can_be(Source.ADULT, time):
        session["wrong_hour"] = typed
    elif clock.told(Source.ADULT, time):
        clock.write_down()
    return redirect("/boite", 303)


def _phone_time(said: str) -> datetime | None:
    """Return the time (UTC) that a script has read on its phone; None when it is none."""
    if not PHONE_TIME.fullmatch(said):
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(said))


def phone_is_asked() -> bool:
    """Say whether the page is to ask this phone for the time: only while the box does not know it."""
    return clock.wants_voice(device_here())


def hour_form() -> HourForm | None:
    """Return the form to set the hour; None where the box has it from better than people."""
    shown = clock.displayed()
    if shown.source > Source.PHONES:
        return None
    typed: str | None = session.pop("wrong_hour", None)
    if typed is None:
        return HourForm(shown.time.astimezone().strftime("%Y-%m-%dT%H:%M"), "", EXAMPLE)
    return HourForm(typed, _what_is_wrong(read_hour(typed)), EXAMPLE)


def hour_row() -> tuple[str, str, str]:
    """Return the hour in words, its state (good, warn) and where it comes from."""
    shown = clock.displayed()
    hour = written(shown.time)
    if shown.source is Source.NOBODY:
        return hour, "warn", _("Personne n’a encore dit l’heure à la boîte. Réglez-la sur cette page.")
    return hour, "good", _given_by(shown.source, alone(written(shown.since or shown.time)))


def written(time: datetime) -> str:
    """Return a time as the clock on the wall has it: 22/11/2026 08:15."""
    return time.astimezone().strftime("%d/%m/%Y %H:%M")


def read_hour(typed: str) -> datetime | None:
    """Return the time (UTC) that a technician has typed; None when it is none.

    `2026-11-22T08:15` as browsers send it, `2026-11-22 08:15`, `22/11/2026 8h15`, with digits of any script.
    """
    if not TYPED.fullmatch(typed.strip()):
        return None
    first, second, third, hour, *minute = [int(number) for number in re.findall(r"\d+", typed)]
    year, month, day = (first, second, third) if first > DAYS_AT_MOST else (third, second, first)
    try:
        return datetime(year, month, day, hour, minute[0] if minute else 0).astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of February; the year 1
        return None


def date_answer(response: Response) -> Response:
    """Date an answer by the hour that the box shows.

    A phone takes what is dated by a system clock of 1970 for fifty years old, and fetches it anew each time.
    """
    response.headers["Date"] = format_datetime(clock.displayed().time, usegmt=True)
    return response


def _what_is_wrong(time: datetime | None) -> str:
    if time is None:
        return _("La boîte n’a pas compris cette heure. Écrivez-la ainsi : %(hour)s", hour=EXAMPLE)
    if time > clock.HORIZON:
        return _("Cette date est trop loin. Vérifiez l’année.")
    return _("Cette date est trop ancienne : le programme de la boîte est plus récent. Vérifiez l’année.")


def _given_by(source: Source, since: Markup) -> str:
    words = {
        Source.ADULT: _("Réglée par un adulte le %(since)s.", since=since),
        Source.PHONES: _("Donnée par trois téléphones le %(since)s.", since=since),
        Source.SIGNED: _("Donnée et signée par le ministère le %(since)s.", since=since),
        Source.BATTERY: _("Gardée par l’horloge à pile de la boîte."),
        Source.NETWORK: _("Donnée par le réseau."),
    }
    return words[source]
