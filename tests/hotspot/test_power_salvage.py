"""What is saved from a damaged school.db when the program is newer than it, or the power is cut again."""

import sqlite3
from contextlib import closing

import pytest
from adults import adult
from answering import wrong_answer

from exchange.errors import NeedsAPerson
from hotspot.machine import power
from hotspot.school import attempts, classes, copies, guarding
from hotspot.school.adult_tables import AssignmentOpened, ClassTeacher, GroupMember, LearnerMerged
from hotspot.school.adults import accounts
from hotspot.school.life import merging
from hotspot.school.opening import close_school, migrate_file, open_school
from hotspot.school.salvage import NUMBERS_LEFT_OUT, save_into
from hotspot.school.tables import Attempt, Learner, database
from hotspot.school.training import own_row
from hotspot.school.work import assigning, groups
from hotspot.school.work.assigning import Whom
from hotspot.school.work.contents import What
from hotspot.school.work.groups import NewGroup
from runtime import clock

SET = "region/maths/numbers/adding"


@pytest.fixture
def answered(box, awa):
    """A box with a copy of its school, and one answer given since."""
    copies.make_copy(box.settings)
    asked = attempts.begin(awa, SET, "fr")
    attempts.answer(asked, wrong_answer(asked.question), 1)
    close_school()
    with closing(sqlite3.connect(box.settings.school_file)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return box


def damage(settings):
    """Cut the file short by its last page, which nobody needs: it is empty."""
    with closing(sqlite3.connect(settings.school_file, isolation_level=None)) as file:
        file.execute("CREATE TABLE unused (number)")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with settings.school_file.open("r+b") as written:
        written.truncate(settings.school_file.stat().st_size - 1)


def attempts_after(settings):
    open_school(settings)
    left = Attempt.select().count()
    close_school()
    return left


def test_an_answer_is_saved_from_a_file_older_than_the_program(answered):
    with closing(sqlite3.connect(answered.settings.school_file, isolation_level=None)) as file:
        file.execute("DROP INDEX attempt_sent_as")
        file.execute("ALTER TABLE attempt DROP COLUMN sent_as")
    damage(answered.settings)

    mended = guarding.guard(answered.settings, "power")

    assert mended.saved_rows > 0
    assert attempts_after(answered.settings) == 1


def test_a_second_cut_between_the_file_and_its_journal_parts_them_not(answered):
    settings = answered.settings
    damage(settings)
    settings.school_file.with_name("school.db-wal").write_bytes(b"x" * 32)
    aside = settings.damaged_folder / "001-2026-11-22-080000"
    aside.mkdir(parents=True)
    settings.school_file.rename(aside / "school.db")

    mended = guarding.guard(settings, "power")

    assert [folder.name for folder in settings.damaged_folder.iterdir()] == [aside.name]
    assert (aside / "school.db-wal").exists()
    assert mended.put_aside == str(aside)
    assert attempts_after(settings) == 1


def test_numbers_of_lost_children_are_never_given_again(answered):
    for copy in copies.copies(answered.settings):
        copy.file.unlink()
    answered.settings.school_file.write_bytes(b"")

    guarding.guard(answered.settings, "power")

    open_school(answered.settings)
    newcomer = Learner.create(
        first_name="Binta",
        number=1,
        pictures="",
        face=1,
        skin=1,
        cloth=1,
        language="fr",
        created_at=clock.now(),
    )
    assert newcomer.id > NUMBERS_LEFT_OUT
    close_school()


def test_whose_a_class_is_and_what_it_was_given_is_saved(box, awa, moussa):
    copies.make_copy(box.settings)
    ci = classes.class_named("CI")
    accounts.give_class(ci, adult("teacher"))
    (group,) = groups.make(ci, [NewGroup("Groupe 1", "", (awa.id, moussa.id))])
    given = assigning.assign(ci, What("skill", "region/maths/count"), Whom(group_id=group), None, "Mme Seyni")
    assigning.mark_opened(given.row.id, awa)
    merging.merge(awa, box.learner("Élimane"))
    close_school()
    damage(box.settings)

    guarding.guard(box.settings, "power")

    open_school(box.settings)
    assert [len(table.select()) for table in (ClassTeacher, GroupMember, AssignmentOpened)] == [1, 2, 1]
    assert not LearnerMerged.select().exists(), "the copy has both rows: they can be joined again"
    close_school()


def test_an_account_outlives_the_row_by_which_it_learns(box, tmp_path):
    head = adult("head")
    own_row.learner_of(head.id, "fr")
    database.pragma("foreign_keys", 0)
    Learner.delete().execute()
    database.pragma("foreign_keys", 1)
    migrate_file(tmp_path / "whole.db")

    save_into(tmp_path / "whole.db", box.settings.school_file)

    with closing(sqlite3.connect(tmp_path / "whole.db")) as whole:
        assert whole.execute("SELECT name, learner_id FROM teacher").fetchall() == [(head.name, None)]


def test_who_was_joined_to_whom_is_saved_without_a_copy(box, awa, moussa):
    copies.make_copy(box.settings)
    merging.merge(awa, moussa)
    close_school()
    damage(box.settings)
    for copy in copies.copies(box.settings):
        copy.file.write_bytes(b"")

    guarding.guard(box.settings, "power")

    open_school(box.settings)
    assert merging.numbers_before(awa.id) == [moussa.id]
    close_school()


def test_an_error_that_nobody_foresaw_is_no_orderly_stop(answered):
    with pytest.raises(RuntimeError), power.running(answered.settings):
        raise RuntimeError

    with power.running(answered.settings) as last_stop:
        assert last_stop == "program"


def test_what_a_person_has_to_mend_is_an_orderly_stop(answered):
    with pytest.raises(NeedsAPerson), power.running(answered.settings):
        raise NeedsAPerson("the port is taken")

    with power.running(answered.settings) as last_stop:
        assert last_stop == "orderly"


def test_a_note_of_noise_leads_to_a_look_at_everything(answered):
    answered.settings.running_file.write_bytes(b"\xff\x00")

    with power.running(answered.settings) as last_stop:
        assert last_stop == "damaged"
