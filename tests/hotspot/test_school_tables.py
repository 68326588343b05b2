"""What is written stays written."""

import sqlite3
import threading

import peewee
import pytest

from hotspot.school import attempts
from hotspot.school.adult_tables import ADULT_TABLES
from hotspot.school.opening import close_school, migrate_school, open_school, trial
from hotspot.school.tables import TABLES, Attempt, GrainDone, Learner, Question, SchoolClass, database
from hotspot.settings import Settings

ADDING = "region/maths/numbers/adding"


@pytest.fixture
def attempt(awa):
    asked = attempts.begin(awa, ADDING, "fr")
    attempts.answer(asked, {"answer": ["90"]}, 1)
    return Attempt.get()


def test_the_tables_are_those_of_the_migrations(box):
    for table in (*TABLES, *ADULT_TABLES):
        columns = {column.name for column in database.get_columns(table._meta.table_name)}
        assert columns == {field.column_name for field in table._meta.sorted_fields}, table


@pytest.mark.parametrize(
    "change",
    [
        lambda one: Attempt.update(verdict="right").execute(),
        lambda one: one.delete_instance(),
        lambda one: Attempt.replace(**one.__data__).execute(),
        lambda one: one.question.delete_instance(),
        lambda one: Question.update(seed=1).execute(),
        lambda one: Question.update(learner=2).execute(),
        lambda one: database.execute_sql("DELETE FROM attempt"),
    ],
)
def test_an_attempt_can_neither_be_changed_nor_erased_alone(attempt, change):
    before = attempt.__data__

    with pytest.raises(peewee.IntegrityError):
        change(attempt)

    assert Attempt.get().__data__ == before


def test_an_attempt_goes_with_its_learner(attempt, awa):
    awa.delete_instance()

    assert (Question.select().count(), Attempt.select().count(), GrainDone.select().count()) == (0, 0, 0)


def test_a_running_number_is_never_used_again(attempt, awa, moussa):
    awa.delete_instance()
    asked = attempts.begin(moussa, ADDING, "fr")
    attempts.answer(asked, {"answer": ["90"]}, 1)

    assert Attempt.get().running_number > attempt.running_number


def test_a_class_with_learners_is_not_erased(box):
    with pytest.raises(peewee.IntegrityError):
        SchoolClass.delete().execute()


def test_answers_survive_a_power_cut(box):
    assert database.pragma("synchronous") == 2
    assert database.pragma("journal_mode") == "wal"
    assert database.pragma("foreign_keys") == 1


def test_an_answer_is_in_the_file_before_the_child_is_told(attempt, box):
    with sqlite3.connect(box.settings.school_file) as other_program:
        assert other_program.execute("SELECT count(*) FROM attempt").fetchone() == (1,)
    other_program.close()


def test_a_box_is_brought_up_to_date_once(box):
    assert migrate_school(box.settings) == []


def test_a_dry_run_leaves_no_row(box):
    with trial(dry_run=True):
        SchoolClass.create(name="CM1", year=5)

    assert SchoolClass.get_or_none(SchoolClass.name == "CM1") is None


def test_thirty_children_answer_at_once_and_every_answer_is_kept(box):
    learners = [
        Learner.create(
            **{**box.learner("Awa").__data__, "id": None, "number": 50 + n, "pictures": f"a b {n}"}
        )
        for n in range(30)
    ]
    troubles = []

    def child(learner):
        try:
            open_school(box.settings)
            box.reopened()
            asked = attempts.begin(learner, ADDING, "fr")
            for text in ("90", "91"):
                attempts.answer(asked, {"answer": [text]}, asked.next_try)
                asked = attempts.asked(asked.id, learner)
        except peewee.PeeweeException as trouble:
            troubles.append(trouble)
        finally:
            close_school()

    children = [threading.Thread(target=child, args=(learner,)) for learner in learners]
    for one in children:
        one.start()
    for one in children:
        one.join()

    assert troubles == []
    assert Attempt.select().count() == 60
    assert Question.select().count() == 30


def test_the_same_form_sent_at_the_same_moment_counts_once(box, awa):
    asked = attempts.begin(awa, ADDING, "fr")
    marks = []

    def tap():
        open_school(box.settings)
        box.reopened()
        marks.append(attempts.answer(asked, {"answer": ["90"]}, 1))
        close_school()

    taps = [threading.Thread(target=tap) for _ in range(6)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()

    assert len(set(marks)) == 1
    assert Attempt.select().count() == 1


def test_no_other_account_reads_the_names_of_children(tmp_path):
    settings = Settings(data_folder=tmp_path / "box")

    migrate_school(settings)

    assert settings.school_file.stat().st_mode & 0o077 == 0
