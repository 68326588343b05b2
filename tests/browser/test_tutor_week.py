"""A learner’s week with the tutor: the game, practice, a skill that resists, a review days later, mastery."""

import sqlite3
from contextlib import closing

import pytest
from gestures import answer, question_here, right_fields, sign_in, wrong_fields
from schools import BIN, run

ENOUGH = 40  # questions: no part of the walk needs as many


@pytest.fixture(scope="module")
def school(school_in):
    return school_in("SN")


def think_it_over(school):
    """Let a minute pass since the question was asked: nobody reads as fast as this test."""
    with closing(sqlite3.connect(school.folder / "school.db", timeout=10)) as written:
        written.execute("DROP TRIGGER IF EXISTS question_never_changes")
        written.execute("UPDATE question SET asked_at = '2026-11-22T00:00:00.000000+00:00'")
        written.commit()


def days_pass(school, days):
    run(BIN / "hotspot", "tutor", "day", str(days), HOTSPOT_DATA_FOLDER=str(school.folder))


def begin(phone, what="/pratique/commencer"):
    phone.go("/pratique/")
    phone.tap(f"form[action='{what}'] button")


def asked(phone, school):
    """Stand before a question, its example read; None when the sitting is over."""
    if phone.path.endswith("/exemple"):
        phone.tap("main .actions .button")
    if "/question/" not in phone.path:
        return None
    think_it_over(school)
    return question_here(phone, school)


def go_on(phone):
    phone.tap("main form.actions .button")


def answer_right(phone, school):
    question = asked(phone, school)
    answer(phone, right_fields(question), question.type)
    go_on(phone)


def ask_until_shown(phone):
    while not phone.has("form[action$='/suite']"):
        phone.tap(".ask-hint")


def play_the_game(phone, school):
    """Know a little, then no more."""
    begin(phone, "/pratique/jeu/commencer")
    for turn in range(ENOUGH):
        if asked(phone, school) is None:
            return
        if turn < 4:
            answer_right(phone, school)
        else:
            ask_until_shown(phone)
            go_on(phone)


def resist_until_it_rests(phone, school, pupil):
    """Understand nothing until a skill is laid to rest; return it."""
    begin(phone)
    for _ in range(ENOUGH):
        if asked(phone, school) is None:
            begin(phone)
            continue
        ask_until_shown(phone)
        for notice in school.rows("SELECT skill FROM stuck_notice WHERE learner_id = ?", pupil.id):
            return notice["skill"]
        go_on(phone)
    raise AssertionError("nothing rests")


def practise(phone, school):
    """Know everything, to the end of the sitting."""
    begin(phone)
    while asked(phone, school) is not None:
        answer_right(phone, school)


def words_of(phone, school, skill):
    phone.go(f"/pratique/savoirs/{skill}")
    return phone.text()


@pytest.mark.parametrize(
    ("language", "scripts", "rests", "held"),
    [
        ("fr", True, "On garde ça pour la prochaine fois", "Acquis"),
        pytest.param("ar", False, "نترك هذا للمرّة القادمة", "مكتسب", marks=pytest.mark.slow),
    ],
)
def test_a_week_with_the_tutor(school, pick_up, language, scripts, rests, held):
    phone = pick_up(school, scripts=scripts)
    pupil = school.pupils(year=2)[5 if scripts else 6]
    sign_in(phone, pupil)
    phone.go(f"/langue/{language}?suite=/eleve/accueil")
    phone.tap(".door.mine")
    assert phone.path == "/pratique/"

    play_the_game(phone, school)
    assert phone.has(".harvest")
    level = "SELECT level FROM sitting WHERE learner_id = ? AND kind = 'placement'"
    assert school.rows(level, pupil.id)[0]["level"] is not None

    skill = resist_until_it_rests(phone, school, pupil)
    assert rests in phone.text()
    assert rests in words_of(phone, school, skill)

    days_pass(school, 3)
    practise(phone, school)
    assert phone.has(".harvest")
    reviewed = "SELECT skill FROM question WHERE learner_id = ? AND purpose = 'review'"
    (first, *_) = [row["skill"] for row in school.rows(reviewed, pupil.id)]
    words = words_of(phone, school, first)
    assert held in words
    assert f"{held}," not in words
    assert f"{held}،" not in words


def test_a_sitting_goes_on_on_another_phone(school, pick_up):
    pupil = school.pupils(year=3)[5]
    phone, other = pick_up(school), pick_up(school, scripts=False)
    for one in (phone, other):
        sign_in(one, pupil)
    begin(phone)
    answer_right(phone, school)

    begin(other)

    assert other.path.removesuffix("/exemple") == phone.path.removesuffix("/exemple")


def test_a_second_try_and_a_reason_are_there(school, pick_up):
    pupil = school.pupils(year=3)[6]
    phone = pick_up(school, scripts=False)
    sign_in(phone, pupil)
    begin(phone)
    question = asked(phone, school)

    answer(phone, wrong_fields(question), question.type)

    assert phone.has(".verdict.wrong")
    assert phone.has("details.more")
    assert phone.has(".ask-hint")
