"""Keys that somebody has prepared to do harm: the page opens, the school is refused, the box starts."""

import hashlib
import json
import os
import sqlite3
import zipfile
from contextlib import closing

import pytest
from keys_given import NAME

from hotspot.machine import ledgers
from hotspot.school import guarding
from hotspot.school.backups import restoring, staging
from hotspot.school.backups.archive import ABOUT, BEGINNING, ERASED, SCHOOL, backups_in
from hotspot.school.backups.errors import WrongBackup
from hotspot.school.backups.making import back_up
from hotspot.school.opening import close_school


@pytest.fixture
def key(box, key):
    """A key with a backup of the school."""
    back_up(box.settings, NAME, key)
    return key


def forged(key, statement="", **more):
    """Change the backup of a key as its own maker could: every sum is right. Return the file."""
    (found,) = backups_in(key)
    with zipfile.ZipFile(found.file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    school = key.parent / "forged.db"
    school.write_bytes(members[SCHOOL])
    with closing(sqlite3.connect(school)) as written:
        written.executescript(statement)
    members[SCHOOL] = school.read_bytes()
    sums = {
        "school_bytes": len(members[SCHOOL]),
        "school_sha256": hashlib.sha256(members[SCHOOL]).hexdigest(),
    }
    about = json.loads(members[ABOUT]) | sums | {name: more[name] for name in more if name != "erased"}
    members |= {ABOUT: json.dumps(about).encode(), ERASED: json.dumps(more.get("erased", {})).encode()}
    with zipfile.ZipFile(found.file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return found.file


@pytest.mark.parametrize("made_at", ["", "hier", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_backup_of_no_day_is_not_shown(key, made_at):
    forged(key, made_at=made_at)

    assert backups_in(key) == []


def test_what_no_page_can_show_or_what_never_ends_is_not_shown(key):
    (found,) = backups_in(key)
    os.mkfifo(key / f"{BEGINNING}pipe.zip")
    (key / f"{BEGINNING}folder.zip").mkdir()
    raw = os.fsencode(key / f"{BEGINNING}x") + b"\xff.zip"
    with open(raw, "wb") as named:
        named.write(found.file.read_bytes())

    assert backups_in(key) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sqlitehelp AFTER INSERT ON learner BEGIN DELETE FROM notice; END",
        """PRAGMA writable_schema = ON;
        INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_help', 'learner', 0,
        'CREATE TRIGGER sqlite_help AFTER INSERT ON learner BEGIN DELETE FROM notice; END')""",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'learner'",
    ],
    ids=["a trigger that looks like SQLite's", "one that is called so", "no number is left"],
)
def test_a_school_that_would_act_by_itself_is_refused(box, key, statement):
    file = forged(key, statement)

    with pytest.raises(WrongBackup):
        staging.stage(box.settings, NAME, file)


@pytest.mark.parametrize("number", [2**63, 10**15, -1])
def test_who_was_erased_under_no_number_of_a_school_keeps_no_box_from_starting(box, key, awa, number):
    file = forged(key, erased={"learners": [[number, "x"]]})
    staging.stage(box.settings, NAME, file)
    staging.want(box.settings)
    close_school()

    restoring.take_over(box.settings)
    guarding.guard(box.settings, "orderly")

    assert ledgers.read(box.settings, ERASED) is None
