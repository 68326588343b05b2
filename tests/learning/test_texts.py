from fractions import Fraction

import pytest
from small_exercises import AWA, BOOK, EGG, MANGO, MOUSSA, WORDS

from exchange.documents import Money, Word
from learning.exercises import ExpressionError
from learning.exercises.money import amount, purse_of
from learning.exercises.numbers import written
from learning.exercises.text import Setting, rendered
from learning.exercises.words import counted, introduced

DINARS = Money(
    code="TND", sign={"fr": "DT"}, name=Word(one={"fr": "dinar"}), decimals=3, coins=("0.5",), notes=("5",)
)


def read(template, language="fr", **values):
    setting = Setting(values, WORDS.money, purse_of(WORDS.money), language)
    return rendered({language: template}, setting).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (7, "7", "7"),
        (1284, "1 284", "1,284"),
        (Fraction(5, 2), "2,5", "2.5"),
        (Fraction(1, 3), "1/3", "1/3"),
        (-4, "−4", "−4"),
        (10**6, "1 000 000", "1,000,000"),
    ],
)
def test_numbers_are_written_the_languages_way(number, french, english):
    assert written(number, "fr").replace("\u202f", " ") == french
    assert written(number, "en") == english


@pytest.mark.parametrize(
    ("number", "word", "french", "arabic", "english"),
    [
        (0, MANGO, "0 mangue", "0 حبة مانجو", "0 mangoes"),
        (1, MANGO, "1 mangue", "حبة مانجو واحدة", "1 mango"),
        (2, MANGO, "2 mangues", "حبتي مانجو", "2 mangoes"),
        (3, BOOK, "3 livres", "3 كتب", "3 books"),
        (10, EGG, "10 œufs", "10 بيضات", "10 eggs"),
        (11, EGG, "11 œufs", "11 بيضة", "11 eggs"),
        (11, BOOK, "11 livres", "11 كتابا", "11 books"),
        (100, BOOK, "100 livres", "100 كتاب", "100 books"),
        (105, BOOK, "105 livres", "105 كتب", "105 books"),
        (1, BOOK, "1 livre", "كتاب واحد", "1 book"),
        (Fraction(3, 2), MANGO, "1,5 mangue", "1,5 حبة مانجو", "1.5 mangoes"),
    ],
)
def test_things_are_counted_in_three_languages(number, word, french, arabic, english):
    read_as = [counted(number, word, language).replace("\u00a0", " ") for language in ("fr", "ar", "en")]

    assert read_as == [french, arabic, english]


@pytest.mark.parametrize(
    ("little_word", "text", "expected"),
    [
        ("de", "Awa", "d’Awa"),
        ("de", "Moussa", "de Moussa"),
        ("que", "Élise", "qu’Élise"),
        ("de", "œufs", "d’œufs"),
        ("de", "Hamidou", "de Hamidou"),
        ("de", "huile", "d’huile"),
        ("le", "orange", "l’orange"),
        ("de", "Yacine", "de Yacine"),
        ("de", "Aïcha", "d’Aïcha"),
        ("de", "Ouahigouya", "de Ouahigouya"),
        ("que", "Oumar", "qu’Oumar"),
    ],
)
def test_french_elides_before_vowels(little_word, text, expected):
    assert introduced(little_word, text) == expected


def test_places_of_a_text_are_filled():
    assert (
        read("{who:de} {who?il|elle} {n:food} {n + 1}", who=AWA, n=3, food=MANGO) == "d’Awa elle 3 mangues 4"
    )
    assert read("{who:de} {who?il|elle} {n:food}", who=MOUSSA, n=1, food=MANGO) == "de Moussa il 1 mangue"
    assert read("{food:many:de}, {food:le}, {food:un}", food=EGG) == "d’œufs, l’œuf, un œuf"
    assert read("{p:money} {t:time} {u:time} {f:fraction}", p=1500, t=510, u=480, f=Fraction(3, 4)) == (
        "1 500 F 8 h 30 8 h 3/4"
    )
    assert read("{t:time}", "en", t=510) == "8:30"
    assert read("{y:plain} {n > 1?s|}", y=2026, n=3) == "2026 s"


@pytest.mark.parametrize(
    "template",
    [
        "{",
        "}",
        "{}",
        "{a",
        "a}",
        "{nobody}",
        "{a:food}",
        "{a:nothing}",
        "{who:money}",
        "{a?x|y}",
        "{who?x}",
        "{1/0}",
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(template):
    with pytest.raises(ExpressionError):
        read(template, a=3, who=AWA)


def test_a_missing_language_is_refused_but_a_name_keeps_its_french_writing():
    assert read("{who}", "en", who=AWA) == "Awa"
    with pytest.raises(ExpressionError):
        rendered({"fr": "Bonjour"}, Setting({}, WORDS.money, purse_of(WORDS.money), "ar"))


def test_amounts_are_written_with_the_countrys_sign_and_decimals():
    assert amount(Fraction(1, 2), DINARS, "fr") == "0,500\u00a0DT"
    assert amount(3, DINARS, "fr") == "3\u00a0DT"


def test_each_currency_has_its_everyday_step():
    assert purse_of(WORDS.money).step == 25
    assert purse_of(DINARS).step == Fraction(1, 10)
