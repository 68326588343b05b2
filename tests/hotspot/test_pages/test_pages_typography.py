"""French spaces, and sums in Arabic."""

import pytest

from hotspot.pages.typography import set_page

ARABIC = '<html lang="ar" dir="rtl"><p>{}</p></html>'


def in_arabic(text):
    return (
        set_page(ARABIC.format(text))
        .removeprefix('<html lang="ar" dir="rtl"><p>')
        .removesuffix("</p></html>")
    )


@pytest.mark.parametrize(
    ("written", "set_well"),
    [
        ("<p>Combien ?</p>", "<p>Combien\u00a0?</p>"),
        ("<p>« Oui » ; non !</p>", "<p>«\u00a0Oui\u00a0»\u00a0; non\u00a0!</p>"),
        ("<p>La suite :</p>", "<p>La suite\u00a0:</p>"),
        ("<p>16 min, 3 cm, 4 Mo</p>", "<p>16\u00a0min, 3\u00a0cm, 4\u00a0Mo</p>"),
        ("<p>3 mangues</p>", "<p>3 mangues</p>"),
        ('<a title="a ?">b</a>', '<a title="a ?">b</a>'),
        ("<svg><text>a ?</text></svg><p>b ?</p>", "<svg><text>a ?</text></svg><p>b\u00a0?</p>"),
        ("<svg><style>a ?</style>b ?</svg>c ?", "<svg><style>a ?</style>b ?</svg>c\u00a0?"),
        ("<p>Y a-t-il un puits ?</p>", "<p>Y a\u2011t\u2011il un puits\u00a0?</p>"),
        ("<p>Jusqu’à 10 000</p>", "<p>Jusqu’à 10\u00a0000</p>"),
        ("<p>Es-tu là ?</p>", "<p>Es-tu là\u00a0?</p>"),
        ("<title>Qui es-tu ?</title>", "<title>Qui es-tu\u00a0?</title>"),
    ],
)
def test_french_is_set_with_spaces_that_do_not_break(written, set_well):
    assert set_page(written) == set_well


@pytest.mark.parametrize(
    "number",
    [
        "3 + 4 = 7",
        "52 − 37",
        "8 − ? = 5",
        "3 × … = 12",
        "1 + 3 = ؟",
        "1/2 + 1/4",
        "12 cm",
        "−5",
        "3 &lt; 5",
        "1\u202f000 + 2",
    ],
)
def test_a_sum_stays_left_to_right_in_arabic(number):
    set_well = in_arabic(f"احسب {number} الآن").replace("\u00a0", " ")

    assert set_well == f'احسب <bdi dir="ltr">{number}</bdi> الآن'


@pytest.mark.parametrize("text", ["خطوة 3 من 8", "10", "CC-BY-SA-4.0", "كم؟"])
def test_what_is_no_sum_is_left_alone(text):
    assert "<bdi" not in in_arabic(text)


def test_no_element_is_put_where_none_may_stand():
    page = set_page(ARABIC.format("<select><option>3 + 4</option></select><textarea>3 + 4</textarea>"))

    assert "<bdi" not in page


def test_a_french_page_needs_no_help_with_its_sums():
    assert set_page("<p>3 + 4 = 7</p>") == "<p>3 + 4 = 7</p>"
