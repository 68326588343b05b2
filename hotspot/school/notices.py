"""The school's own notices: what the head tells on the front page, until the end of a day."""

from datetime import date

from hotspot.school.adult_tables import Notice
from runtime.clock import now
from runtime.database import prepared

LONGEST_TITLE, LONGEST_TEXT = 80, 600  # characters
SHOWN_AT_MOST = 3  # on the front page
KEPT_AT_MOST = 50

_newest = prepared(Notice.select().where(Notice.until >= "").order_by(Notice.id.desc()).limit(SHOWN_AT_MOST))


def notices_on(day: date | None) -> list[Notice]:
    """Return what the front page shows on a day, newest first; while nobody knows the day, what is there."""
    return _newest("" if day is None else day.isoformat(), SHOWN_AT_MOST)


def notices() -> list[Notice]:
    """Return all notices, newest first, also those that have ended."""
    return list(Notice.select().order_by(Notice.id.desc()))


def notice(number: int) -> Notice | None:
    """Return the notice with this number, or None."""
    found: Notice | None = Notice.get_or_none(Notice.id == number)
    return found


def write(title: str, text: str, until: date, by: str) -> Notice:
    """Tell something new; the oldest of very many is forgotten."""
    written = Notice.create(title=title, text=text, until=until.isoformat(), written_by=by, written_at=now())
    kept = Notice.select(Notice.id).order_by(Notice.id.desc()).limit(KEPT_AT_MOST)
    Notice.delete().where(Notice.id.not_in(kept)).execute()
    return written


def change(number: int, title: str, text: str, until: date) -> None:
    """Tell it otherwise, or until another day."""
    Notice.update(title=title, text=text, until=until.isoformat()).where(Notice.id == number).execute()


def end(number: int) -> None:
    """Take a notice down."""
    Notice.delete().where(Notice.id == number).execute()
