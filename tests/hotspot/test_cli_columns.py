"""Columns stay straight under any name, on eighty places."""

import pytest

from hotspot.cli.columns import TERMINAL, fitted, paragraph, table, width


@pytest.mark.parametrize(
    ("text", "places"), [("Awa", 3), ("Élimane", 7), ("E\u0301limane", 7), ("فَاطِمَة", 5), ("数", 2), ("", 0)]
)
def test_a_text_takes_the_places_that_are_seen(text, places):
    assert width(text) == places


@pytest.mark.parametrize("name", ["Awa", "مُحَمَّد", "Abdoulaye Souleymane", "E\u0301limane"])
def test_every_name_fills_its_column_exactly(name):
    assert width(fitted(name, 8)) == 8


def test_what_is_too_long_is_cut_and_says_so():
    assert fitted("Abdoulaye", 6) == "Abdou…"


def test_columns_begin_under_each_other():
    lines = table([("Awa", "acquis"), ("مُحَمَّد", "bloqué")])

    assert [
        width(line[: line.index(word)]) for line, word in zip(lines, ("acquis", "bloqué"), strict=True)
    ] == [
        6,
        6,
    ]


def test_a_line_neither_begins_nor_ends_with_a_lonely_french_sign():
    lines = paragraph("Demandez : « Combien en tout ? » " * 20)

    assert not any(line.startswith((":", "?", "»")) or line.endswith("«") for line in lines)
    assert len(lines) > 1
    assert "\N{NO-BREAK SPACE}" not in "".join(lines)


def test_a_paragraph_stays_within_the_terminal():
    assert all(width(line) <= TERMINAL for line in paragraph("mot " * 60, "    "))
