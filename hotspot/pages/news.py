"""What the front page tells: the school's notices in its own words, then the news of the country."""

from dataclasses import dataclass
from datetime import date

from flask import g
from markupsafe import Markup

from exchange.documents import News
from hotspot.content.news import news_on
from hotspot.pages.days import day_here, day_words
from hotspot.pages.language import said
from hotspot.pages.language import translate as _
from hotspot.pages.naming import listed
from hotspot.school.adult_tables import Notice
from hotspot.school.notices import notices_on


@dataclass(frozen=True)
class Told:
    """One piece of news, as it is read."""

    title: str | Markup
    text: str | Markup
    small: str


def news_here() -> tuple[Told, ...]:
    """Return what is told today; a box that does not know the day tells all, without a day."""
    day = day_here()
    of_country = news_on(day) if g.get("edition_is_here") else ()
    return (*(_own(one, day) for one in notices_on(day)), *(_of_country(one) for one in of_country))


def _own(notice: Notice, day: date | None) -> Told:
    until = day_words(date.fromisoformat(notice.until)) if day else ""
    small = listed(_("L’école"), _("jusqu’au %(day)s", day=until) if until else "")
    return Told(notice.title, notice.text, small)


def _of_country(news: News) -> Told:
    return Told(said(news.title), said(news.text), "")
