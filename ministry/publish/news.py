"""News as people write them: one file each in a country's `news/`, in the order of their names."""

from datetime import date

from exchange.documents import Bulletin, Country, Form, News, Text
from ministry.publish.catalogue import Catalogue
from ministry.publish.desk import Desk
from ministry.publish.languages import check_text
from ministry.publish.sheets import Sheet
from runtime.clock import BUILT

LONGEST = {"title": 80, "text": 600}  # characters: five of them fit in the first answer of the box
MOST_NEWS = 5


class WrittenNews(Form, frozen=True):
    """What a file says; the id comes from its place."""

    title: Text
    text: Text
    until: str


def read_news(country: Country, catalogue: Catalogue, desk: Desk) -> None:
    """Put a country's news into the catalogue."""
    found = []
    for number, path in enumerate(sorted((desk.folder_of(country.id) / "news").glob("*.yml")), start=1):
        sheet, written = desk.form(path, WrittenNews)
        if number > MOST_NEWS:
            desk.note(sheet, "", "too-many-news", most=str(MOST_NEWS))
        if written:
            _check(written, country, sheet, desk)
            found.append(News(f"{country.id}/{path.stem}", written.title, written.text, written.until))
    catalogue.news[country.id] = tuple(found)


def bulletin_of(country: Country, catalogue: Catalogue) -> Bulletin | None:
    """Return the news of a country's edition, None without any."""
    news = catalogue.news.get(country.id)
    return Bulletin(f"{country.id}/news", news) if news else None


def _check(news: WrittenNews, country: Country, sheet: Sheet, desk: Desk) -> None:
    for key, most in LONGEST.items():
        text: Text = getattr(news, key)
        check_text(key, text, country.languages, sheet, desk)
        for language, said in text.items():
            if len(said) > most:
                parts = {"found": f"{key}.{language}", "length": str(len(said)), "most": str(most)}
                desk.note(sheet, f"{key}.{language}", "too-long", **parts)
    _check_day(news.until, sheet, desk)


def _check_day(until: str, sheet: Sheet, desk: Desk) -> None:
    """Note what is no day, or one that no box will believe in: its clock begins with its program."""
    try:
        last = date.fromisoformat(until)
    except ValueError:
        desk.note(sheet, "until", "not-a-day", found=until)
        return
    if last < BUILT.date():
        desk.note(sheet, "until", "past-day", found=until)
