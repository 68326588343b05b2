"""In which language a page speaks: chosen by the visitor, else the country's, else French.

French is the source: its texts stand in the code. Arabic and English stand in translations/, read once.
"""

import gettext as standard_gettext
import io
from functools import cache
from pathlib import Path

import polib
from flask import g, session
from markupsafe import Markup, escape

from exchange.documents import Text
from hotspot.content import catalogue

FOLDER = Path(__file__).parent.parent / "translations"
LANGUAGES = {"fr": "Français", "ar": "العربية", "en": "English"}  # each called by its own name
RIGHT_TO_LEFT = {"ar"}


class French(standard_gettext.NullTranslations):
    """The source: nothing to translate, but French counts 0 and 1 as one."""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form for this number."""
        return many if number > 1 else one


@cache
def translations(language: str) -> standard_gettext.NullTranslations:
    """Return the texts of a language, from its .po file; French for any other."""
    if language not in LANGUAGES or language == "fr":
        return French()
    texts = polib.pofile(str(FOLDER / language / "messages.po"))
    return standard_gettext.GNUTranslations(io.BytesIO(texts.to_binary()))


def chosen_language() -> str:
    """Return the language of this page."""
    try:
        language: str = g.language  # a page asks forty times
    except AttributeError:
        kept = session.get("language", "")
        language = g.language = kept if kept in LANGUAGES else first_language()
    except RuntimeError:  # outside a page
        return "fr"
    return language


def first_language() -> str:
    """Return the country's most usual teaching language that pages exist in, else French."""
    return next((language for language in country_languages() if language in LANGUAGES), "fr")


def country_languages() -> tuple[str, ...]:
    """Return the country's teaching languages; none while no edition is installed."""
    return catalogue.country().languages if g.get("edition_is_here") else ()


def other_languages() -> list[tuple[str, str]]:
    """Return code and name of the languages to change to, the country's own first."""
    usual = [*country_languages(), *LANGUAGES]
    others = dict.fromkeys(code for code in usual if code in LANGUAGES and code != chosen_language())
    return [(code, LANGUAGES[code]) for code in others]


def direction(language: str = "") -> str:
    """Return rtl or ltr, of this language or the page's."""
    return "rtl" if (language or chosen_language()) in RIGHT_TO_LEFT else "ltr"


def translate(text: str, **values: object) -> str:
    """Return the text in the page's language, its %(names)s filled in."""
    return _filled(translations(chosen_language()).gettext(text), values)


def translate_count(one: str, many: str, number: int, **values: object) -> str:
    """Return the text for this number in the page's language; %(num)s is the number."""
    text = translations(chosen_language()).ngettext(one, many, number)
    return _filled(text, {"num": number, **values})


def _filled(text: str, values: dict[str, object]) -> str:
    """Return the text with its values; where one of them is marked up, the others are escaped."""
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(text) % values
    return text % values if values else text


def said(texts: Text) -> Markup:
    """Return a text of the content in the page's language, else in another, marked as such."""
    text, language = catalogue.best_text(texts, chosen_language())
    return in_language(text, language)


def plain(texts: Text) -> str:
    """Return a text of the content without any mark, for titles and labels."""
    return catalogue.best_text(texts, chosen_language())[0]


def in_language(text: str, language: str) -> Markup:
    """Return the text, marked when it is not in the page's language."""
    if not language or language == chosen_language():
        return escape(text)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction(language), text)
