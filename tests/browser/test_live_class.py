"""The page of a class during a lesson: it shows what has changed, and takes nothing from under a finger."""

import pytest
from gestures import answer, begin, question_here, sign_in, wrong_fields

AFTER_MS = 21_000  # the page asks each 20 seconds
ASKS = "**/maintenant?*"


@pytest.fixture
def lesson(school_in, pick_up):
    """A teacher's phone on the page of a class, whose clock the test holds, and a pupil of the class."""
    school = school_in("SN")
    teacher, pupil = pick_up(school), school.pupils(year=3)[-1]
    name, password = (school.folder / "codes.txt").read_text("utf-8").split("\n")[1].split("\t")
    teacher.go("/enseignant/entrer")
    teacher.write("[name=name]", name)
    teacher.write("[name=password]", password)
    teacher.tap("main form button")
    teacher.page.clock.install()
    teacher.go(f"/enseignant/classes/{pupil.class_id}")
    return school, teacher, pupil


def answers_a_question(school, pick_up, pupil):
    phone = pick_up(school)
    sign_in(phone, pupil)
    begin(phone, school.grains("exercises")[0])
    question = question_here(phone, school)
    answer(phone, wrong_fields(question), question.type)


def later(teacher):
    """Let the page ask, and return what it was answered."""
    with teacher.page.expect_response(ASKS) as answered:
        teacher.page.clock.fast_forward(AFTER_MS)
    return answered.value.status


def test_who_works_is_seen_without_a_touch(lesson, pick_up):
    school, teacher, pupil = lesson
    before = teacher.text("[data-live] h1")
    assert later(teacher) == 200

    assert later(teacher) == 304
    answers_a_question(school, pick_up, pupil)
    assert later(teacher) == 200

    assert teacher.text("[data-live] h1") != before
    assert "travaillé aujourd’hui" in teacher.text("[data-live] h1")
    assert teacher.page.evaluate(
        "[...document.querySelectorAll('symbol')].every((one, at, all) => "
        "all.findIndex(other => other.id === one.id) === at)"
    )


def test_nothing_is_replaced_under_a_finger(lesson):
    _school, teacher, _pupil = lesson
    asked = []
    teacher.page.on("request", lambda request: asked.append(request.url))
    teacher.page.evaluate("document.querySelector('[data-live] h1').tabIndex = -1")

    teacher.page.evaluate("document.querySelector('[data-live] h1').focus()")
    teacher.page.clock.fast_forward(AFTER_MS)
    assert asked == []

    teacher.page.evaluate("document.activeElement.blur()")
    later(teacher)
    assert sum("/maintenant" in one for one in asked) == 1
