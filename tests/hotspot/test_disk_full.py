"""A full card: said kindly wherever it is met, nothing damaged; reading goes on, and all with room again."""

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from answering import wrong_answer

from hotspot.app import create_app
from hotspot.content import catalogue, installer
from hotspot.content.room import NotEnoughSpace
from hotspot.pages.safety import TOKEN
from hotspot.school import attempts, copies, guarding, signing_in
from hotspot.school.copies import TABLES
from hotspot.school.opening import close_school, migrate_school, open_school
from hotspot.school.tables import Attempt, Learner, Question, SignInFailure, database
from runtime import clock, room
from runtime.sqlite_files import damage_in

SET = "region/maths/numbers/adding"
PAGE_BYTES = 4096
CARD_KB = 4500
LARGEST = {str(number): ["x" * 100] * 16 for number in range(15)}  # as long as an answer may be: six pages


@pytest.fixture
def small_card(box, tmp_path):
    """The box of Fissel on a card of 4.5 MB."""
    if os.geteuid() != 0:
        pytest.skip("seul root peut monter une petite carte (tmpfs)")
    place = tmp_path / "card"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={CARD_KB}k", "small-card", place]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cette machine ne monte pas de petite carte : {done.stderr}")
    close_school()
    catalogue.close_catalogue()
    shutil.copytree(box.settings.data_folder, place / "box")
    settings = replace(box.settings, data_folder=place / "box", free_mb_to_write=0)
    open_school(settings)
    catalogue.open_catalogue(settings)
    yield settings
    close_school()
    catalogue.close_catalogue()
    subprocess.run(["umount", place], check=True)


def fill(settings, left_pages):
    """Fill the card up, but for so many pages."""
    free = room.free_bytes(settings.data_folder)
    (settings.data_folder / "ballast").write_bytes(b"x" * max(0, free - left_pages * PAGE_BYTES))


def make_room(settings):
    (settings.data_folder / "ballast").unlink()


def phone_of(app, learner=None):
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept[TOKEN] = "own"
        if learner:
            kept.update({"learner": learner.id, "seen": int(clock.now().timestamp())})
    return phone


def send(phone, path, **fields):
    return phone.post(path, data={TOKEN: "own", **fields})


def is_kind(answer, words="La boîte est pleine"):
    assert answer.status_code == 503
    assert words in answer.text
    assert "Tu peux lire et regarder" in answer.text
    assert 'href="/catalogue"' in answer.text
    assert not any(word in answer.text for word in ("Traceback", ".py", "sqlite", "peewee"))


def test_an_answer_that_finds_no_room_is_refused_whole_at_each_of_its_writes(small_card):
    """The card is full one page later each time, until the answer fits."""
    app, awa = create_app(small_card), Learner.get(Learner.first_name == "Awa")
    phone, refused = phone_of(app, awa), 0
    asked = attempts.begin(awa, SET, "fr")
    send(phone, f"/pratique/question/{asked.id}", **wrong_answer(asked.question), **{"try": "1"})
    for left_pages in range(200):
        close_school()
        open_school(small_card)  # a new journal: each write needs room
        before = Attempt.select().count()
        fill(small_card, left_pages)
        answer = send(
            phone, f"/pratique/question/{asked.id}", **LARGEST, **wrong_answer(asked.question), **{"try": "2"}
        )
        if answer.status_code == 303:
            break
        is_kind(answer)
        assert Attempt.select().count() == before
        assert phone.get("/catalogue").status_code == 200
        assert phone.get(f"/pratique/question/{asked.id}").status_code == 200
        make_room(small_card)
        refused += 1
    assert refused > 5
    make_room(small_card)
    assert Attempt.select().where(Attempt.try_number == 2).count() == 1
    close_school()
    assert damage_in(small_card.school_file, "everything", TABLES) == ""


@pytest.fixture
def full(small_card):
    """A box whose card has no byte left, served all the same."""
    app, awa = create_app(small_card), Learner.get(Learner.first_name == "Awa")
    asked = attempts.begin(awa, SET, "fr")
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # the next write needs room for a new journal
    fill(small_card, 0)
    return app, awa, asked


def test_every_page_that_would_write_says_so_kindly_and_works_again_with_room(small_card, full):
    app, awa, asked = full
    phone, guest = phone_of(app, awa), phone_of(app)
    writes = [
        (phone, f"/pratique/question/{asked.id}", {"try": "1", **wrong_answer(asked.question)}),
        (phone, f"/pratique/question/{asked.id}/indice", {"hints": "0"}),
        (guest, f"/pratique/{SET}/commencer", {}),
    ]
    before = Attempt.select().count(), Question.select().count(), Learner.select().count()

    for one, path, fields in writes:
        is_kind(send(one, path, **fields))

    assert (Attempt.select().count(), Question.select().count(), Learner.select().count()) == before
    for path in ("/", "/catalogue", "/eleve/", "/eleve/accueil", f"/grains/{SET}", "/sante", "/boite/entrer"):
        assert phone.get(path).status_code == 200, path
    make_room(small_card)
    assert [send(one, path, **fields).status_code for one, path, fields in writes] == [303, 303, 303]


def test_a_child_comes_in_and_reads_on_a_full_card(full):
    app, awa, _asked = full
    phone = phone_of(app)
    for place, picture in enumerate(awa.pictures.split()):
        answer = send(phone, f"/eleve/{awa.id}/code", picture=picture, place=place)

    assert (answer.status_code, answer.location) == (303, "/eleve/accueil")
    assert "Awa" in phone.get("/eleve/accueil").text


def test_an_earlier_slip_keeps_no_child_out_on_a_full_card(small_card):
    app, awa = create_app(small_card), Learner.get(Learner.first_name == "Awa")
    signing_in.try_pictures(awa, ["no", "such", "code"], "phone")
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    fill(small_card, 0)

    assert isinstance(signing_in.try_pictures(awa, awa.pictures.split(), "phone"), signing_in.SignedIn)
    assert app.test_client().get("/eleve/").status_code == 200


def test_started_on_a_full_card_the_box_still_shows_its_lessons(small_card):
    """What SQLite needs to read is held back for that day."""
    settings = replace(small_card, free_mb_to_write=20)
    create_app(settings)  # makes the key of the cookies
    room.hold_reserve(settings.reserve_file)
    close_school()
    fill(settings, 0)
    assert create_app(settings).test_client().get("/catalogue").status_code == 503

    room.hold_reserve(settings.reserve_file)

    phone = create_app(settings).test_client()
    assert [phone.get(path).status_code for path in ("/catalogue", "/eleve/", "/boite/entrer")] == [
        200,
        200,
        200,
    ]


def test_below_its_limit_the_box_is_for_reading_and_nothing_is_begun(box, awa):
    settings = replace(box.settings, free_mb_to_write=10**9)
    app = create_app(settings)
    phone, guest = phone_of(app, awa), phone_of(app)
    asked = attempts.begin(awa, SET, "fr")

    is_kind(send(phone, f"/pratique/question/{asked.id}", **{"try": "1"}, **wrong_answer(asked.question)))
    is_kind(send(guest, f"/pratique/{SET}/commencer"))
    assert (Attempt.select().count(), Question.select().count(), Learner.select().count()) == (0, 1, 4)
    wrong = ["sun"] * 3 if awa.pictures != "sun sun sun" else ["hen"] * 3
    for place, picture in enumerate(wrong):
        send(guest, f"/eleve/{awa.id}/code", picture=picture, place=place)
    assert SignInFailure.select().count() == 1, "whoever tries codes waits on a full card too"
    assert send(phone, "/eleve/sortir").status_code == 303
    told = app.test_client().get("/sante").json
    assert told["can_write"] is False


def test_below_the_limit_of_installing_nothing_is_installed_and_what_to_erase_is_named(box):
    (box.settings.damaged_folder / "001-2026-11-22").mkdir(parents=True)
    settings = replace(box.settings, free_mb_to_install=10**9)

    with pytest.raises(NotEnoughSpace) as refused:
        installer.install(box.ministry.retitled("2026.2", "Compter").lay_down(), settings)

    said = str(refused.value)
    assert re.search(r"Il reste \d+ Mo sur la carte : il en faut 1000000000 pour installer", said)
    assert "001-2026-11-22" in said
    assert "L'ancienne édition reste en place" in said
    assert catalogue.edition() == "2026.1"


def test_a_copy_that_finds_no_room_leaves_the_older_ones(small_card):
    good = copies.make_copy(small_card).file.read_bytes()
    for left_pages in (0, 3, 10, 20):
        fill(small_card, left_pages)
        with pytest.raises((copies.NoRoomForACopy, OSError)):
            copies.make_copy(small_card)
        make_room(small_card)
        assert [file.name for file in small_card.copies_folder.iterdir()] == [copies.NEWEST]
        assert (small_card.copies_folder / copies.NEWEST).read_bytes() == good


@pytest.mark.parametrize("left_pages", [0, 5, 20])
def test_a_damaged_school_is_mended_on_a_full_card(small_card, left_pages):
    copies.make_copy(small_card)
    close_school()
    with small_card.school_file.open("r+b") as file:
        file.write(b"\0" * 5000)
    fill(small_card, left_pages)

    mended = guarding.guard(small_card, "power")

    assert mended.copy_made_at
    make_room(small_card)
    migrate_school(small_card)
    assert Learner.select().count() == 4
    close_school()
    assert damage_in(small_card.school_file, "everything", TABLES) == ""


def test_room_is_made_for_the_copy_by_erasing_the_oldest_damaged_files(small_card):
    copies.make_copy(small_card)
    close_school()
    for number in (1, 2):
        aside = small_card.damaged_folder / f"{number:03}-2026-11-22-000000"
        aside.mkdir(parents=True)
        (aside / "school.db").write_bytes(b"x" * 300_000)
    small_card.school_file.write_bytes(b"\0" * 5000)
    fill(small_card, 30)

    guarding.guard(small_card, "power")

    kept = sorted(folder.name for folder in small_card.damaged_folder.iterdir())
    assert kept[-1].startswith("003")
    assert "001-2026-11-22-000000" not in kept
    make_room(small_card)
