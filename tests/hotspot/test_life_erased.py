"""Who is erased is erased for good: from the file and its journal, its copies, and whatever comes back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from small_edition import COUNT
from tutored import answers

from hotspot.school import copies, erased, guarding, keeper, signing_in
from hotspot.school.life.merging import merge
from hotspot.school.opening import close_school, open_school
from hotspot.school.tables import Attempt, Learner, Question, SignInFailure, database
from runtime import clock

NAME = "Zouleykhatou-Ndèye"


@pytest.fixture
def zouley(box, awa):
    """A child whose name stands nowhere else, among two hundred who come and go beside her."""
    chance = Random(1)
    database.pragma("secure_delete", 0)  # as elsewhere than on Debian: what a row leaves behind stays there
    for turn in range(200):
        name = NAME if turn == 100 else f"Élève {chance.random()}"
        places = {"id": None, "number": 10 + turn, "pictures": f"a b {turn}", "first_name": name}
        Learner.create(**{**awa.__data__, **places})
    child = box.learner(NAME)
    for language in ("une langue de loin", "ar", "une autre langue de loin"):  # the row moves in its page
        signing_in.set_language(child, language)
    answers(child, COUNT, "+-+")
    signing_in.try_pictures(child, ["sun", "sun", "sun"], "10.0.0.7")
    return child


def where_named(folder):
    """The files below a folder whose bytes hold the name."""
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and NAME.encode() in file.read_bytes()
    )


def numbers_in(file):
    with closing(sqlite3.connect(file)) as school:
        return {number for (number,) in school.execute("SELECT id FROM learner")}


@pytest.fixture
def night(box, monkeypatch):
    """What makes a night pass, and its copy as it is made each day."""
    nights = count(1)

    def passes():
        later = clock.displayed().time + timedelta(days=next(nights))
        monkeypatch.setattr(copies, "displayed", lambda: clock.Displayed(later, clock.Source.ADULT, None))
        assert copies.is_due(box.settings)
        keeper.copy_when_due(box.settings)

    return passes


def test_the_name_is_nowhere_in_the_file_nor_its_journal(box, zouley):
    assert where_named(box.settings.data_folder)

    erased.erase(box.settings, [zouley])

    assert where_named(box.settings.data_folder) == []
    assert Learner.get_or_none(Learner.id == zouley.id) is None
    assert (Question.select().count(), Attempt.select().count(), SignInFailure.select().count()) == (0, 0, 0)
    assert Learner.select().count() == 203


def test_copies_follow_within_two_nights(box, zouley, night):
    night()
    night()
    erased.erase(box.settings, [zouley])
    assert where_named(box.settings.data_folder) == ["copies/school-older.db", "copies/school.db"]

    night()
    night()

    assert where_named(box.settings.data_folder) == []
    newest, older = copies.copies(box.settings)
    assert newest.made_at - older.made_at >= timedelta(days=1)
    assert [len(numbers_in(one.file)) for one in (newest, older)] == [203, 203]


def test_what_a_backup_has_left_on_the_card_goes_with_the_next_copy(box, zouley, night):
    left = [box.settings.data_folder / "backing-up", box.settings.restoring_folder]
    made = copies.make_copy(box.settings)
    for folder in left:
        folder.mkdir()
        shutil.copy(made.file, folder)
    made.file.unlink()
    erased.erase(box.settings, [zouley])
    assert len(where_named(box.settings.data_folder)) == len(left)

    night()

    assert where_named(box.settings.data_folder) == []


def test_a_copy_that_cannot_forget_goes(box, zouley):
    copies.make_copy(box.settings)
    older = box.settings.copies_folder / copies.OLDER
    shutil.copyfile(box.settings.copies_folder / copies.NEWEST, older)
    with older.open("r+b") as file:
        file.write(b"no database any more")
    (box.settings.copies_folder / copies.NEWEST).write_bytes(b"nor this")
    erased.erase(box.settings, [zouley])

    copies.make_copy(box.settings)

    assert where_named(box.settings.data_folder) == []
    assert len(copies.copies(box.settings)) == 1


def test_damaged_files_of_before_go_with_the_next_copy(box, zouley):
    aside = box.settings.damaged_folder / "001-2026-11-22-080000"
    aside.mkdir(parents=True)
    shutil.copyfile(box.settings.school_file, aside / "school.db")
    (aside / "school.db").write_bytes(NAME.encode())

    erased.erase(box.settings, [zouley])
    copies.make_copy(box.settings)

    assert where_named(box.settings.data_folder) == []
    assert not aside.exists()


@pytest.mark.parametrize("last_stop", ["power", "orderly"])
def test_a_copy_that_takes_the_place_of_a_damaged_school_does_not_bring_her_back(box, zouley, last_stop):
    copies.make_copy(box.settings)
    erased.erase(box.settings, [zouley])
    close_school()
    box.settings.school_file.write_bytes(b"damaged" * 1000)

    guarding.guard(box.settings, last_stop)

    assert zouley.id not in numbers_in(box.settings.school_file)
    assert NAME.encode() not in box.settings.school_file.read_bytes()


def test_an_older_school_laid_down_by_hand_is_gone_through_at_the_start(box, zouley):
    older = copies.make_copy(box.settings).file
    erased.erase(box.settings, [zouley])
    close_school()
    shutil.copyfile(older, box.settings.school_file)

    guarding.guard(box.settings, "orderly")

    assert zouley.id not in numbers_in(box.settings.school_file)
    assert NAME.encode() not in box.settings.school_file.read_bytes()


def test_her_number_is_never_given_again(box, awa):
    older = copies.make_copy(box.settings).file
    places = {"id": None, "number": 50, "pictures": "a b c"}
    last = Learner.create(**{**awa.__data__, **places})
    erased.erase(box.settings, [last])
    close_school()
    shutil.copyfile(older, box.settings.school_file)  # it has never heard of that number

    erased.erase_again(box.settings)

    open_school(box.settings)
    assert Learner.create(**{**awa.__data__, **places}).id > last.id


def test_the_child_of_another_school_with_the_same_number_stays(box, zouley):
    erased.erase(box.settings, [zouley])
    other = {**zouley.__data__, "first_name": "Binta", "created_at": zouley.created_at + timedelta(seconds=1)}
    Learner.insert(other).execute()

    assert erased.erase_again(box.settings) == 0
    assert Learner.get_by_id(zouley.id).first_name == "Binta"


def test_a_double_that_was_joined_to_her_goes_too(box, zouley, awa):
    older = copies.make_copy(box.settings).file
    merge(awa, zouley)
    erased.erase(box.settings, [awa])
    close_school()
    shutil.copyfile(older, box.settings.school_file)

    assert erased.erase_again(box.settings) == 2
    assert where_named(box.settings.data_folder) == ["copies/school.db"]


def test_a_power_cut_after_the_note_is_made_good(box, zouley, monkeypatch):
    monkeypatch.setattr(erased, "_erase", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erased.erase(box.settings, [zouley])
    monkeypatch.undo()
    close_school()

    guarding.guard(box.settings, "power")

    assert zouley.id not in numbers_in(box.settings.school_file)
    assert where_named(box.settings.data_folder) == []


def test_a_large_school_is_swept_at_the_next_start(box, zouley, monkeypatch):
    monkeypatch.setattr(erased, "SWEPT_AT_ONCE_BELOW_BYTES", 1)
    erased.erase(box.settings, [zouley])
    assert erased._noted(box.settings).unswept
    close_school()

    guarding.guard(box.settings, "orderly")

    assert not erased._noted(box.settings).unswept
    assert where_named(box.settings.data_folder) == []


def test_a_ledger_of_noise_erases_nobody(box, zouley):
    box.settings.ledgers_folder.mkdir(exist_ok=True)
    (box.settings.ledgers_folder / erased.LEDGER).write_bytes(b"\xff")

    assert erased.erase_again(box.settings) == 0
    assert Learner.get_by_id(zouley.id).first_name == NAME
