import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_exercises import NUMBER, WORDS, same

from exchange.documents import Drawing
from learning.exercises import ExpressionError, draw
from learning.exercises.drawings import NAMES, render

DRAWN = [
    ("number-line", {"start": 50, "end": 70, "step": 1, "mark": 57}),
    ("number-line", {"start": 0, "end": 10000, "step": 1000, "labels": [0, 5000]}),
    ("fraction", {"parts": 8, "filled": 3}),
    ("fraction", {"parts": 5, "filled": 12, "shape": "bar"}),
    ("clock", {"hours": 8, "minutes": 30}),
    ("money", {"amounts": [5, 100, 500, 10000]}),
    *(("objects", {"groups": [4, 7], "thing": thing}) for thing in NAMES),
    *(("objects", {"rows": 10, "columns": 10, "thing": thing}) for thing in NAMES),
    ("rectangle", {"width": 12, "height": 5, "grid": 1}),
    ("rectangle", {"width": 12, "height": 5, "unit": "cm"}),
    ("bars", {"values": [3, 7, 12], "labels": ["Awa", "Moussa", "Fatou"]}),
    ("ruler", {"length": Fraction(13, 2), "start": 2, "thing": "pencil"}),
    ("tens", {"tens": 20, "ones": 20}),
    ("tens", {"tens": 9, "ones": 19, "hundreds": 9}),
]


@pytest.mark.parametrize(("kind", "values"), DRAWN)
def test_a_drawing_is_small_labelled_and_without_script_style_or_ids(kind, values):
    svg = render(kind, values, 'Ce qu’on "voit" <ici>', "fr", WORDS.money)
    root = ET.fromstring(svg)

    assert len(svg.encode()) <= 3072
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Ce qu’on "voit" <ici>'
    assert root.get("viewBox")
    assert not any({"id", "style"} & set(part.attrib) for part in root.iter())


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("sphere", {}),
        ("fraction", {"parts": 0, "filled": 0}),
        ("fraction", {"filled": 1}),
        ("fraction", {"parts": 4, "filled": 1, "colour": 1}),
        ("number-line", {"start": 5, "end": 5}),
        ("number-line", {"start": 0, "end": 10**6, "step": 1}),
        ("number-line", {"start": 0, "end": 10, "mark": 11}),
        ("clock", {"hours": 8, "minutes": 75}),
        ("objects", {"groups": [0]}),
        ("objects", {"groups": ["many"]}),
        ("objects", {"rows": 13, "columns": 2}),
        ("bars", {"values": [1, 2], "labels": ["a"]}),
        ("ruler", {"length": 20, "start": 20}),
        ("money", {"amounts": []}),
        ("rectangle", {"width": 0, "height": 2}),
        ("rectangle", {"width": 100, "height": 2, "grid": 1}),
        ("tens", {}),
    ],
)
def test_what_cannot_be_drawn_is_refused(kind, values):
    with pytest.raises(ExpressionError):
        render(kind, values, "x", "fr", WORDS.money)


@given(st.integers(1, 24), st.integers(0, 48))
def test_any_fraction_can_be_drawn(parts, filled):
    if filled <= 3 * parts:
        assert render("fraction", {"parts": parts, "filled": filled}, "x", "fr").startswith("<svg")


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8).filter(sum))
def test_any_groups_fit_the_page(groups):
    svg = render("objects", {"groups": groups, "thing": "mango"}, "x", "fr")
    left, top, width, height = (float(part) for part in ET.fromstring(svg).get("viewBox").split())

    assert left <= 0 == top
    assert width <= 340
    assert height <= 700


def test_the_number_that_the_arrow_shows_is_not_written():
    svg = render("number-line", {"start": 0, "end": 10, "step": 1, "mark": 4, "labels": 1}, "x", "fr")

    assert ">4<" not in svg
    assert ">5<" in svg


def test_a_drawing_takes_the_words_and_variables_of_its_exercise():
    question = draw(NUMBER, WORDS, "fr", 0, 1)

    assert "<svg" in question.drawing
    assert 'fill="#f5b12c"' in question.drawing  # the mango of the word drawn


def test_a_card_that_is_drawn_shows_no_text():
    shown = Drawing(kind="clock", of={"hours": "a"}, label=same("Une horloge."))
    card = {"type": "choice", "right": "a", "right_drawing": shown, "unit": ""}
    exercise = NUMBER.__class__(**{name: getattr(NUMBER, name) for name in NUMBER.__struct_fields__} | card)
    question = draw(exercise, WORDS, "fr", 0, 1)
    right = next(choice for choice in question.choices if choice.key in question.key.right_keys)

    assert right.text == ""
    assert right.drawing.startswith("<svg")
    assert question.answer
