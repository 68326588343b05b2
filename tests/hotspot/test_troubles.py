"""A full card, a damaged file, a clock that goes back, a new edition: said kindly, nothing lost."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from answering import right_answer

from hotspot.content import catalogue
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts, waiting
from hotspot.school.opening import close_school
from hotspot.school.tables import Attempt, Learner, Question, database
from runtime import clock

SET = "region/maths/numbers/adding"
SECRET = "motsecret"


@pytest.fixture
def phone(app, awa):
    """Awa's phone."""
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept.update({TOKEN: "own", "learner": awa.id, "seen": int(clock.now().timestamp())})
    return phone


@pytest.fixture
def asked(awa):
    return attempts.begin(awa, SET, "fr")


def _answered(phone, asked, given, number=1):
    fields = {TOKEN: "own", "try": number, **given}
    return phone.post(f"/pratique/question/{asked.id}", data=fields)


def _is_kind(answer, title):
    assert answer.status_code == 503
    assert title in answer.text
    assert not any(word in answer.text for word in ("Traceback", ".py", "sqlite", "peewee", SECRET))
    assert answer.headers["Content-Security-Policy"]


def test_a_full_card_says_so_keeps_what_it_had_and_goes_on_when_there_is_room(phone, asked, caplog):
    _answered(phone, asked, {"answer": "9"})
    (pages,) = database.execute_sql("pragma page_count").fetchone()
    database.execute_sql(f"pragma max_page_count = {pages}")
    given = {str(number): [SECRET * 10] * 16 for number in range(15)}

    _is_kind(_answered(phone, asked, {**given, "answer": SECRET * 10}, 2), "La boîte est pleine")
    assert Attempt.select().count() == 1
    assert phone.get(f"/pratique/question/{asked.id}").status_code == 200
    assert SECRET not in caplog.text

    database.execute_sql("pragma max_page_count = 100000")
    assert _answered(phone, asked, right_answer(asked.question), 2).status_code == 303
    assert Attempt.select().count() == 2


def test_a_card_that_can_only_be_read_still_shows_its_lessons(phone, asked):
    database.execute_sql("pragma query_only = 1")

    _is_kind(_answered(phone, asked, {"answer": SECRET}), "La boîte ne peut plus écrire")
    assert phone.get("/catalogue").status_code == 200

    database.execute_sql("pragma query_only = 0")


def test_another_writer_that_does_not_end_is_waited_for_then_told(box, phone, asked):
    database.execute_sql("pragma busy_timeout = 100")
    other = sqlite3.connect(box.settings.school_file, isolation_level=None)
    other.execute("begin immediate")

    _is_kind(_answered(phone, asked, {"answer": SECRET}), "Attends un peu")
    assert phone.get(f"/pratique/question/{asked.id}").status_code == 200

    other.execute("rollback")
    other.close()
    assert _answered(phone, asked, right_answer(asked.question)).status_code == 303
    assert Attempt.select().count() == 1


def test_a_catalogue_damaged_within_is_told_kindly(box, phone, asked):
    whole = box.settings.catalogue_file.read_bytes()
    catalogue.close_catalogue()
    box.settings.catalogue_file.write_bytes(whole[:4096] + b"\xab" * (len(whole) - 4096))

    _is_kind(phone.get("/catalogue"), "La boîte se répare")
    _is_kind(phone.get("/"), "La boîte se répare")


def test_a_damaged_school_is_told_kindly(box, phone):
    close_school()
    for file in box.settings.data_folder.glob("school.db-*"):
        file.unlink()
    box.settings.school_file.write_bytes(b"no database" * 500)

    answer = phone.get("/%5Cevil.example")

    _is_kind(answer, "La boîte se répare")
    assert 'href="/\\' not in answer.text


def test_an_answer_is_kept_when_the_clock_went_back_at_a_power_cut(phone, asked, monkeypatch):
    with phone.session_transaction() as kept:
        kept["seen"] += 3 * 24 * 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 0)

    assert _answered(phone, asked, right_answer(asked.question)).status_code == 303
    assert Attempt.select().count() == 1


def test_the_technician_is_not_held_by_a_clock_that_went_back(app, monkeypatch):
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept[TOKEN] = "own"
    for _ in range(4):
        phone.post("/boite/entrer", data={TOKEN: "own", "code": "0"})
    earlier = clock.now() - timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: earlier)
    monkeypatch.setattr(waiting, "now", clock.now)

    assert 'name="code"' in phone.get("/boite/entrer").text


def test_the_last_answer_of_a_set_that_the_new_edition_has_not_is_kept(box, phone, awa):
    asked = attempts.begin(awa, SET, "fr")
    while asked.row.position < attempts.set_of(awa, SET).count:
        _answered(phone, asked, right_answer(asked.question))
        asked = attempts.ask(awa, SET, "fr")
    for name, module in box.ministry.modules.items():
        grains = tuple(grain for grain in module.grains if grain.id != SET)
        box.ministry.modules[name] = msgspec.structs.replace(module, grains=grains)
    box.install()

    answer = _answered(phone, asked, right_answer(asked.question))

    assert answer.status_code == 303
    assert Attempt.select().where(Attempt.question == asked.id).count() == 1
    assert phone.get(answer.location).status_code == 404


def test_two_phones_and_twenty_taps_are_one_answer(app, phone, awa, asked):
    cookie = phone.get_cookie("boite").value

    def tap(_number):
        other = app.test_client()
        other.set_cookie("boite", cookie)
        try:
            begun = other.post(f"/pratique/{SET}/commencer", data={TOKEN: "own"})
            return begun.status_code, _answered(other, asked, right_answer(asked.question)).status_code
        finally:
            close_school()
            catalogue.close_catalogue()

    with ThreadPoolExecutor(8) as fingers:
        answers = set(fingers.map(tap, range(20)))

    assert answers == {(303, 303)}
    assert Attempt.select().count() == 1
    assert Question.select().count() == 2, "the one answered, and the next"


def test_what_monitoring_asks_tells_nothing_about_people(phone, awa, box):
    told = phone.get("/sante").text

    assert set(msgspec.json.decode(told)) == {
        "version", "python", "free_disk_mb", "total_disk_mb", "free_memory_mb", "total_memory_mb",
        "temperature", "up_minutes", "edition", "starts", "power_cuts", "program_stops", "last_copy_at",
        "school_was_mended", "can_write",
    }  # fmt: skip
    assert not any(learner.first_name in told for learner in Learner.select())
