"""Who is stuck on what: few names, what goes wrong, what to do, and the teacher's word on it."""

import pytest
from small_edition import ADD, COUNT
from tutored import TODAY, answers, queries_counted

from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.reading.stuck_list import NotStuck, close, stuck_list
from hotspot.school.tables import StuckNotice
from hotspot.school.tutor import tutoring

STUCK = "--------"


@pytest.fixture
def told(box):
    """Read the list of the class of Awa, Élimane and Moussa."""

    def read(day=TODAY):
        return stuck_list(classes.class_named("CI"), tutoring.here().tutor, day)

    return read


def names(lines):
    return [line.learner.first_name for line in lines]


def test_the_list_costs_as_many_queries_for_many_as_for_one(told, awa):
    answers(awa, COUNT, STUCK)
    told()  # what is read once for an edition
    with queries_counted() as for_one:
        told()
    for learner in classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(9)], "fr"):
        answers(learner, COUNT, STUCK)

    with queries_counted() as for_many:
        told()

    assert len(for_many) == len(for_one) <= 8, "\n".join(for_many)


def test_nobody_is_named_before_the_tutor_has_tried(told, awa):
    answers(awa, COUNT, STUCK[:-1])

    assert told() == []


def test_a_name_comes_with_what_goes_wrong_and_what_to_do(told, awa):
    answers(awa, COUNT, STUCK, misconception="one-too-many")

    (line,) = told()

    assert (line.learner, line.skill.id, line.answers, line.waits_behind) == (awa, COUNT, 8, 1)
    assert line.mistakes[0].misconception["fr"] == "compte un de trop"
    assert (line.mistakes[0].times, line.mistakes[0].answer) == (8, "7")
    assert [step["fr"] for step in line.remediation] == [
        "Prends dix cailloux.",
        "Compte en les touchant un par un.",
    ]


def test_mistakes_with_a_name_come_before_the_others_and_the_frequent_first(told, awa):
    answers(awa, COUNT, "----", misconception="")
    answers(awa, COUNT, "--", misconception="two-too-many")
    answers(awa, COUNT, "---", misconception="one-too-many")

    (line,) = told()

    assert [one.times for one in line.mistakes] == [3, 2, 4]
    assert line.mistakes[-1].misconception == {}


def test_a_day_has_five_names_at_most_and_who_blocks_most_comes_first(told, awa):
    many = classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(7)], "fr")
    answers(awa, COUNT, "++++++")
    answers(awa, ADD, STUCK)
    for learner in many:
        answers(learner, COUNT, STUCK)

    lines = told()

    assert len(lines) == 5
    assert {line.skill.id for line in lines} == {COUNT}
    assert "Awa" not in names(lines)


@pytest.mark.parametrize("how", ["seen", "helped"])
def test_the_teachers_word_closes_a_line_and_is_kept(told, awa, how):
    answers(awa, COUNT, STUCK)

    close(awa, COUNT, how, "Mme Sarr", TODAY)

    notice = StuckNotice.get()
    assert told() == []
    assert (notice.closed_as, notice.closed_day, notice.closed_by) == (how, TODAY, "Mme Sarr")


def test_whom_the_teacher_has_helped_today_is_one_of_the_five(told):
    many = classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(7)], "fr")
    for learner in many:
        answers(learner, COUNT, STUCK)
    for line in told()[:2]:
        close(line.learner, COUNT, "helped", "", TODAY)

    assert len(told()) == 3
    assert len(told(TODAY + 1)) == 5


def test_who_gets_on_again_leaves_the_list_without_a_word(told, awa):
    answers(awa, COUNT, STUCK)
    answers(awa, COUNT, "+++", day=TODAY + 1)

    assert told(TODAY + 1) == []


def test_who_is_stuck_again_later_is_named_again(told, awa):
    answers(awa, COUNT, STUCK)
    close(awa, COUNT, "seen", "", TODAY)
    answers(awa, COUNT, STUCK, day=TODAY + 1)

    assert names(told(TODAY + 1)) == ["Awa"]


def test_nothing_is_closed_that_is_not_open(told, awa):
    with pytest.raises(NotStuck, match="hotspot tutor stuck"):
        close(awa, COUNT, "seen", "", TODAY)


def test_a_word_is_kept_as_it_was_given_and_for_that_learner_alone(told, awa, moussa):
    for learner in (awa, moussa):
        answers(learner, COUNT, STUCK)
    close(awa, COUNT, "helped", "Mme Sarr", TODAY)

    with pytest.raises(NotStuck):
        close(awa, COUNT, "seen", "M. Ba", TODAY)

    assert names(told()) == ["Moussa"]
    assert StuckNotice.get(StuckNotice.learner == awa).closed_by == "Mme Sarr"


def test_answers_that_were_tapped_explain_nothing(told, awa):
    answers(awa, COUNT, STUCK, misconception="one-too-many")
    answers(awa, COUNT, "----", misconception="two-too-many", counts=False)

    assert [one.times for one in told()[0].mistakes] == [8]
