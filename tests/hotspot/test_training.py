"""Teachers learn: a row of their own, a quiz, a certificate; pupils, tutor and classes know nothing of it."""

from datetime import date, timedelta

import pytest
from adults import adult
from trained import FIRST, LEAD, QUIZ, START, TRAINING, finish, take_quiz, with_training

from hotspot.content import catalogue, lists, search
from hotspot.school import signing_in, tutor_days
from hotspot.school.graphs import graph_here
from hotspot.school.progress import known, mark_done
from hotspot.school.signing_in import new_guest
from hotspot.school.tables import Learner
from hotspot.school.training import certificates, own_row
from hotspot.school.training.counts import ModuleCount, counts_by_module
from hotspot.school.training.quiz import Result, is_passed, result_of
from hotspot.school.tutor import tutoring
from runtime import clock

DAY = date(2026, 12, 4)


@pytest.fixture
def school(box):
    """The school with something for its teachers."""
    with_training(box.ministry)
    box.install()
    box.reopened()
    return box


@pytest.fixture
def seyni(school):
    return adult("teacher")


@pytest.fixture
def learner(seyni):
    return own_row.learner_of(seyni.id, "fr")


def quiz():
    return catalogue.grain(QUIZ)[0]


def given(teacher, learner):
    return certificates.give(teacher.id, learner, TRAINING, "École de Fissel, Fissel", DAY)


def test_what_is_for_teachers_stands_in_no_list_of_pupils(school):
    assert [card.id for card in catalogue.all_parcours("teacher")] == [TRAINING]
    assert TRAINING not in {card.id for card in catalogue.all_parcours()}
    assert lists.grains_matching(subject="teaching").total == 0
    assert "teaching" not in lists.counts().by_subject
    assert search.find("sorgho").page.total == 0


def test_the_tutor_and_the_pages_of_a_class_do_not_know_the_skill(school, learner, monkeypatch):
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)
    finish(learner)

    assert LEAD not in {card.id for card in catalogue.all_skills()}
    assert LEAD not in graph_here()
    assert known(learner) == []
    assert tutoring.state_of(learner.id).skills[LEAD].practice.mastery == ""


def test_a_teacher_has_one_row_and_it_outlives_the_guests(school, seyni, learner, monkeypatch):
    days = clock.now() + timedelta(days=3)
    monkeypatch.setattr(signing_in, "ago", lambda by: days - by)
    monkeypatch.setattr(signing_in, "GUESTS_AT_MOST", 1)

    new_guest("fr")

    assert own_row.learner_of(seyni.id, "ar") == learner
    assert Learner.get_by_id(learner.id).school_class_id is None


def test_a_quiz_counts_what_was_right_at_the_first_try(school, learner):
    take_quiz(learner, right=3)
    assert result_of(learner, quiz()) == Result(last=3, best=3, times=1)
    assert not is_passed(learner, quiz())

    take_quiz(learner, right=4)
    assert result_of(learner, quiz()) == Result(last=4, best=4, times=2)
    assert is_passed(learner, quiz())


def test_a_quiz_that_was_passed_stays_passed(school, learner):
    take_quiz(learner, right=5)
    take_quiz(learner, right=0)

    assert result_of(learner, quiz()) == Result(last=0, best=5, times=2)
    assert is_passed(learner, quiz())


def test_a_quiz_taken_again_asks_other_questions(school, learner):
    first, second = take_quiz(learner, right=0), take_quiz(learner, right=5)

    assert len(set(first)) == 5
    assert first != second


@pytest.mark.parametrize("missing", ["the lesson", "the quiz", "one answer"])
def test_no_certificate_before_the_end(school, seyni, learner, missing):
    if missing != "the lesson":
        mark_done(learner, FIRST)
    if missing != "the quiz":
        take_quiz(learner, right=3 if missing == "one answer" else 5)

    with pytest.raises(certificates.NotEarned):
        given(seyni, learner)


def test_a_certificate_is_given_once_and_stays_as_it_was(school, seyni, learner):
    finish(learner, right=4)
    first = given(seyni, learner)

    seyni.name = "Mme Seyni Diop"
    seyni.save()
    again = certificates.give(seyni.id, learner, TRAINING, "Une autre école", DAY + timedelta(days=9))

    assert (again.number, again.name, again.school) == (first.number, "Mme Seyni", "École de Fissel, Fissel")
    assert certificates.certificate_numbered(first.number).given_on == "2026-12-04"
    assert certificates.title_on(again)["ar"] == "البدء"


def test_a_parcours_for_pupils_gives_none(school, seyni, learner):
    for grain in certificates.grains_of("sn/maths-1"):
        mark_done(learner, grain.id)

    with pytest.raises(certificates.NotEarned):
        certificates.give(seyni.id, learner, "sn/maths-1", "École", DAY)


def test_counts_tell_how_many_teachers_began_and_finished_a_module(school, learner, awa):
    finish(learner)
    mark_done(own_row.learner_of(adult("head").id, "fr"), FIRST)
    mark_done(awa, FIRST)  # a pupil who was there before the lesson became one for teachers

    assert counts_by_module() == {START: ModuleCount(begun=2, finished=1)}
