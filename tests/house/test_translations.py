"""Every sentence of the source exists in Arabic and in English, and no translation is left over."""

import re
import string
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

HOUSE = Path(__file__).parents[2]
HOTSPOT = HOUSE / "hotspot"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"encoding": "utf-8", "trimmed": "true", "silent": "false"}}
LANGUAGES = ("ar", "en")
PLURALS = {"ar": 6, "en": 2}


def sentences():
    found = extract_from_dir(
        str(HOTSPOT),
        METHODS,
        OPTIONS,
        keywords={"_": None, "gettext": None, "ngettext": (1, 2), "_n": (1, 2)},
    )
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found if message}


def catalogue(language):
    return polib.pofile(str(HOTSPOT / "translations" / language / "messages.po"))


def places(sentence):
    named = re.findall(r"%\((\w+)\)[sd]", sentence)
    return {*named, *(name for _, name, _, _ in string.Formatter().parse(sentence.replace("%", "")) if name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language):
    translated = {entry.msgid for entry in catalogue(language) if entry.translated()}

    assert sentences() - translated == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language):
    assert {entry.msgid for entry in catalogue(language)} - sentences() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_same_places(language):
    for entry in catalogue(language):
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            if said and not entry.msgid_plural:
                assert places(said) == places(entry.msgid), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_its_forms(language):
    for entry in catalogue(language):
        if entry.msgid_plural:
            assert len([form for form in entry.msgstr_plural.values() if form]) == PLURALS[language], (
                entry.msgid
            )


def test_arabic_is_written_in_arabic():
    arabic = re.compile("[\u0600-\u06ff]")
    letters = re.compile(r"[A-Za-zÀ-ÿ]{3,}")

    for entry in catalogue("ar"):
        if letters.search(re.sub(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>", "", entry.msgid)):
            said = entry.msgstr or "".join(entry.msgstr_plural.values())
            assert arabic.search(said), entry.msgid
