"""The school on a USB key: the whole file or none, and nothing of the box's own in it."""

import hashlib
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from adults import adult
from hypothesis import given
from hypothesis import strategies as st
from keys_given import NAME, answered, answers_in, rows_of, small_key
from writers import box_to_kill, kept_in, more_promised, promised_by, pupils_at_work

from hotspot.machine.keys import key_named, keys
from hotspot.school.adults import turns
from hotspot.school.backups import archive, jobs
from hotspot.school.backups.archive import backups_in
from hotspot.school.backups.errors import BackupFailed, Busy
from hotspot.school.backups.making import back_up
from hotspot.school.backups.nightly import KEPT, back_up_on_keys
from hotspot.school.backups.noted import noted
from hotspot.school.backups.working import work_folder
from hotspot.school.opening import close_school
from hotspot.school.tables import Consent
from hotspot.settings import Settings
from runtime import clock

FAT_REFUSES = set('\\/:*?"<>|') | {chr(code) for code in range(32)}


def backed_up(box, key, **more):
    back_up(box.settings, NAME, key, **more)
    return backups_in(key)[0]


def unpacked(file, folder):
    with zipfile.ZipFile(file) as packed:
        return packed.extract("school.db", folder)


def test_a_key_is_a_folder_that_appears(box, key):
    (found,) = keys(box.settings)

    assert (found.name, found.can_write) == (NAME, True)
    assert found.free_bytes > 0
    assert key_named(box.settings, "another") is None


def test_in_media_only_what_is_mounted_is_a_key(tmp_path, monkeypatch):
    (tmp_path / "amadou" / "not a key").mkdir(parents=True)
    monkeypatch.setattr("runtime.plugged.MOUNTS", tmp_path)
    settings = Settings(keys_folder=tmp_path)
    assert keys(settings) == []

    with small_key(tmp_path / "amadou" / "KEY", "size=64k"), small_key(tmp_path / "STICK", "size=64k"):
        assert {one.name for one in keys(settings)} == {"STICK", "KEY"}


def test_a_backup_says_what_is_in_it(box, key, awa):
    answered(box.settings.school_file, awa.id, "4", "5")

    found = backed_up(box, key)

    assert (found.about.school, found.about.country) == ("École de Fissel", "sn")
    assert (found.about.classes, found.about.learners, found.about.attempts) == (2, 4, 2)
    assert [file.name for file in key.iterdir()] == [found.file.name]
    assert found.file.name.startswith("imaginecole-sauvegarde-ecole-de-fissel-2026")
    last = noted(box.settings).last
    assert (last.key, last.file, last.attempts) == (NAME, found.file.name, 2)


def test_a_backup_holds_nothing_of_the_box_alone(box, key, tmp_path):
    token = turns.begin(adult("head"))
    Consent.create(device="02:00:5e:00:00:01", since=clock.now())
    with closing(sqlite3.connect(box.settings.school_file)) as school:
        (code,) = school.execute("SELECT technician_code FROM school").fetchone()

    found = backed_up(box, key)

    with zipfile.ZipFile(found.file) as packed:
        assert sorted(packed.namelist()) == ["LISEZ-MOI.txt", "sauvegarde.json", "school.db"]
    content = Path(unpacked(found.file, tmp_path)).read_bytes()
    assert code.encode() not in content
    assert hashlib.sha256(token.encode()).hexdigest().encode() not in content
    assert b"02:00:5e" not in content
    assert "Élimane".encode() in content


def test_what_pupils_were_promised_before_is_in_it_and_they_go_on(box, key, tmp_path):
    close_school()
    folder = box.settings.data_folder
    with box_to_kill(folder, tmp_path / "log") as running, pupils_at_work(running.port, folder) as pupils:
        running.start()
        more_promised(pupils, 20)
        before = promised_by(pupils)
        found = backed_up(box, key)
        more_promised(pupils, 20)

    kept = kept_in(unpacked(found.file, tmp_path))
    assert before.items() <= dict(kept).items()
    assert len(kept) == found.about.attempts
    assert promised_by(pupils).items() <= dict(kept_in(box.settings.school_file)).items()


@pytest.mark.parametrize("moment", [0.0, 0.3, 0.9])
def test_a_key_that_is_pulled_is_told_and_the_next_try_is_whole(box, key, moment):
    def pull(done):
        if done >= moment:
            shutil.rmtree(key, ignore_errors=True)

    with pytest.raises(BackupFailed) as failed:
        back_up(box.settings, NAME, key, progress=pull)

    assert failed.value.trouble == noted(box.settings).trouble == "away"
    assert list((box.settings.data_folder / "backing-up").iterdir()) == []
    key.mkdir()
    assert backed_up(box, key).about.learners == 4
    assert noted(box.settings).trouble is None


def test_what_a_pulled_key_has_kept_half_goes_at_the_next_try(box, key):
    for number in (99, os.getpid()):
        (key / f"imaginecole-sauvegarde-{number}.en-cours").write_bytes(b"half")
    (key / "photo.jpg").write_bytes(b"a teacher's own")
    assert backups_in(key) == []

    found = backed_up(box, key)

    assert sorted(file.name for file in key.iterdir()) == sorted([found.file.name, "photo.jpg"])


@pytest.mark.parametrize(("options", "trouble"), [("size=16k", "full"), ("size=4m,ro", "read-only")])
def test_a_key_that_takes_nothing_is_told(box, key, awa, options, trouble):
    answered(box.settings.school_file, awa.id, os.urandom(50_000).hex())  # what no packing makes smaller

    with small_key(key, options):
        with pytest.raises(BackupFailed) as failed:
            back_up(box.settings, NAME, key)
        assert list(key.iterdir()) == []

    assert failed.value.trouble == noted(box.settings).trouble == trouble
    assert len(answers_in(box.settings.school_file)) == 1


def test_what_the_key_has_not_kept_is_seen_when_it_is_read_back(box, key, monkeypatch):
    def wear_out(file, *_where):
        os.pwrite(file, bytes(100), 5_000)

    monkeypatch.setattr(os, "posix_fadvise", wear_out)  # just before the key is read back

    with pytest.raises(BackupFailed) as failed:
        back_up(box.settings, NAME, key)

    assert failed.value.trouble == noted(box.settings).trouble == "unreadable"
    assert list(key.iterdir()) == []


def test_a_second_backup_waits_until_the_first_is_over(box, key):
    with work_folder(box.settings), pytest.raises(Busy):
        back_up(box.settings, NAME, key)

    assert list(key.iterdir()) == []
    assert jobs.make(box.settings, NAME, key)
    jobs.last(box.settings).thread.join()
    assert len(backups_in(key)) == 1


@given(st.text(max_size=60))
def test_its_name_fits_any_key(school):
    name = archive.file_name(school, datetime(2026, 11, 22, 10, 15, tzinfo=UTC), nightly=True)

    assert name.isascii()
    assert len(name) < 100
    assert not FAT_REFUSES & set(name)
    assert name.startswith("imaginecole-sauvegarde-")
    assert name.endswith(".zip")


def test_two_backups_of_one_minute_stand_side_by_side(box, key):
    backed_up(box, key)
    backed_up(box, key)

    assert len(backups_in(key)) == 2


def test_a_key_that_stays_is_written_each_night_if_somebody_has_chosen_it(box, key):
    stranger = key.with_name("PHOTOS")
    stranger.mkdir()
    by_hand = backed_up(box, key)

    for _night in range(KEPT + 2):
        back_up_on_keys(box.settings, lambda _done: None)

    assert list(stranger.iterdir()) == []
    nightly = [one for one in backups_in(key) if one.about.nightly]
    assert len(nightly) == KEPT
    assert by_hand.file in [one.file for one in backups_in(key)]


def test_a_school_backs_up_only_on_keys_of_its_own(box, key):
    backed_up(box, key)
    with closing(sqlite3.connect(box.settings.school_file)) as school, school:
        school.execute("UPDATE school SET identity = 'another'")

    back_up_on_keys(box.settings, lambda _done: None)

    assert len(os.listdir(key)) == 1
    assert rows_of(box.settings.school_file)["school"]
