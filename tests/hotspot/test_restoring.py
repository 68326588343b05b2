"""A backup takes the place of the school: nothing of before is lost, and a cut leaves one of both."""

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from adults import adult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keys_given import NAME, answered, answers_in, rows_of

from exchange.store import sha256_of_file
from hotspot.machine import ledgers
from hotspot.machine.secret import cookie_key
from hotspot.school import codes, copies
from hotspot.school.adults import card, turns
from hotspot.school.backups import restoring, staging
from hotspot.school.backups.archive import ABOUT, SCHOOL, backups_in
from hotspot.school.backups.errors import WrongBackup
from hotspot.school.backups.making import back_up
from hotspot.school.copies import TABLES
from hotspot.school.erased import erase
from hotspot.school.opening import close_school, migrate_school, open_school
from hotspot.school.tables import School
from hotspot.settings import Settings
from runtime.sqlite_files import damage_in

CUT_RESTORE = str(Path(__file__).parent / "cut_restore.py")


@pytest.fixture
def second(tmp_path):
    """A second box that was claimed freshly."""
    made = Settings(data_folder=tmp_path / "second")
    close_school()
    migrate_school(made)
    School.create(name="Essai", town="Ici", country="sn", technician_code=codes.hash_of("1111 2222"))
    close_school()
    return made


def backed_up(box, key):
    back_up(box.settings, NAME, key)
    return backups_in(key)[0].file


def taken_up(here, file):
    """Take a backup up as the page and the next start do."""
    close_school()
    shown = staging.stage(here, NAME, file)
    staging.want(here)
    return shown, restoring.take_over(here)


def rewritten(file, school=None, **changed):
    """A backup with other members, or other words about itself."""
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    members[ABOUT] = msgspec.json.encode(msgspec.json.decode(members[ABOUT]) | changed)
    members[SCHOOL] = school or members[SCHOOL]
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=30), max_size=20), st.text(max_size=40))
def test_what_comes_back_is_what_was_backed_up_row_by_row(box, key, awa, answers, school):
    for old in key.iterdir():
        old.unlink()
    answered(box.settings.school_file, awa.id, *answers)
    with closing(sqlite3.connect(box.settings.school_file)) as here, here:
        here.execute("UPDATE school SET name = ?", [school])
    before = rows_of(box.settings.school_file)
    file = backed_up(box, key)
    answered(box.settings.school_file, awa.id, "later")

    shown, done = taken_up(box.settings, file)

    assert rows_of(box.settings.school_file) == before
    assert (done.learners, done.attempts, done.is_as_told) == (4, len(before["attempt"]), True)
    assert (shown.lost_learners, shown.lost_attempts) == (0, 1)
    assert not damage_in(box.settings.school_file, "everything", TABLES)


def test_the_school_of_before_stands_aside_and_no_copy_of_it_comes_back(box, key, awa):
    file = backed_up(box, key)
    copies.make_copy(box.settings)
    answered(box.settings.school_file, awa.id, "precious")

    _shown, done = taken_up(box.settings, file)

    assert answers_in(box.settings.school_file) == []
    assert answers_in(Path(done.aside) / "school.db") == ["precious"]
    assert copies.copies(box.settings) == []
    assert not box.settings.restoring_folder.exists()


def test_all_turns_end_and_used_codes_stay_used(box, key):
    ledgers.write(box.settings, card.NAME, b"as it was")
    token = turns.begin(adult("head"))
    file = backed_up(box, key)
    ledgers.write(box.settings, card.NAME, b"one more used")

    taken_up(box.settings, file)

    open_school(box.settings)
    assert turns.adult_of(token) is None
    assert ledgers.read(box.settings, card.NAME) == b"one more used"


def test_numbers_that_phones_may_hold_are_not_given_again(box, key, awa):
    file = backed_up(box, key)
    answered(box.settings.school_file, awa.id, *map(str, range(50)))
    close_school()
    staging.stage(box.settings, NAME, file)
    answered(box.settings.school_file, awa.id, *map(str, range(20)))  # while somebody looks for the card
    staging.want(box.settings)

    restoring.take_over(box.settings)

    answered(box.settings.school_file, awa.id, "new")
    with closing(sqlite3.connect(box.settings.school_file)) as school:
        (number,) = school.execute("SELECT max(id) FROM question").fetchone()
    assert number > 70


def test_a_learner_who_was_erased_since_is_erased_again(box, key, moussa):
    file = backed_up(box, key)
    erase(box.settings, [moussa])

    shown, done = taken_up(box.settings, file)

    assert (shown.about.learners, done.learners, done.is_as_told) == (4, 3, True)
    assert b"Moussa" not in box.settings.school_file.read_bytes()


def test_a_second_box_takes_the_school_and_keeps_what_is_its_own(box, key, moussa, second):
    erase(box.settings, [moussa])

    shown, done = taken_up(second, backed_up(box, key))

    assert (shown.same_school, shown.lost_learners) == (False, 0)
    assert (done.school, done.learners) == ("École de Fissel", 3)
    open_school(second)
    assert codes.is_code("1111 2222", School.get().technician_code)
    assert moussa.id in [
        number for number, _made in msgspec.json.decode(ledgers.read(second, "erased.json"))["learners"]
    ]


def test_phones_of_another_school_are_nobodys_and_those_of_the_same_go_on(box, key, second):
    file = backed_up(box, key)
    before = [cookie_key(here.secret_file) for here in (box.settings, second)]

    taken_up(box.settings, file)
    taken_up(second, file)

    assert cookie_key(box.settings.secret_file) == before[0]
    assert cookie_key(second.secret_file) != before[1]


def test_a_box_of_nobody_takes_a_school_too(box, key, tmp_path):
    here = Settings(data_folder=tmp_path / "new")

    _shown, done = taken_up(here, backed_up(box, key))

    assert done.learners == 4
    open_school(here)
    assert not codes.is_code("4821 0937", School.get().technician_code)


def test_a_backup_that_was_only_looked_at_is_forgotten_at_the_next_start(box, key):
    file = backed_up(box, key)
    close_school()
    staging.stage(box.settings, NAME, file)

    assert restoring.take_over(box.settings) is None
    assert not box.settings.restoring_folder.exists()


def test_any_byte_that_has_changed_is_seen(box, key):
    file, before = backed_up(box, key), box.settings.school_file.read_bytes()
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 60):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            shown = staging.stage(box.settings, NAME, file)
        except WrongBackup:
            assert not box.settings.restoring_folder.exists()
        else:  # a date of the ZIP, or the words for whoever finds the key
            assert (shown.learners, shown.about.school_bytes) == (
                4,
                (box.settings.restoring_folder / SCHOOL).stat().st_size,
            )
            assert not damage_in(box.settings.restoring_folder / SCHOOL, "everything", TABLES)

    assert box.settings.school_file.read_bytes() == before


def test_a_file_that_was_cut_or_is_none_is_refused(box, key):
    file = backed_up(box, key)
    whole = file.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"PK\x05\x06" + bytes(18), b"a photo" * 100):
        file.write_bytes(content)
        with pytest.raises(WrongBackup) as refused:
            staging.stage(box.settings, NAME, file)
        assert refused.value.why == "foreign"
    assert backups_in(key) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"form": 2}, "new"),
        ({"country": "tn"}, "country"),
        ({"kind": "x"}, "foreign"),
        ({"school_sha256": ""}, "spoilt"),
    ],
)
def test_a_backup_that_this_box_cannot_have_is_refused(box, key, changed, why):
    with pytest.raises(WrongBackup) as refused:
        staging.stage(box.settings, NAME, rewritten(backed_up(box, key), **changed))

    assert refused.value.why == why
    assert not box.settings.restoring_folder.exists()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON attempt BEGIN DELETE FROM learner; END", "foreign"),
        ("DROP TABLE attempt", "spoilt"),
        ("ALTER TABLE learner ADD COLUMN more TEXT", "foreign"),
        ("INSERT INTO schema_migration (name, applied) VALUES ('0999_later', '')", "new"),
    ],
)
def test_a_school_of_another_form_is_refused(box, key, tmp_path, statement, why):
    file = backed_up(box, key)
    with zipfile.ZipFile(file) as packed:
        inside = Path(packed.extract(SCHOOL, tmp_path))
    with closing(sqlite3.connect(inside)) as school, school:
        school.execute(statement)
    told = {"school_sha256": sha256_of_file(inside), "school_bytes": inside.stat().st_size}
    file = rewritten(file, inside.read_bytes(), **told)

    with pytest.raises(WrongBackup) as refused:
        staging.stage(box.settings, NAME, file)

    assert refused.value.why == why


def test_killed_at_any_step_the_box_has_the_old_school_or_the_new(box, key, awa, tmp_path):
    file = backed_up(box, key)
    answered(box.settings.school_file, awa.id, "precious")
    copies.make_copy(box.settings)
    close_school()
    staging.stage(box.settings, NAME, file)
    staging.want(box.settings)
    data, cuts = box.settings.data_folder, tmp_path / "cuts"
    shutil.rmtree(data / "store")  # it has no part in this

    subprocess.run([sys.executable, CUT_RESTORE, str(data), str(cuts)], check=True)

    assert len(list(cuts.iterdir())) > 15
    for cut in cuts.iterdir():
        here = Settings(data_folder=cut)
        restoring.take_over(here)  # the next start
        assert answers_in(here.school_file) == []
        assert [answers_in(file) for file in (cut / "damaged").rglob("school.db")] == [["precious"]]
        assert restoring.last_restored(here).is_as_told
        assert sorted(one.name for one in cut.iterdir() if "restor" in one.name) == []
