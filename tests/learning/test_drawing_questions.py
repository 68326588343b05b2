import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from small_exercises import ALL, BANDS, CHOICE, GAPS, LANGUAGES, MATCH, NUMBER, ORDER, TEXT, WORDS, same

from exchange.documents import Band, ExerciseWords
from learning.exercises import ExpressionError, draw, with_own_words
from learning.exercises.dice import Dice
from learning.exercises.ranges import values_of

SEEDS = st.integers(0, 10**9)


def test_the_dice_fall_the_same_for_ever():
    dice = Dice("count", 0, 1)

    assert [dice.below(100) for _ in range(8)] == [40, 38, 64, 50, 42, 62, 96, 80]
    assert dice.shuffled("abcdef") == ["c", "f", "d", "e", "b", "a"]


def test_a_question_is_the_same_on_every_machine():
    question = draw(NUMBER, WORDS, "fr", 0, 7)

    assert question.ask.replace("\u00a0", " ") == "Awa a 9 mangues. Elle en achète 4. Combien de mangues ?"
    assert question.answer == "13"
    assert [choice.text for choice in draw(CHOICE, WORDS, "fr", 0, 7).choices] == ["7", "8", "9", "10"]


@given(st.sampled_from(ALL), st.sampled_from(LANGUAGES), st.integers(0, 1), SEEDS)
@settings(deadline=None)
def test_the_same_seed_gives_the_same_question(exercise, language, band, seed):
    assert draw(exercise, WORDS, language, band, seed) == draw(exercise, WORDS, language, band, seed)


@given(SEEDS)
def test_all_languages_ask_for_the_same_numbers(seed):
    questions = [draw(CHOICE, WORDS, language, 0, seed) for language in LANGUAGES]

    assert len({question.key.right_keys for question in questions}) == 1
    assert len({tuple(choice.text for choice in question.choices) for question in questions}) == 1


@given(SEEDS)
def test_a_choice_has_one_right_card_among_four_different_ones(seed):
    question = draw(CHOICE, WORDS, "fr", 0, seed)

    assert len({choice.text for choice in question.choices}) == len(question.choices) == 4
    assert len(question.key.right_keys) == 1
    assert question.key.names[min(question.key.right_keys)] == question.answer


@given(SEEDS)
def test_the_conditions_of_a_band_hold(seed):
    easy = draw(NUMBER, WORDS, "fr", 0, seed)
    hard = draw(NUMBER, WORDS, "fr", 1, seed)

    assert 3 <= easy.key.expected[0].number <= 17
    assert hard.key.expected[0].number % 10 in (3, 5, 7)


@given(SEEDS)
def test_cards_never_come_in_the_right_order(seed):
    question = draw(ORDER, WORDS, "fr", 0, seed)

    assert [card.text for card in question.choices] != question.answer.split("; ")


@given(SEEDS)
def test_every_left_has_its_right(seed):
    question = draw(MATCH, WORDS, "fr", 0, seed)
    texts = {card.key: card.text for card in question.choices}

    for number, left in enumerate(question.lefts, start=1):
        assert int(texts[question.key.places[str(number)]]) == 2 * int(left)


def test_the_order_in_which_variables_were_written_does_not_matter():
    first = replace(NUMBER, let={"x": "y + a", "y": "a * 2"}, right="x")
    second = replace(NUMBER, let={"y": "a * 2", "x": "y + a"}, right="x")

    assert draw(first, WORDS, "fr", 0, 3) == draw(second, WORDS, "fr", 0, 3)


def test_variables_that_define_each_other_are_refused():
    with pytest.raises(ExpressionError):
        draw(replace(NUMBER, let={"x": "y", "y": "x"}), WORDS, "fr", 0, 0)


def test_a_condition_that_never_holds_ends_with_an_error():
    never = replace(NUMBER, bands=(Band(name="never", variables=BANDS[0].variables, where=("a > 100",)),))

    with pytest.raises(ExpressionError, match="1000 essais"):
        draw(never, WORDS, "fr", 0, 0)


def test_two_words_of_one_kind_are_never_the_same():
    two = replace(NUMBER, words={"who": "name", "other": "name", "food": "food"}, ask=same("{who} {other}"))

    assert all(len(set(draw(two, WORDS, "fr", 0, seed).ask.split())) == 2 for seed in range(20))


def test_a_language_that_the_exercise_lacks_gives_way_to_french():
    question = draw(TEXT, WORDS, "ar", 0, 1)

    assert question.language == "fr"
    assert question.ask.startswith("Écris au pluriel")


def test_gaps_carry_their_choices_and_written_ones_none():
    question = draw(GAPS, WORDS, "fr", 0, 1)

    assert [sorted(gap.choices) for gap in question.gaps] == [["a", "à"], ["a", "à"], []]
    assert question.text.count("[[") == 3
    assert "[[" not in question.answer


def test_a_country_gives_its_own_words_to_an_exercise():
    own = ExerciseWords(ask={"fr": "{a} et {b} ?"}, hints=(same("Regarde."),))
    question = draw(with_own_words(NUMBER, own), WORDS, "fr", 0, 1)

    assert question.hints == ("Regarde.",)
    assert " et " in question.ask
    assert with_own_words(NUMBER, None) is NUMBER


@pytest.mark.parametrize(
    ("written", "values"),
    [("1..4", [1, 2, 3, 4]), ("10..30 by 10", [10, 20, 30]), ("0.5..1.5 by 0.5", None), ((3, "x"), [3, "x"])],
)
def test_ranges_are_read(written, values):
    assert list(values_of(written)) == (values or [0.5, 1, 1.5])


@pytest.mark.parametrize("written", ["", "5", "9..1", "1..5 by 0", "a..b", "1..10000000", (), "1.2.3..4"])
def test_what_is_no_range_is_refused(written):
    with pytest.raises(ExpressionError):
        values_of(written)
