"""A learner answers: what comes next, what counts, what is kept."""

import pytest
from answering import right_answer, wrong_answer
from small_edition import ADD, COUNT, NUMBERS, WORDS

from hotspot.school import attempts, progress
from hotspot.school.tables import Attempt

ADDING = f"{NUMBERS}/adding"


def right(asked):
    return {"answer": [asked.question.answer]}


def answer(asked, text):
    attempts.answer(asked, {"answer": [text]}, asked.next_try)
    return attempts.asked(asked.id, asked.row.learner)


def answered_right(learner, grain):
    asked = attempts.ask(learner, grain, "fr")
    attempts.answer(asked, right(asked), asked.next_try)
    return asked


def test_the_first_question_is_of_the_easiest_band_in_the_words_of_the_country(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    assert asked.row.band == 0
    assert asked.question.ask.startswith("Au Sénégal")
    assert (asked.state, asked.hints_open, asked.next_try) == ("open", 0, 1)


def test_asking_again_gives_the_same_open_question(awa):
    first = attempts.begin(awa, ADDING, "fr")

    again = attempts.ask(awa, ADDING, "fr")

    assert again.id == first.id
    assert again.question == first.question


def test_neighbours_are_asked_different_questions(awa, moussa):
    seeds = {attempts.begin(learner, ADDING, "fr").row.seed for learner in (awa, moussa)}

    assert len(seeds) == 2


def test_a_right_first_try_is_got(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    mark = attempts.answer(asked, right(asked), 1)

    assert mark.verdict == "right"
    assert attempts.asked(asked.id, awa).state == "right"
    assert attempts.set_of(awa, ADDING).outcomes == ["got", "", ""]


def test_three_misses_open_a_hint_then_show_the_answer(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    first = answer(asked, "90")
    second = answer(first, "91")
    third = answer(second, "92")

    assert [one.state for one in (first, second, third)] == ["open", "open", "shown"]
    assert [one.hints_open for one in (first, second, third)] == [0, 1, 1]
    assert attempts.set_of(awa, ADDING).outcomes == ["tried", "", ""]


def test_after_the_worked_answer_comes_a_question_alike(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    for wrong in ("90", "91", "92"):
        asked = answer(asked, wrong)

    alike = attempts.ask(awa, ADDING, "fr")

    assert (alike.row.exercise, alike.row.band) == (asked.row.exercise, asked.row.band)
    assert alike.question.ask != asked.question.ask


def test_a_worked_answer_at_the_end_gives_one_more_question(awa):
    for _ in range(2):
        answered_right(awa, ADDING)
    last = attempts.ask(awa, ADDING, "fr")
    for wrong in ("90", "91", "92"):
        last = answer(last, wrong)

    assert attempts.set_of(awa, ADDING).count == 4
    assert attempts.set_of(awa, ADDING).finished is False
    answered_right(awa, ADDING)
    assert attempts.ask(awa, ADDING, "fr") is None


def test_an_expected_slip_is_told_and_kept_with_its_misconception(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    one_too_many = str(int(asked.question.answer.split()[0]) + 1)

    mark = attempts.answer(asked, {"answer": [one_too_many]}, 1)

    assert mark.say == "Tu as compté un de trop."
    assert Attempt.get().misconception == "one-too-many"


def test_the_same_form_sent_twice_is_one_try(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    first = attempts.answer(asked, {"answer": ["90"]}, 1)

    again = attempts.answer(asked, {"answer": ["90"]}, 1)

    assert again == first
    assert Attempt.select().count() == 1


def test_an_answer_to_a_closed_question_changes_nothing(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    attempts.answer(asked, right(asked), 1)

    late = attempts.answer(asked, {"answer": ["90"]}, 2)

    assert late.verdict == "right"
    assert Attempt.select().count() == 1


def test_an_empty_answer_is_not_kept(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    mark = attempts.answer(asked, {"answer": ["  "]}, 1)

    assert mark.verdict == "empty"
    assert Attempt.select().count() == 0


def test_a_near_answer_is_no_miss_the_first_time(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    number = asked.question.answer.split()[0]

    near = answer(asked, f"{number} kg")
    attempts.answer(near, right(asked), near.next_try)

    assert near.verdicts == ["near"]
    assert attempts.set_of(awa, ADDING).outcomes[0] == "got"


def test_a_hint_before_the_first_answer_is_not_got(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    attempts.take_hint(asked)
    attempts.answer(asked, right(asked), 1)

    assert attempts.asked(asked.id, awa).hints_open == 1
    assert attempts.set_of(awa, ADDING).outcomes[0] == "tried"


def test_no_more_hints_are_open_than_there_are(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    for _ in range(5):
        attempts.take_hint(attempts.asked(asked.id, awa))

    assert attempts.asked(asked.id, awa).hints_open == 2


def test_two_taps_at_once_open_one_hint(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    attempts.take_hint(asked)
    attempts.take_hint(asked)

    assert attempts.asked(asked.id, awa).hints_open == 1


def test_bands_rise_with_right_answers(awa):
    bands = [answered_right(awa, ADDING).row.band for _ in range(3)]

    assert bands == [0, 1, 1]


def test_a_set_ends_and_marks_its_grain_as_done(awa):
    for _ in range(3):
        answered_right(awa, ADDING)

    assert attempts.ask(awa, ADDING, "fr") is None
    assert attempts.set_of(awa, ADDING).finished
    assert progress.done(awa, ADDING)


def test_a_finished_set_begins_again_with_new_questions(awa):
    before = {answered_right(awa, ADDING).question.ask for _ in range(3)}

    again = attempts.begin(awa, ADDING, "fr")

    assert (again.row.set_number, again.row.position) == (2, 1)
    assert again.question.ask not in before
    assert attempts.begin(awa, ADDING, "fr").id == again.id


def test_exercises_come_in_turn_and_every_type_can_be_answered(awa):
    types = []
    for _ in range(5):
        asked = attempts.ask(awa, f"{NUMBERS}/all-types", "fr")
        mark = attempts.answer(asked, right_answer(asked.question), 1)
        types.append((asked.question.type, mark.verdict))

    assert types == [(kind, "right") for kind in ("choice", "choices", "order", "match", "gaps")]


def test_every_type_can_be_missed(awa):
    verdicts = []
    for _ in range(5):
        asked = attempts.ask(awa, f"{NUMBERS}/all-types", "fr")
        verdicts.append(attempts.answer(asked, wrong_answer(asked.question), 1).verdict)
        attempts.answer(asked, right_answer(asked.question), 2)

    assert verdicts == ["wrong"] * 5
    assert attempts.set_of(awa, f"{NUMBERS}/all-types").outcomes == ["tried"] * 5


def test_a_question_of_a_french_skill_is_asked_in_french_on_arabic_pages(awa):
    asked = attempts.begin(awa, f"{WORDS}/write", "ar")

    assert asked.row.language == asked.question.language == "fr"


def test_a_set_does_not_repeat_a_question_while_it_has_others(awa):
    asks = [answered_right(awa, f"{WORDS}/write").question.ask for _ in range(4)]

    assert len(set(asks)) == 4


def test_nobody_sees_the_question_of_another(awa, moussa):
    asked = attempts.begin(awa, ADDING, "fr")

    assert attempts.asked(asked.id, moussa) is None
    assert attempts.asked(10**9, awa) is None


def test_a_grain_that_is_no_set_is_told(awa):
    with pytest.raises(attempts.NotAnExerciseSet):
        attempts.ask(awa, f"{NUMBERS}/count", "fr")


def test_a_huge_forged_answer_is_cut(awa):
    asked = attempts.begin(awa, ADDING, "fr")

    attempts.answer(
        asked, {f"field{n}": ["9" * 10_000] * 50 for n in range(500)} | {"answer": ["9" * 10_000]}, 1
    )

    assert all(len(attempt.answer) < 32_000 for attempt in Attempt.select())


def test_a_question_asked_before_an_update_is_still_the_very_same(awa, box):
    asked = attempts.begin(awa, ADDING, "fr")
    skill = box.ministry.skills[ADD]
    box.ministry.skills[ADD] = type(skill)(
        skill.id, skill.title, skill.subject, skill.year, box.ministry.skills[COUNT].exercises
    )
    box.ministry.retitled("2026.2", "Les nombres")
    box.install()
    box.reopened()

    later = attempts.asked(asked.id, awa)

    assert later.question == asked.question
    assert attempts.answer(later, right(asked), 1).verdict == "right"
