from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_exercises import ALL, CHOICE, CHOICES, GAPS, MATCH, NUMBER, ORDER, TEXT, WORDS

from learning.exercises import draw, mark
from learning.exercises.question import Expected, Slip
from learning.exercises.sentences import SENTENCES

ASKED = draw(NUMBER, WORDS, "fr", 0, 7)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def asking(right, language="fr", unit="", tolerance=0, nouns=("mangues",)):
    key = replace(
        ASKED.key,
        language=language,
        expected=(Expected(right, tolerance),),
        unit=unit,
        slips=(),
        nouns=nouns,
    )
    return replace(ASKED, key=key)


def verdict(question, answer):
    return mark(question, {"answer": [answer]}).verdict


def texting(right, slips=(), **policy):
    key = replace(ASKED.key, expected=(Expected(texts=(right,)),), slips=slips, **policy)
    return replace(ASKED, type="text", key=key)


@st.composite
def writings(draw_from, number):
    """A way a child may write the whole number."""
    digits = str(number)
    if number >= 1000 and draw_from(st.booleans()):
        space = draw_from(st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "'", "."]))
        digits = f"{number:,}".replace(",", space)
    elif draw_from(st.booleans()):
        digits = "0" * draw_from(st.integers(0, 3)) + digits
    digits += draw_from(st.sampled_from(["", ",0", ".00", ",", "."]) if "." not in digits else st.just(""))
    digits = draw_from(
        st.sampled_from([digits, digits.translate(ARABIC_DIGITS), digits.translate(WIDE_DIGITS)])
    )
    sign = draw_from(st.sampled_from(["", "+", "+ "]))
    around = draw_from(st.sampled_from(["", " ", "\u200f", "\u00a0", "\t"]))
    unit = draw_from(st.sampled_from(["", " cm", "cm", " centimètres", " CM", " سم"]))
    return f"{around}{sign}{digits}{unit}{around}"


@given(st.integers(0, 10**7).flatmap(lambda number: st.tuples(st.just(number), writings(number))))
def test_a_right_number_is_right_in_any_writing(written):
    number, answer = written

    assert verdict(asking(number, unit="cm"), answer) == "right"


@given(
    st.integers(0, 10**7).flatmap(lambda number: st.tuples(st.just(number), writings(number))),
    st.integers(0, 10**7),
)
def test_a_wrong_number_is_never_right(written, right):
    number, answer = written
    assume(number != right)

    assert verdict(asking(right, unit="cm"), answer) != "right"


@given(st.fractions(0, 1000, max_denominator=60), st.integers(1, 5), st.booleans())
def test_a_fraction_is_right_reduced_or_not_and_mixed(number, times, mixed):
    top, bottom = number.numerator * times, number.denominator * times
    answer = f"{top}/{bottom}"
    if mixed and top > bottom:
        answer = f"{top // bottom} {top % bottom}/{bottom}"

    assert verdict(asking(number), answer) == "right"
    assert verdict(asking(number + 1), answer) == "wrong"


@given(st.decimals(0, 10**5, places=3), st.sampled_from([",", "."]))
def test_a_decimal_is_right_with_comma_or_point(number, mark_of_decimals):
    answer = f"{number:f}".replace(".", mark_of_decimals)

    assert verdict(asking(Fraction(number)), answer) == "right"
    assert verdict(asking(Fraction(number) + Fraction(1, 1000)), answer) != "right"


@given(st.text(max_size=30))
@settings(deadline=None)
def test_no_answer_makes_marking_fail(answer):
    for exercise in ALL:
        question = draw(exercise, WORDS, "fr", 0, 3)
        for given_ in ({"answer": [answer]}, {"a": [answer], "1": [answer]}, {answer: []}, {}):
            made = mark(question, given_)
            assert made.verdict in ("right", "near", "wrong", "empty")
            assert made.say


@pytest.mark.parametrize(
    ("right", "answer", "language", "expected"),
    [
        (1284, "1.284", "fr", "right"),
        (1284, "1,284", "fr", "wrong"),
        (1284, "1,284", "en", "right"),
        (1284, "12 84", "fr", "near"),
        (Fraction(3, 2), "1½", "fr", "right"),
        (Fraction(5, 2), "٢٫٥", "ar", "right"),
        (-3, "−3", "fr", "right"),
        (20, "20 mangues", "fr", "right"),
        (20, "20%", "fr", "near"),
        (20, "20 et demi", "fr", "near"),
        (20, "vingt", "fr", "near"),
        (12, "7+5", "fr", "near"),
        (1, "1/0", "fr", "near"),
        (20, "21 mangues", "fr", "wrong"),
        (20, " \u200f ", "fr", "empty"),
    ],
)
def test_numbers_are_read_as_children_write_them(right, answer, language, expected):
    assert verdict(asking(right, language), answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("25", "right"),
        ("25 cm", "right"),
        ("25 kg", "near"),
        ("0,25 m", "near"),
        ("250 mm", "near"),
        ("25 m", "near"),
    ],
)
def test_a_unit_may_lack_but_must_not_be_another(answer, expected):
    assert verdict(asking(25, unit="cm"), answer) == expected


def test_the_countrys_money_may_follow_a_number_without_unit():
    assert verdict(ASKED, f"{ASKED.answer} F") == "right"
    assert (
        mark(ASKED, {"answer": [f"{ASKED.answer} kg"]}).say == "Le nombre est bon. Écris seulement le nombre."
    )


def test_another_unit_is_named_kindly():
    assert mark(asking(25, unit="cm"), {"answer": ["25 kg"]}).say == "Le nombre est bon. Regarde l’unité."


def test_a_tolerance_includes_its_ends():
    question = asking(10, tolerance=Fraction(1, 2))

    assert [verdict(question, answer) for answer in ("9,5", "10,5", "9,49", "10,51")] == [
        *("right", "right"),
        *("wrong", "wrong"),
    ]


def test_a_predicted_slip_is_told_with_its_misconception():
    a, b = (int(number) for number in ASKED.worked[0].split(" = ")[0].split(" + "))
    made = mark(ASKED, {"answer": [str(a - b)]})

    assert (made.verdict, made.say, made.misconception) == ("wrong", "Tu as enlevé.", "takes-away")
    assert mark(ASKED, {"answer": ["99"]}).misconception == ""
    assert mark(ASKED, {"answer": [ASKED.answer]}).say == "Tu as bien ajouté."


@pytest.mark.parametrize(
    ("right", "answer", "expected"),
    [
        ("l’école", "L'ECOLE", "near"),
        ("l’école", "L' école.", "right"),
        ("l’école", "l'ecole", "near"),
        ("cœur", "coeur", "right"),
        ("chevaux", "cheveux", "near"),
        ("chevaux", "chevals", "wrong"),
        ("à", "a", "wrong"),
        ("le chat", "la chat", "wrong"),
        ("Ça va ?", "ça va\u00a0?", "right"),
        ("Ça va ?", "ça va", "wrong"),
        ("chevaux", " chevaux ", "right"),
        ("cahier", "caheir", "wrong"),
    ],
)
def test_texts_are_compared_by_policy(right, answer, expected):
    assert verdict(texting(right), answer) == expected


def test_accents_and_capitals_count_only_where_the_exercise_says_so():
    assert verdict(texting("école", accents="fold"), "ecole") == "right"
    assert verdict(texting("Moussa", case="strict"), "moussa") == "near"
    assert verdict(texting("مدرسة"), "مَدْرَسَة") == "right"


def test_a_near_writing_that_is_a_predicted_slip_is_wrong():
    slip = Slip("mange", None, "Il y en a plusieurs.", "forgets-the-plural")
    made = mark(texting("manges", slips=(slip,)), {"answer": ["mange"]})

    assert (made.verdict, made.misconception) == ("wrong", "forgets-the-plural")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèà", min_size=1, max_size=12))
def test_a_text_right_but_for_case_spaces_and_a_point_is_right(word):
    assert verdict(texting(word), f"  {word.upper()} .") == "right"


@given(st.text(alphabet="abcdé", min_size=1, max_size=8), st.text(alphabet="abcdé", min_size=1, max_size=8))
def test_another_text_is_never_right(right, answer):
    assume(right != answer)

    assert verdict(texting(right), answer) != "right"


def test_a_choice_tells_why():
    question = draw(CHOICE, WORDS, "fr", 0, 1)
    (right,) = question.key.right_keys
    wrong = next(card.key for card in question.choices if card.key != right)

    assert verdict(question, right) == "right"
    assert mark(question, {"answer": [wrong]}).misconception
    assert verdict(question, "z") == "empty"


def test_several_choices_want_all_the_right_ones_and_no_other():
    question = draw(CHOICES, WORDS, "fr", 0, 1)
    right = sorted(question.key.right_keys)
    other = next(card.key for card in question.choices if card.key not in right)

    assert mark(question, {"answer": right}).verdict == "right"
    assert mark(question, {"answer": right[:1]}).verdict == "near"
    assert mark(question, {"answer": [*right, other]}).verdict == "wrong"
    assert mark(question, {}).verdict == "empty"


def test_an_order_says_how_many_are_in_place():
    question = draw(ORDER, WORDS, "fr", 0, 1)
    places = {text: place for place, text in question.key.places.items()}
    given_ = {card.key: [places[card.text]] for card in question.choices}
    first, second = (card.key for card in question.choices[:2])
    swapped = given_ | {first: given_[second], second: given_[first]}

    assert mark(question, given_).verdict == "right"
    assert mark(question, swapped).say == "Déjà bon : 2 sur 4. Cherche les autres."
    assert mark(question, given_ | {first: given_[second]}).verdict == "empty"
    assert mark(question, {first: ["1"]}).verdict == "empty"


def test_pairs_say_how_many_are_right():
    question = draw(MATCH, WORDS, "fr", 0, 1)
    given_ = {number: [letter] for number, letter in question.key.places.items()}

    assert mark(question, given_).verdict == "right"
    assert mark(question, given_ | {"1": given_["2"]}).say.startswith("Déjà bon : 2 sur 3")
    assert mark(question, given_ | {"1": ["?"]}).verdict == "empty"


def test_gaps_chosen_from_a_list_are_right_to_the_letter():
    question = draw(GAPS, WORDS, "fr", 0, 1)

    assert mark(question, {"1": ["a"], "2": ["à"], "3": ["5"]}).verdict == "right"
    assert mark(question, {"1": ["à"], "2": ["à"], "3": ["5"]}).say.startswith("Déjà bon : 2 sur 3")
    assert mark(question, {"1": ["a"], "2": [""], "3": ["5"]}).verdict == "empty"


def test_a_text_of_the_table_is_marked_with_its_slip():
    question = next(
        q for q in (draw(TEXT, WORDS, "fr", 0, seed) for seed in range(9)) if q.answer == "chevaux"
    )

    assert mark(question, {"answer": ["Chevaux"]}).verdict == "right"
    assert mark(question, {"answer": ["chevals"]}).misconception == "adds-s"


def test_every_sentence_stands_in_three_languages():
    assert all(set(forms) == {"fr", "ar", "en"} for forms in SENTENCES.values())


def test_french_sentences_are_short_and_kind():
    for forms in SENTENCES.values():
        for part in forms["fr"].replace("!", ".").split("."):
            assert len(part.split()) <= 12
        assert "faux" not in forms["fr"].lower()
