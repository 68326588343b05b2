"""What a teacher is told of a class."""

import pytest
from small_edition import ADD, COUNT, SOUNDS
from tutored import TODAY, answers, queries_counted

from hotspot.school import classes
from hotspot.school.classes import Newcomer
from hotspot.school.reading.class_reading import class_read
from hotspot.school.reading.learner_reading import learner_read
from hotspot.school.tutor import tutoring

LEARNT = "++++++"


@pytest.fixture
def read(box):
    """Read the class of Awa, Élimane and Moussa."""

    ci = classes.class_named("CI")

    def told(day=TODAY):
        return class_read(ci, tutoring.here().tutor, day)

    return told


def names(found):
    return [learner.first_name for learner in found]


def test_each_learner_is_somewhere_on_each_skill(read, awa, moussa):
    answers(awa, COUNT, LEARNT)
    answers(moussa, COUNT, "-")

    told = read()

    assert names(told.learners) == ["Awa", "Élimane", "Moussa"]
    assert {skill.id for skill in told.skills} == {SOUNDS, COUNT, ADD}
    assert told.states[awa.id] == {COUNT: "check"}
    assert told.states[moussa.id] == {COUNT: "begun"}


def test_what_is_still_known_on_another_day_is_held(read, awa):
    answers(awa, COUNT, LEARNT)
    answers(awa, COUNT, "+", day=TODAY + 1, purpose="review")

    assert read(TODAY + 1).states[awa.id] == {COUNT: "held"}


def test_what_was_forgotten_twice_is_under_way_again(read, awa):
    answers(awa, COUNT, LEARNT)
    answers(awa, COUNT, "-", day=TODAY + 1, purpose="review")
    answers(awa, COUNT, "-", day=TODAY + 3, purpose="review")

    assert read(TODAY + 3).states[awa.id] == {COUNT: "begun"}


def test_what_nothing_helps_with_is_stuck(read, awa):
    answers(awa, COUNT, "--------")

    assert read().states[awa.id] == {COUNT: "stuck"}


def test_who_needs_the_same_is_in_one_group(read, box, awa, moussa):
    answers(awa, COUNT, LEARNT)
    answers(moussa, COUNT, "-")
    answers(box.learner("Élimane"), COUNT, "--------")

    groups = read().groups["maths"]

    assert [(one.skill.id, names(one.learners)) for one in groups] == [
        (COUNT, ["Élimane", "Moussa"]),
        (ADD, ["Awa"]),
    ]


def test_who_has_not_begun_a_subject_has_no_need_in_it_yet(read, awa):
    answers(awa, COUNT, LEARNT)

    assert set(read().groups) == {"maths"}


def test_what_was_learnt_this_week_is_told_with_who_learnt_it(read, awa, moussa):
    answers(awa, COUNT, LEARNT, day=TODAY - 7)
    answers(moussa, COUNT, LEARNT, day=TODAY - 6)

    assert [(one.skill.id, names(one.learners)) for one in read().learnt] == [(COUNT, ["Moussa"])]


def test_who_has_not_come_for_a_week_is_told(read, awa, moussa):
    answers(awa, COUNT, "+", day=TODAY - 7)
    answers(moussa, COUNT, "+")

    assert names(read().away) == ["Awa", "Élimane"]


def test_holidays_are_nobodys_absence(read, box, awa, moussa):
    for learner in (awa, moussa, box.learner("Élimane")):
        answers(learner, COUNT, "+")

    assert read(TODAY + 40).away == ()


def test_a_class_that_has_not_begun_is_read_too(read):
    told = read()

    assert (told.groups, told.learnt, told.away, told.tapping) == ({}, (), (), ())


def test_who_taps_at_random_is_told_and_nothing_is_held_against_the_learner(read, awa):
    answers(awa, COUNT, "-----", counts=False)

    told = read()

    assert names(told.tapping) == ["Awa"]
    assert told.states[awa.id] == {}


def test_a_week_later_nobody_speaks_of_tapping(read, awa):
    answers(awa, COUNT, "-----", counts=False)

    assert read(TODAY + 7).tapping == ()


def test_one_learner_is_told_with_path_and_reasons(awa):
    answers(awa, COUNT, LEARNT)
    answers(awa, ADD, "-", reason="new:" + ADD)

    told = learner_read(awa, tutoring.here().tutor)

    assert {card.id: state for card, state in told.path} == {
        COUNT: "check",
        ADD: "begun",
        SOUNDS: "new",
    }
    assert (told.choices[0].skill, told.choices[0].reason, told.choices[0].outcome) == (
        ADD,
        f"new:{ADD}",
        "now",
    )


def test_a_class_of_sixty_costs_as_many_queries_as_one_of_three(read, awa):
    answers(awa, COUNT, LEARNT)
    read()  # what is read once for an edition
    with queries_counted() as few:
        read()
    more = classes.add_learners([Newcomer("CI", f"Élève {number}") for number in range(57)], "fr")
    for learner in more[:20]:
        answers(learner, COUNT, "+-+")

    with queries_counted() as many:
        read()

    assert len(many) == len(few) <= 6, "\n".join(many)
