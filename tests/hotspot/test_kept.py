"""Answers kept on a phone: each counts once, for the child who gave it, whoever holds the phone by then."""

from dataclasses import replace

import pytest
from answering import right_answer
from itsdangerous import Signer
from small_edition import NUMBERS

from hotspot.app import create_app
from hotspot.pages import tokens
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts
from hotspot.school.tables import Attempt, Learner, Question, SchoolClass, database
from runtime import clock

ADDING = f"{NUMBERS}/adding"
ID, OTHER_ID = "a" * 22, "b" * 22


@pytest.fixture
def asked(awa):
    """The first question of Awa."""
    return attempts.begin(awa, ADDING, "fr")


@pytest.fixture
def token(app, asked):
    with app.app_context():
        return tokens.answer_token(asked.row)


@pytest.fixture
def form(asked, token):
    """What a phone has kept: an answer to that question."""
    return {"question": asked.id, "token": token, "sent_as": ID, "try": "1", "answer": "90"}


def phone_of(app, learner=None):
    phone = app.test_client()
    if learner is not None:
        with phone.session_transaction() as kept:
            kept.update({TOKEN: "own", "learner": learner.id, "seen": int(clock.now().timestamp())})
    return phone


def sent(phone, form, **changed):
    return phone.post("/pratique/gardees", data={**form, **changed})


def kept_answers(question_id):
    rows = Attempt.select().where(Attempt.question == question_id).order_by(Attempt.try_number)
    return [attempt.answer for attempt in rows]


def test_an_answer_is_kept_and_its_child_is_told_where_the_verdict_is(app, awa, form, asked):
    answer = sent(phone_of(app, awa), form)

    assert answer.json == {"state": "kept", "page": f"/pratique/question/{asked.id}"}
    assert kept_answers(asked.id) == ['{"answer":["90"]}']


def test_an_id_counts_once_whatever_the_try(app, awa, form, asked):
    phone = phone_of(app, awa)
    for number in ("1", "1", "2", "3", "0"):
        assert sent(phone, form, **{"try": number}).json["state"] == "kept"

    assert len(kept_answers(asked.id)) == 1


def test_another_child_sends_it_on_and_learns_nothing(app, awa, moussa, form):
    answer = sent(phone_of(app, moussa), form)

    assert answer.json == {"state": "kept", "page": ""}
    assert Attempt.get().question.learner == awa


def test_it_needs_no_cookie_at_all(app, awa, form):
    assert sent(phone_of(app), form).json["state"] == "kept"
    assert Attempt.get().question.learner == awa


def test_an_empty_answer_is_told_to_its_child_alone(app, awa, moussa, form):
    hers, his = phone_of(app, awa), phone_of(app, moussa)

    for phone in (hers, his):
        assert sent(phone, form, answer=" ").json["state"] == "kept"

    assert Attempt.select().count() == 0
    with hers.session_transaction() as kept:
        assert kept["draft"][2]
    with his.session_transaction() as kept:
        assert "draft" not in kept


@pytest.mark.parametrize(
    "changed",
    [
        {"token": ""},
        {"token": "x"},
        {"token": "é\u0000"},
        {"token": "A" * 27},
        {"token": "x" * 60_000},
        {"question": ""},
        {"question": "-1"},
        {"question": "٣"},
        {"question": "999999"},
        {"question": "9" * 30},
        {"sent_as": ""},
        {"sent_as": "a" * 21},
        {"sent_as": "a" * 23},
        {"sent_as": "a" * 21 + "'"},
        {"sent_as": "a" * 21 + "é"},
        {"sent_as": "a" * 22 + "\n"},
        {"try": ""},
        {"try": "x"},
        {"try": "-1"},
        {"try": "9999"},
        {"try": "٣"},
    ],
)
def test_what_no_phone_of_ours_sends_is_refused_for_good(app, awa, form, changed):
    answer = sent(phone_of(app, awa), form, **changed)

    assert (answer.status_code, answer.json["state"]) == (400, "refused")
    assert Attempt.select().count() == 0


def foreign_token(app, asked):
    with app.app_context():
        claim = f"{asked.row.learner_id}.{asked.id}.{asked.row.seed}"
    return Signer(b"another box", salt=tokens.SALT).get_signature(claim).decode()


def token_of_the_cookie(app, asked):
    return app.session_interface.get_signing_serializer(app).dumps([asked.row.learner_id, asked.id])


def token_of_another_question(app, asked):
    other = attempts.begin(asked.row.learner, f"{NUMBERS}/all-types", "fr")
    with app.app_context():
        return tokens.answer_token(other.row)


def token_of_another_learner(app, asked):
    other = attempts.begin(Learner.get(Learner.first_name == "Moussa"), ADDING, "fr")
    with app.app_context():
        return tokens.answer_token(other.row)


def token_of(app, row, **changed):
    claimed = {"id": row.id, "learner": row.learner_id, "seed": row.seed, **changed}
    with app.app_context():
        return tokens.answer_token(Question(**claimed))


def token_of_the_same_number_for_another_learner(app, asked):
    return token_of(app, asked.row, learner=asked.row.learner_id + 1)


def token_of_another_number(app, asked):
    return token_of(app, asked.row, id=asked.id + 1)


def token_before_an_older_copy_was_put_back(app, asked):
    """The same number is another question now: its seed tells them apart."""
    return token_of(app, asked.row, seed=asked.row.seed + 1)


def mark_of_the_box(app, _asked):
    with app.app_context():
        return tokens.box_mark()


@pytest.mark.parametrize(
    "forge",
    [
        foreign_token,
        token_of_the_cookie,
        token_of_another_question,
        token_of_another_learner,
        token_of_the_same_number_for_another_learner,
        token_of_another_number,
        token_before_an_older_copy_was_put_back,
        mark_of_the_box,
    ],
)
def test_a_token_is_good_for_one_question_of_one_learner_at_one_box(app, awa, form, asked, forge):
    answer = sent(phone_of(app, awa), form, token=forge(app, asked))

    assert answer.json["state"] == "refused"
    assert Attempt.select().count() == 0


def test_a_refusal_says_which_box_refuses(app, form, token):
    """A phone that has come to another school's box, at the same address, keeps what is not for it."""
    page = phone_of(app).get("/").text
    mark = sent(phone_of(app), form, token="x").json["box"]

    assert f'data-box="{mark}"' in page
    assert mark not in token


def test_the_page_of_a_question_carries_what_its_answer_needs(app, awa, asked, form):
    page = phone_of(app, awa).get(f"/pratique/question/{asked.id}").text

    assert f'name="token" value="{form["token"]}"' in page
    assert f'name="question" value="{asked.id}"' in page


def test_two_answers_to_the_same_try_are_two_tries(app, awa, form, asked):
    """Given on two tabs out of reach of the box: the child did both."""
    phone = phone_of(app, awa)
    sent(phone, form)

    sent(phone, form, sent_as=OTHER_ID, answer="91")

    assert kept_answers(asked.id) == ['{"answer":["90"]}', '{"answer":["91"]}']


def test_the_same_answer_to_the_same_try_is_one_try(app, awa, form, asked):
    phone = phone_of(app, awa)
    sent(phone, form)

    for changed in ({"sent_as": OTHER_ID}, {"sent_as": "c" * 22, "answer": "90"}):
        assert sent(phone, form, **changed).json["state"] == "kept"

    assert len(kept_answers(asked.id)) == 1


def test_the_same_answer_again_to_the_next_try_is_a_try(app, awa, form, asked):
    phone = phone_of(app, awa)
    sent(phone, form)

    sent(phone, form, sent_as=OTHER_ID, **{"try": "2"})

    assert len(kept_answers(asked.id)) == 2


def test_the_browsers_own_form_sent_after_the_script_counts_once(app, awa, form, asked):
    phone = phone_of(app, awa)
    sent(phone, form)

    for _ in range(2):
        answer = phone.post(f"/pratique/question/{asked.id}", data={**form, TOKEN: "own"})

    assert answer.status_code == 303
    assert len(kept_answers(asked.id)) == 1


def test_an_answer_that_comes_after_the_end_of_its_question_changes_nothing(app, awa, form, asked):
    attempts.answer(asked, right_answer(asked.question), 1)

    answer = sent(phone_of(app, awa), form)

    assert answer.json["state"] == "kept"
    assert len(kept_answers(asked.id)) == 1
    assert attempts.set_of(awa, ADDING).outcomes[0] == "got"


def test_an_answer_that_the_restored_box_has_forgotten_counts_as_the_next_try(app, awa, form, asked):
    sent(phone_of(app, awa), form, **{"try": "3"})

    assert [attempt.try_number for attempt in Attempt.select()] == [1]


def test_an_answer_of_a_guest_who_was_erased_is_refused_for_good(app, form, awa):
    awa.delete_instance()

    assert sent(phone_of(app), form).json["state"] == "refused"
    assert Attempt.select().count() == 0


def test_it_counts_after_a_restart_another_class_and_a_new_edition(box, form, awa, asked):
    Learner.update(school_class=SchoolClass.get(SchoolClass.name == "CP"), number=9).where(
        Learner.id == awa.id
    ).execute()
    box.ministry.retitled("2026.2", "Les nombres")
    box.install()
    restarted = create_app(box.settings)

    assert sent(phone_of(restarted, awa), form).json["state"] == "kept"
    assert len(kept_answers(asked.id)) == 1


def test_a_box_that_can_write_nothing_does_not_say_that_it_is_over(app, awa, form, asked):
    phone = phone_of(app, awa)
    database.execute_sql("PRAGMA query_only = 1")

    assert sent(phone, form).status_code >= 500

    database.execute_sql("PRAGMA query_only = 0")
    assert sent(phone, form).json["state"] == "kept"
    assert len(kept_answers(asked.id)) == 1


def test_a_nearly_full_box_asks_for_the_answer_later(box, awa, form):
    full = create_app(replace(box.settings, free_mb_to_write=10**9))

    answer = sent(phone_of(full, awa), form)

    assert (answer.status_code, answer.is_json) == (503, False)
    assert Attempt.select().count() == 0


def test_a_body_too_large_is_not_read(app, awa, form):
    assert sent(phone_of(app, awa), form, answer="9" * 70_000).status_code == 413
    assert Attempt.select().count() == 0


def test_a_script_is_told_the_next_page_instead_of_being_led_there(app, awa, asked):
    phone = phone_of(app, awa)
    own = {TOKEN: "own", "answer": "4", "hints": "0"}
    of_script = {"Accept": "application/json"}

    hint = phone.post(f"/pratique/question/{asked.id}/indice", data=own, headers=of_script)
    following = phone.post(f"/pratique/question/{asked.id}/suite", data=own, headers=of_script)

    assert hint.json == {"page": f"/pratique/question/{asked.id}"}
    assert following.json == {"page": f"/pratique/question/{asked.id}"}
    assert Question.get_by_id(asked.id).hints_asked == 1


def test_no_other_address_is_open_to_a_form_without_our_token(app, awa, asked, form):
    phone = phone_of(app, awa)

    for address in (
        f"/pratique/question/{asked.id}",
        f"/pratique/question/{asked.id}/suite",
        "/eleve/sortir",
    ):
        assert phone.post(address, data=form).status_code == 400

    assert Attempt.select().count() == 0
