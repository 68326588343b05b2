"""A damaged school.db mends itself before it is served: cut short, a page or its journal gone, another's."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest
from answering import wrong_answer

from hotspot.app import create_app
from hotspot.cli import box as box_commands
from hotspot.content import catalogue
from hotspot.machine import power
from hotspot.school import attempts, classes, copies, guarding
from hotspot.school.copies import TABLES
from hotspot.school.opening import DamagedSchool, close_school, migrate_school, open_school
from hotspot.school.tables import Attempt, Learner, Question, School
from runtime.sqlite_files import damage_in

SET = "region/maths/numbers/adding"
PAGE_BYTES = 4096
LONG = "x" * 100


def answer_often(awa, sets=4):
    """Give wrong answers to many questions; return how many attempts there are now."""
    for _ in range(sets):
        while (asked := attempts.ask(awa, SET, "fr")) is not None:
            for number in (1, 2, 3):
                attempts.answer(asked, {**wrong_answer(asked.question), "more": [LONG]}, number)
        attempts.new_set(awa, SET, "fr")
    return Attempt.select().count()


@pytest.fixture
def used(box, awa):
    """A box with a copy of its school, and as many answers after the copy as before."""
    box.copied = answer_often(awa)
    copies.make_copy(box.settings)
    box.answered = answer_often(awa)
    close_school()
    return box


def another_day(box, folder):
    """Return the settings of a box that is as this one."""
    shutil.copytree(box.settings.data_folder, folder)
    return type(box.settings)(data_folder=folder, port=0)


def start(settings, last_stop="power"):
    """Look at the school as `hotspot serve` does; return what was mended and how many attempts are left."""
    mended = guarding.guard(settings, last_stop)
    open_school(settings)
    left = Attempt.select().count(), Learner.select().count(), School.select().count()
    close_school()
    assert damage_in(settings.school_file, "everything", TABLES) == ""
    return mended, *left


def pages_of(settings):
    return settings.school_file.stat().st_size // PAGE_BYTES


def overwrite(file, at, content):
    with file.open("r+b") as written:
        written.seek(at)
        written.write(content)


def test_a_page_that_is_gone_takes_nothing_that_was_copied(used, tmp_path):
    lost = []
    for page in range(pages_of(used.settings)):
        settings = another_day(used, tmp_path / f"page-{page}")
        overwrite(settings.school_file, page * PAGE_BYTES, bytes(PAGE_BYTES))

        _mended, left, learners, schools = start(settings)

        assert (learners, schools) == (4, 1)
        assert left >= used.copied
        lost.append(used.answered - left)
        shutil.rmtree(settings.data_folder)
    assert lost.count(0) > len(lost) / 2, "most are mended without any loss"


def test_a_school_cut_short_at_any_length_goes_on_from_its_copy(used, tmp_path):
    size = used.settings.school_file.stat().st_size
    for length in [*range(0, size, size // 23), 1, 99, 100, 101, PAGE_BYTES - 1, size - 1]:
        settings = another_day(used, tmp_path / f"cut-{length}")
        with settings.school_file.open("r+b") as file:
            file.truncate(length)

        mended, left, learners, schools = start(settings)

        assert mended is not None
        assert used.copied <= left <= used.answered
        assert (learners, schools) == (4, 1)
        shutil.rmtree(settings.data_folder)


def test_after_an_orderly_stop_a_glance_sees_a_file_that_is_cut_short_or_no_database(used, tmp_path):
    for name, harm in (("short", lambda whole: whole[:-1]), ("other", lambda _whole: b"no" * 9000)):
        settings = another_day(used, tmp_path / name)
        settings.school_file.write_bytes(harm(settings.school_file.read_bytes()))

        assert start(settings, "orderly")[0] is not None
    assert start(used.settings, "orderly")[0] is None


@pytest.fixture
def cut(used, awa, tmp_path):
    """The same box with its journal full, as a power cut has left it."""
    open_school(used.settings)
    used.answered = answer_often(awa, 1)
    settings = another_day(used, tmp_path / "cut")
    close_school()
    assert (settings.data_folder / "school.db-wal").stat().st_size > 0
    return settings


def test_a_cut_with_its_journal_loses_nothing(used, cut):
    mended, left, *_people = start(cut)

    assert (mended, left) == (None, used.answered)


def test_the_index_of_the_journal_is_made_again(used, cut):
    (cut.data_folder / "school.db-shm").unlink()

    assert start(cut)[:2] == (None, used.answered)


def test_without_its_journal_the_school_is_what_it_was_before_those_answers(used, cut):
    (cut.data_folder / "school.db-wal").unlink()

    _mended, left, learners, schools = start(cut)

    assert used.copied <= left <= used.answered
    assert (learners, schools) == (4, 1)


def test_a_journal_cut_short_or_unreadable_takes_only_what_it_held(used, cut, tmp_path):
    whole = (cut.data_folder / "school.db-wal").read_bytes()
    for name, journal in {
        "half": whole[: len(whole) // 2],
        "torn": whole[:-1],
        "noise": b"\xab" * len(whole),
        "empty": b"",
        "header": whole[:32],
    }.items():
        settings = another_day(used, tmp_path / name)
        shutil.copy(cut.school_file, settings.school_file)
        (settings.data_folder / "school.db-wal").write_bytes(journal)

        assert start(settings)[1] >= used.copied


def test_a_journal_of_another_school_never_stays_beside_the_mended_one(used, tmp_path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as stranger:
        stranger.executescript(
            "PRAGMA journal_mode = WAL; CREATE TABLE strange (x); INSERT INTO strange VALUES (1)"
        )
        shutil.copy(f"{other}-wal", f"{used.settings.school_file}-wal")

    mended, left, learners, schools = start(used.settings)

    assert (mended.put_aside != "", left >= used.copied, learners, schools) == (True, True, 4, 1)
    assert (tmp_path / "box" / "damaged").glob("*/school.db-wal")


def test_a_command_that_meets_damage_names_the_file_and_what_mends_it(used):
    used.settings.school_file.write_bytes(b"no" * 9000)

    with pytest.raises(DamagedSchool, match=r"school\.db : file is not a database.*hotspot serve"):
        migrate_school(used.settings)


@pytest.mark.parametrize("table", ["schema_migration", "attempt"])
def test_damage_that_a_glance_did_not_see_is_mended_when_the_start_meets_it(used, table):
    page = root_page(used.settings.school_file, table)
    overwrite(used.settings.school_file, (page - 1) * PAGE_BYTES, bytes(PAGE_BYTES))
    assert guarding.guard(used.settings, "orderly") is None

    box_commands._bring_up_to_date(used.settings, thoroughly=False)

    assert Attempt.select().count() >= used.copied
    close_school()
    assert damage_in(used.settings.school_file, "everything", TABLES) == ""


def test_rows_that_have_lost_their_owner_are_seen(used):
    with closing(sqlite3.connect(used.settings.school_file)) as school:
        school.execute("DELETE FROM learner WHERE first_name = 'Awa'")  # foreign keys are off here
        school.commit()

    mended, _left, learners, _schools = start(used.settings)

    assert "learner" in mended.damage
    assert learners == 4


def test_without_a_copy_what_can_be_read_is_saved(used):
    shutil.rmtree(used.settings.copies_folder)
    page = root_page(used.settings.school_file, "sign_in_failure")
    overwrite(used.settings.school_file, (page - 1) * PAGE_BYTES, bytes(PAGE_BYTES))

    mended, left, learners, schools = start(used.settings)

    assert (mended.copy_made_at, mended.has_school) == ("", True)
    assert (left, learners, schools) == (used.answered, 4, 1)


def root_page(file, table):
    with closing(sqlite3.connect(file)) as school:
        return school.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]


def test_without_a_copy_and_without_a_readable_page_the_school_is_empty_and_says_so(used):
    shutil.rmtree(used.settings.copies_folder)
    used.settings.school_file.write_bytes(b"\0" * 9000)

    mended, left, learners, schools = start(used.settings)

    assert (mended.has_school, mended.saved_rows, left, learners, schools) == (False, 0, 0, 0, 0)
    page = create_app(used.settings).test_client().get("/boite/entrer", follow_redirects=True).text
    assert "l’école est vide" in page
    assert "reprenez une sauvegarde" in page


def test_numbers_of_lost_rows_are_not_given_again(used):
    before = max_number(used.settings)
    used.settings.school_file.write_bytes(b"")

    start(used.settings)
    open_school(used.settings)
    asked = attempts.begin(Learner.get(Learner.first_name == "Moussa"), SET, "fr")

    assert asked.id > before


def max_number(settings):
    with closing(sqlite3.connect(settings.school_file)) as school:
        return school.execute("SELECT MAX(id) FROM question").fetchone()[0]


def test_a_damaged_copy_is_passed_over_for_the_older_one(used):
    copies.make_copy(used.settings)
    (used.settings.copies_folder / copies.NEWEST).write_bytes(b"worn out" * 900)
    used.settings.school_file.write_bytes(b"")

    mended, left, *_people = start(used.settings)

    assert (mended.copy_made_at != "", left) == (True, used.copied)


def test_a_cut_while_the_school_is_mended_is_mended_by_the_next_start(used, tmp_path, monkeypatch):
    """Each step of the mending in turn is the last one."""
    overwrite(used.settings.school_file, 5 * PAGE_BYTES, bytes(PAGE_BYTES))
    steps = ("_put_aside", "_lay_down", "_build", "_note")
    for name in steps:
        settings = another_day(used, tmp_path / name)
        whole = getattr(guarding, name)

        def cut_after(*given, whole=whole):
            whole(*given)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(guarding, name, cut_after)
            with pytest.raises(KeyboardInterrupt):
                guarding.guard(settings, "power")

        _mended, left, learners, schools = start(settings)

        assert left >= used.copied
        assert (learners, schools) == (4, 1)


def test_a_damaged_school_is_kept_aside_whole(used):
    harmed = used.settings.school_file.read_bytes()[:-PAGE_BYTES]
    used.settings.school_file.write_bytes(harmed)

    mended, *_left = start(used.settings)

    (aside,) = used.settings.damaged_folder.iterdir()
    assert str(aside) == mended.put_aside
    assert (aside / "school.db").read_bytes() == harmed


def test_damage_does_not_make_a_box_that_was_never_served_older(empty_box):
    close_school()
    empty_box.settings.school_file.unlink()

    with power.running(empty_box.settings) as last_stop:
        assert guarding.guard(empty_box.settings, last_stop) is None


def test_the_daily_copy_is_of_one_moment_while_pupils_answer(box, awa):
    rows = []

    def answer_between():
        open_school(box.settings)
        rows.append(Question.insert(**a_question(awa, len(rows))).execute())

    answer_often(awa)
    before = Attempt.select().count()
    for _ in range(300):
        answer_between()
    copies.make_copy(box.settings, answer_between)

    file = box.settings.copies_folder / copies.NEWEST
    assert damage_in(file, "everything", TABLES) == ""
    assert not list(file.parent.glob("*-wal"))
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT COUNT(*) FROM attempt").fetchone() == (before,)
        assert copy.execute("SELECT MAX(id) FROM question").fetchone()[0] < rows[-1]


def a_question(awa, number):
    return {
        "learner": awa, "grain": "large" * 500, "skill": "", "exercise": "", "skill_document": "",
        "country_document": "", "band": 0, "seed": 0, "language": "fr", "set_number": 1, "position": number,
        "asked_at": copies.displayed().time,
    }  # fmt: skip


def test_two_generations_are_kept_and_the_newest_is_told(box, awa):
    first = copies.make_copy(box.settings)
    answer_often(awa, 1)
    second = copies.make_copy(box.settings)

    newest, older = copies.copies(box.settings)
    assert newest.made_at >= older.made_at
    assert (first.file, newest.file) == (second.file, second.file)
    assert newest.file.stat().st_mode & 0o077 == 0
    assert json.loads(json.dumps(str(older.file))).endswith("school-older.db")


def test_a_school_with_damage_is_never_copied_over_a_good_copy(used):
    good = (used.settings.copies_folder / copies.NEWEST).read_bytes()
    page = root_page(used.settings.school_file, "grain_done")
    overwrite(used.settings.school_file, (page - 1) * PAGE_BYTES, bytes(PAGE_BYTES))

    with pytest.raises((DamagedSchool, sqlite3.DatabaseError)):
        copies.make_copy(used.settings)

    assert (used.settings.copies_folder / copies.NEWEST).read_bytes() == good
    assert [file.name for file in used.settings.copies_folder.iterdir()] == [copies.NEWEST]


def test_classes_of_a_mended_school_are_there(used):
    used.settings.school_file.unlink()

    start(used.settings)
    open_school(used.settings)

    assert [one.name for one in classes.classes()] == ["CI", "CP"]
    catalogue.close_catalogue()
