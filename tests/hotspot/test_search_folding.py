"""Text is brought into one plain form, whatever keyboard it was typed on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot.content.folding import folded, words_of
from hotspot.content.stemming import stem, stems

TYPED_HERE = st.text(alphabet="الوبكءأإآةىيﷺ ـ٠١َُِّ’ʼ-_1 0,½œŒéÉɓƊəABab.\u202f\x00\ud800")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Élève", "eleve"),
        ("ŒUF, œuf", "oeuf oeuf"),
        ("l’eau", "l eau"),
        ("  À  LA ", "a la"),
        ("ƁAƊƊO ŋɔŋ Ɛ ɲ ƴ", "baddo non e n y"),
        ("أُمّ", "ام"),
        ("المَدْرَسَةُ", "مدرسه"),
        ("مدرســـة", "مدرسه"),
        ("إلى آخر", "الي اخر"),
        ("سُؤال", "سوال"),
        ("١٢٣ ۴", "123 4"),
        ("الألعاب ألعاب", "عاب عاب"),
        ("snake_case\x00x", "snake case x"),
    ],
)
def test_what_is_typed_in_many_ways_is_the_same(typed, plain):
    assert folded(typed) == plain


@given(st.text() | TYPED_HERE)
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


def test_every_letter_there_is_folds_to_letters_and_digits():
    for code in range(0x110000):
        plain = folded(chr(code))
        assert folded(plain) == plain
        assert all(word.isalnum() for word in plain.split())


@given(st.text() | TYPED_HERE)
def test_a_word_has_nothing_in_it_that_means_something_to_the_index(text):
    assert all(word.isalnum() for word in words_of(text))


def test_a_number_in_groups_is_one_word():
    assert words_of("1 000, 10\u202f000 et 2,500 ou 3 12") == ["1000", "10000", "et", "2500", "ou", "3", "12"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", ("addition", "additions", "additionner")),
        ("fr", ("cheval", "chevaux")),
        ("en", ("number", "numbers")),
        ("ar", ("ساعه", "ساعات", "بالساعه", "والساعه")),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stem("jangalekat", "wo") == "jangalekat"


@given(st.text() | TYPED_HERE)
def test_stems_of_anything_are_words(text):
    assert all(one.isalnum() for word in words_of(text) for one in stems(word))
