"""The media of the catalogue are what the scripts make, fit old phones, and say the same in each language."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from exchange.svg import flaws
from ministry.media.film_words import CUES, LENGTH_SECONDS
from ministry.media.pictures import DRAWINGS
from ministry.media.programs import ProgramMissing, run
from ministry.media.reading import lines_of
from ministry.media.sheet import sheet_html, without_dates
from ministry.media.subtitles import webvtt

MODULES = Path(__file__).parents[2] / "catalogue" / "region" / "modules"
LANGUAGES = ("ar", "en", "fr")
FILM = MODULES / "maths" / "tens-and-ones"
TALE = MODULES / "french" / "sounds-and-words" / "the-hare-and-the-hyena.fr.md"
PICTURE_KB = 8
SOUND_KB = 800
FILM_KB = 1200
SHEET_KB = 200


@pytest.mark.parametrize("place", DRAWINGS)
def test_a_drawing_of_the_catalogue_is_what_its_script_draws(place):
    svg = (MODULES / place).read_bytes()

    assert svg.decode() == DRAWINGS[place]()
    assert flaws(svg) == []
    assert len(svg) <= PICTURE_KB * 1000


@pytest.mark.parametrize("place", DRAWINGS)
def test_a_drawing_holds_digits_but_no_words_so_that_it_serves_every_language(place):
    written = re.findall(r"<text[^>]*>([^<]*)</text>", DRAWINGS[place]())

    assert not [text for text in written if re.search(r"[^\W\d]", text)]
    assert re.search(r'aria-label="[^"]{10,}"', DRAWINGS[place]())


@pytest.mark.parametrize("language", LANGUAGES)
def test_subtitles_follow_one_another_and_are_those_of_the_script(language):
    subtitles = (FILM / f"bundles-of-ten.{language}.vtt").read_text(encoding="utf-8")

    assert subtitles == webvtt(CUES, language)
    assert all(cue.at < cue.until <= after.at + 0.01 for cue, after in pairwise(CUES))
    assert CUES[-1].until <= LENGTH_SECONDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_film_can_play_before_it_has_come_whole(language):
    film = (FILM / f"bundles-of-ten.{language}.mp4").read_bytes()

    assert 0 < film.index(b"moov") < film.index(b"mdat")
    assert len(film) <= FILM_KB * 1000


def test_sounds_and_sheets_stay_small():
    sounds, sheets = list(MODULES.glob("*/*/*.mp3")), list(MODULES.glob("*/*/*.pdf"))

    assert len(sounds) >= 3
    assert len(sheets) == len(LANGUAGES)
    assert all(sound.stat().st_size <= SOUND_KB * 1000 for sound in sounds)
    assert all(sheet.stat().st_size <= SHEET_KB * 1000 for sheet in sheets)


def test_a_voice_reads_sums_in_words_and_leaves_tables_out(tmp_path):
    lesson = tmp_path / "lesson.fr.md"
    lesson.write_text("---\ntitle: Enlever\n---\n\n5 − 2 = **3**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    assert [line.said for line in lines_of(lesson)] == ["Enlever.", "5 moins 2 égale 3"]


def test_each_animal_of_the_tale_speaks_with_its_own_voice():
    speakers = {line.speaker for line in lines_of(TALE)}

    assert speakers == {"", "Le lièvre", "L’hyène", "L’éléphant", "Le puits"}
    assert not [line for line in lines_of(TALE) if line.speaker and line.speaker in line.said]


def test_a_sheet_forgets_when_and_by_what_it_was_printed_and_keeps_its_length():
    printed = (
        b"/Creator (Chromium 1.2)\n/CreationDate (D:20251121231500+00'00')\n/ID (node00000203) (node00000205)"
    )

    kept = without_dates(printed)

    assert len(kept) == len(printed)
    assert kept == without_dates(printed.replace(b"1121231500", b"0101000000").replace(b"00020", b"00071"))
    assert b"Chromium" not in kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_written_in_its_own_language_with_nothing_left_to_fill_in(language):
    html = sheet_html(language)

    assert f'lang="{language}"' in html
    assert ('dir="rtl"' in html) == (language == "ar")
    assert "None" not in html


def test_a_missing_program_is_told_with_its_debian_package(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ProgramMissing, match="sudo apt install librsvg2-bin"):
        run("rsvg-convert")
