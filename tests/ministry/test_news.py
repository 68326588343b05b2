"""The news of a country: checked like all else, and a document of its edition."""

import msgspec
import pytest
from test_publishing import documents

from exchange.documents import Bulletin
from ministry.publish.news import MOST_NEWS

FILE = "countries/tn/news/welcome.yml"
NEWS = """title: {fr: Bienvenue, ar: مرحبا}
text:
  fr: Les leçons sont ici.
  ar: الدروس هنا.
until: "2028-07-31"
"""
# what a hurried author writes instead, how the mistake is told
MISTAKES = {
    "a language that is missing": ("  ar: الدروس هنا.\n", "", f"{FILE}:2: « text » manque en « ar »"),
    "a day that is past": ("2028-07-31", "2026-01-15", f"{FILE}:5: « 2026-01-15 » est passé"),
    "what is no day": ("2028-07-31", "31 juillet", f"{FILE}:5: « 31 juillet » n'est pas un jour."),
    "a title that is too long": (
        "fr: Bienvenue,",
        f"fr: {'B' * 81},",
        f"{FILE}:1: « title.fr » a 81 signes, au plus 80.",
    ),
    "a text that is too long": (
        "fr: Les leçons sont ici.",
        f"fr: {'x' * 601}",
        f"{FILE}:3: « text.fr » a 601 signes, au plus 600.",
    ),
    "a key that does not exist": ("until:", "end: x\nuntil:", f"{FILE}:5: « end » : clé inconnue."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line(authors, mistake):
    authors.write(FILE, NEWS)
    old, new, told = MISTAKES[mistake]
    authors.change(FILE, old, new)

    (found,) = authors.mistakes("tn")

    assert found.startswith(told)


def test_more_news_than_a_front_page_holds_are_refused(authors):
    for number in range(MOST_NEWS + 1):
        authors.write(f"countries/tn/news/n{number}.yml", NEWS)

    assert authors.mistakes("tn") == [
        "countries/tn/news/n5.yml:1: Au plus 5 nouvelles à la fois. Retirez la plus ancienne."
    ]


def test_news_are_a_document_of_the_edition(authors, tmp_path):
    authors.write(FILE, NEWS)

    found = documents(authors.publish(tmp_path / "repo", "tn"), "tn")["tn/news"]

    assert isinstance(found, Bulletin)
    assert [(one.id, one.until) for one in found.news] == [("tn/welcome", "2028-07-31")]
    assert msgspec.json.encode(found.news[0].text)


def test_a_country_without_news_publishes_none(authors, tmp_path):
    assert "tn/news" not in documents(authors.publish(tmp_path / "repo", "tn"), "tn")
