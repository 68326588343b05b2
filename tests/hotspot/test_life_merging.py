"""Two rows of one child become one, and nothing that was answered is lost or changed."""

from random import Random

import peewee
import pytest
from answering import right_answer, wrong_answer
from msgspec.structs import replace
from small_edition import ADD, COUNT, NUMBERS
from tutored import answers

from hotspot.pages import tokens
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts, progress, tutor_days
from hotspot.school.adult_tables import LearnerMerged
from hotspot.school.life import merging
from hotspot.school.life.merging import NotADouble, merge
from hotspot.school.tables import Attempt, Learner, Question, SkillState, database
from hotspot.school.tutor import rebuilding, sittings, tutoring

ADDING = f"{NUMBERS}/adding"
HISTORY = """
    SELECT attempt.*, question.id, question.seed, question.skill, question.grain, question.position
    FROM attempt JOIN question ON question_id = question.id ORDER BY running_number
"""


@pytest.fixture
def unhurried(monkeypatch):
    """Every answer is thought over for half a minute."""
    monkeypatch.setattr(tutor_days, "seconds_since", lambda _time: 30)


def everything_answered():
    return database.execute_sql(HISTORY).fetchall()


def rows_of(learner):
    rows = SkillState.select().where(SkillState.learner == learner).order_by(SkillState.skill)
    return [(row.skill, row.made_with, bytes(row.kept)) for row in rows]


def work(chance, learner):
    """Answer something, in a set or with the tutor, right or wrong."""
    if chance.random() < 0.5:
        asked = attempts.begin(learner, ADDING, "fr")
    else:
        asked = sittings.ask(learner, sittings.begin(learner, "today"), "fr")
    if asked is not None:
        how = right_answer if chance.random() < 0.7 else wrong_answer
        attempts.answer(asked, how(asked.question), asked.next_try)


@pytest.mark.parametrize("seed", [1, 2])
def test_two_histories_are_one_as_if_it_had_always_been_one_child(awa, moussa, unhurried, seed):
    chance = Random(seed)
    for _ in range(60):
        work(chance, chance.choice((awa, moussa)))
    before = everything_answered()

    merge(awa, moussa)

    assert everything_answered() == before
    assert {row.learner_id for row in Question.select()} == {awa.id}
    kept = rows_of(awa)
    assert kept
    tutoring.rebuild(awa.id)
    assert rows_of(awa) == kept
    assert rebuilding.rebuild_all() == rebuilding.Rebuilt(1, 0, 0)


def test_what_is_known_is_what_one_child_would_know_who_gave_the_same_answers(box, awa, moussa):
    fatou = box.learner("Fatou")
    for turn, how in enumerate("+-+-++"):
        for one in ((awa, moussa)[turn % 2], fatou):
            answers(one, COUNT, how, day=20_000 + turn)

    merge(moussa, awa)

    joined, single = (tutoring.state_of(one.id).skills[COUNT] for one in (moussa, fatou))
    assert replace(joined.trace, second=0) == replace(single.trace, second=0)
    assert joined.practice.mastery == single.practice.mastery


def test_sets_of_one_grain_come_one_behind_the_other(awa, moussa, unhurried):
    for learner in (awa, moussa):
        attempts.begin(learner, ADDING, "fr")

    merge(awa, moussa)

    assert [row.set_number for row in Question.select().order_by(Question.id)] == [1, 2]
    assert attempts.begin(awa, ADDING, "fr").row.set_number == 2


def test_a_grain_that_both_have_done_is_done_once(awa, moussa):
    for learner in (awa, moussa):
        progress.mark_done(learner, ADDING)
    progress.mark_done(moussa, "region/french/words/write")

    merge(awa, moussa)

    assert progress.all_done(awa) == {ADDING, "region/french/words/write"}


def test_a_question_changes_hands_in_no_other_way(awa, moussa):
    answers(awa, ADD, "+")

    for change in (
        {Question.learner: moussa},
        {Question.set_number: 9},
        {Question.learner: moussa, Question.seed: 3},
    ):
        with pytest.raises(peewee.IntegrityError):
            Question.update(change).execute()
    LearnerMerged.create(
        gone=moussa.id, gone_created_at=moussa.created_at, kept=awa, merged_at=awa.created_at
    )
    with pytest.raises(peewee.IntegrityError):
        Question.update({Question.learner: moussa}).execute()


def test_nobody_is_joined_to_nobody(awa, moussa):
    guest = Learner.create(**{**awa.__data__, "id": None, "school_class": None})

    for kept, gone in ((awa, awa), (awa, guest), (guest, awa)):
        with pytest.raises(NotADouble):
            merge(kept, gone)

    assert Learner.select().count() == 5


def test_what_a_colleague_has_just_joined_is_not_joined_again(awa, moussa):
    merge(awa, moussa)

    for kept, gone in ((awa, moussa), (moussa, awa)):
        with pytest.raises(NotADouble):
            merge(kept, gone)


def test_all_or_nothing(awa, moussa, monkeypatch):
    answers(moussa, ADD, "++")
    monkeypatch.setattr(merging.tutoring, "rebuild", lambda _learner: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        merge(awa, moussa)

    assert {row.learner_id for row in Question.select()} == {moussa.id}
    assert LearnerMerged.select().count() == 0


def test_an_answer_that_a_phone_still_holds_counts_after_the_join(app, awa, moussa):
    asked = attempts.begin(moussa, ADDING, "fr")
    with app.app_context():
        token = tokens.answer_token(asked.row)
    merge(awa, moussa)
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept[TOKEN] = "own"

    form = {"question": asked.id, "token": token, "sent_as": "a" * 22, "try": "1", "answer": "90"}
    answer = phone.post("/pratique/gardees", data=form)

    assert answer.json["state"] == "kept"
    assert Attempt.select().count() == 1
