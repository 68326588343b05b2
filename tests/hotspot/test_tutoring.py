"""What the tutor knows follows from the answers alone, whatever happened in between."""

import sqlite3
from contextlib import closing
from random import Random

import pytest
from answering import right_answer, wrong_answer
from msgspec.structs import replace
from small_edition import ADD, COUNT, NUMBERS, SOUNDS, WORDS
from tutored import TODAY, answers

from exchange.documents import Register
from hotspot.school import attempts, tutor_days
from hotspot.school.next_step import to_continue
from hotspot.school.opening import close_school, migrate_file, open_school
from hotspot.school.salvage import save_into
from hotspot.school.tables import Attempt, Learner, Question, Sitting, SkillState, StuckNotice
from hotspot.school.tutor import sittings, tutoring
from hotspot.school.tutor.gains import gains_of
from hotspot.school.tutor.tried import tried_in
from learning.tutor.answers import DAY_SECONDS
from learning.tutor.policy import POLICY

ADDING = f"{NUMBERS}/adding"
SETS = (ADDING, f"{NUMBERS}/all-types", f"{WORDS}/write")


@pytest.fixture
def unhurried(monkeypatch):
    """Every answer is thought over for half a minute."""
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)


def rows_of(learner):
    rows = SkillState.select().where(SkillState.learner == learner).order_by(SkillState.skill)
    return {row.skill: row.kept for row in rows}


def replayed(learner):
    kept = rows_of(learner)
    tutoring.rebuild(learner.id)
    return kept, rows_of(learner)


def answer(asked, how):
    attempts.answer(asked, how(asked.question), asked.next_try)
    return attempts.asked(asked.id, asked.row.learner)


def ask(learner, kind="today", scope=""):
    return sittings.ask(learner, sittings.begin(learner, kind, scope), "fr")


def one_step(chance, learner):
    """Whatever a child may do next, somewhere."""
    if chance.random() < 0.1:
        tutor_days.move(chance.choice((1, 2, 9)))
    asked = chance.choice(
        (
            lambda: ask(learner),
            lambda: ask(learner),
            lambda: ask(learner, "free", ADD),
            lambda: ask(learner, "placement"),
            lambda: attempts.begin(learner, chance.choice(SETS), "fr"),
        )
    )()
    if asked is None:
        return
    what = chance.random()
    if what < 0.15:
        attempts.ask_for_help(asked)
    elif what < 0.25:
        attempts.take_hint(asked)
    else:
        answer(asked, right_answer if what < 0.75 else wrong_answer)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rows_are_those_of_a_replay_byte_for_byte(awa, moussa, unhurried, seed):
    chance = Random(seed)
    for _ in range(150):
        one_step(chance, chance.choice((awa, moussa)))

    for learner in (awa, moussa):
        kept, again = replayed(learner)
        assert kept == again
        assert COUNT in kept


def test_an_answer_in_a_set_of_exercises_is_noted_too(awa, unhurried):
    answer(attempts.begin(awa, ADDING, "fr"), right_answer)

    assert tutoring.state_of(awa.id).skills[ADD].trace.right == 1
    assert Attempt.get().policy == POLICY.version


def test_a_further_try_tells_nothing(awa, unhurried):
    asked = answer(attempts.begin(awa, ADDING, "fr"), wrong_answer)
    before = rows_of(awa)

    answer(asked, right_answer)

    assert rows_of(awa) == before
    assert tutoring.state_of(awa.id).skills[ADD].trace.answers == 1


def test_a_near_answer_waits_for_the_next(awa, unhurried):
    asked = attempts.begin(awa, ADDING, "fr")
    number = asked.question.answer.split()[0]
    attempts.answer(asked, {"answer": [f"{number} kg"]}, 1)
    assert rows_of(awa) == {}

    answer(attempts.asked(asked.id, awa), right_answer)

    assert tutoring.state_of(awa.id).skills[ADD].trace.right == 1


def test_an_answer_faster_than_one_reads_changes_nothing(awa):
    asked = answer(attempts.begin(awa, ADDING, "fr"), wrong_answer)

    assert not Attempt.get().counts
    assert tutoring.state_of(awa.id).general.answers == 0
    assert asked.state == "open"  # nobody is punished


def test_who_does_not_understand_gets_hints_then_the_answer(awa, unhurried):
    asked = attempts.begin(awa, ADDING, "fr")
    states = []
    for _ in range(4):
        attempts.ask_for_help(asked)
        asked = attempts.asked(asked.id, awa)
        states.append((asked.hints_open, asked.state))

    assert states == [(1, "open"), (2, "open"), (2, "shown"), (2, "shown")]
    assert Attempt.select().count() == 1
    assert tutoring.state_of(awa.id).skills[ADD].trace.right == 0


def test_answers_from_before_the_tutor_count_with_what_is_known(awa, unhurried):
    asked = attempts.begin(awa, ADDING, "fr")
    Attempt.create(
        question=asked.row,
        try_number=1,
        answer="{}",
        verdict="right",
        say="",
        misconception="",
        answered="",
        made_at=asked.row.asked_at,
        boot_id="",
    )

    known = tutoring.state_of(awa.id)

    assert known.skills[ADD].trace.right == 1
    answer(attempts.begin(awa, f"{NUMBERS}/all-types", "fr"), right_answer)
    assert replayed(awa)[0] == replayed(awa)[1]
    assert tutoring.state_of(awa.id).general.answers == 2


def test_a_split_skill_hands_its_answers_on(box, awa, unhurried):
    answer(attempts.begin(awa, f"{WORDS}/write", "fr"), right_answer)
    lost = box.ministry.skills.pop(SOUNDS)
    box.ministry.skills["region/french/sounds"] = replace(lost, id="region/french/sounds")
    words = box.ministry.modules[WORDS]
    grain = replace(words.grains[0], skills=("region/french/sounds",))
    box.ministry.modules[WORDS] = replace(words, grains=(grain,))
    box.ministry.register = Register("sn/register", moved={SOUNDS: ("region/french/sounds",)})
    box.ministry.retitled("2026.2", "Les nombres")
    box.install()
    box.reopened()

    known = tutoring.state_of(awa.id)

    assert known.skills["region/french/sounds"].trace.right == 1
    answer(attempts.begin(awa, ADDING, "fr"), right_answer)
    assert replayed(awa)[0] == replayed(awa)[1]


def test_the_teacher_is_told_once_a_day_who_rests(awa, unhurried):
    for _ in range(POLICY.park_at + 2):
        asked = ask(awa, "free", COUNT) or ask(awa, "free", COUNT)
        attempts.ask_for_help(asked)
        while (asked := attempts.asked(asked.id, awa)).state == "open":
            attempts.ask_for_help(asked)

    (notice,) = StuckNotice.select()
    assert (notice.learner_id, notice.skill, notice.day) == (awa.id, COUNT, tutor_days.today())
    assert tutoring.is_resting(awa.id, COUNT)


def test_all_that_is_known_goes_with_its_learner(awa, moussa, unhurried):
    for learner in (awa, moussa):
        answer(ask(learner), right_answer)

    Learner.get_by_id(awa.id).delete_instance()

    assert [row.learner_id for row in Sitting.select()] == [moussa.id]
    assert {row.learner_id for row in SkillState.select()} == {moussa.id}


def test_after_damage_it_is_made_anew_from_the_answers(box, awa, unhurried, tmp_path):
    answer(ask(awa), right_answer)
    before = rows_of(awa)
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"")
    migrate_file(copy)
    close_school()

    save_into(copy, box.settings.school_file)
    copy.replace(box.settings.school_file)
    open_school(box.settings)

    assert rows_of(awa) == {}
    assert tutoring.state_of(awa.id).general.answers == 1
    assert sittings.of_today(awa, "today") is not None
    tutoring.rebuild(awa.id)
    assert rows_of(awa) == before


def test_an_answer_is_saved_from_a_file_that_has_lost_its_sitting(box, awa, unhurried, tmp_path):
    answer(ask(awa), right_answer)
    ask(awa)
    copy = tmp_path / "copy.db"
    migrate_file(copy)
    close_school()
    with closing(sqlite3.connect(box.settings.school_file, isolation_level=None)) as file:
        file.execute("DELETE FROM sitting")

    save_into(copy, box.settings.school_file)
    copy.replace(box.settings.school_file)
    open_school(box.settings)

    assert Attempt.select().count() == 1
    assert tutoring.state_of(awa.id).general.answers == 1
    assert to_continue(awa, 1) is not None


def test_a_hint_taken_on_the_other_phone_comes_before_the_answer(awa, unhurried):
    answer(ask(awa), wrong_answer)
    seen = attempts.begin(awa, ADDING, "fr")
    attempts.take_hint(attempts.asked(seen.id, awa))

    attempts.answer(seen, right_answer(seen.question), 1)

    assert tutoring.state_of(awa.id).skills[ADD].trace.right == 0
    assert replayed(awa)[0] == replayed(awa)[1]


def test_a_date_told_after_an_answer_makes_the_rows_anew(awa, monkeypatch):
    monkeypatch.setattr(tutor_days, "dates", lambda: ())
    answers(awa, COUNT, "++++")
    saturday = ((TODAY, 1),)
    monkeypatch.setattr(tutor_days, "dates", lambda: saturday)

    assert tutoring.state_of(awa.id) == tutoring.replayed(awa.id)
    assert tutoring.state_of(awa.id).skills[COUNT].review.due_day > TODAY + 1


def test_a_missed_review_is_not_called_known(awa):
    answers(awa, COUNT, "++++")
    sitting = Sitting.create(learner=awa, kind="today", second=(TODAY + 3) * DAY_SECONDS)
    answers(awa, COUNT, "-", day=TODAY + 3, purpose="review", sitting=sitting)

    assert [one.what for one in gains_of(awa, sitting, tried_in(sitting))] == ["growing"]


def test_what_a_placement_asked_too_early_is_not_called_a_step(awa):
    sitting = Sitting.create(learner=awa, kind="placement", second=TODAY * DAY_SECONDS)
    answers(awa, COUNT, "-", purpose="placement", sitting=sitting)

    assert gains_of(awa, sitting, tried_in(sitting)) == []


def test_two_phones_of_one_learner_both_count(awa, unhurried):
    first, second = ask(awa), attempts.begin(awa, ADDING, "fr")

    answer(second, right_answer)
    answer(first, wrong_answer)

    assert tutoring.state_of(awa.id).general.answers == 2
    assert replayed(awa)[0] == replayed(awa)[1]
    assert Question.select().count() == 2
