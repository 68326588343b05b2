"""« Sauvegarde »: a head backs the school up, looks at a backup, and takes it up with a code of the card."""

import re
from datetime import timedelta

import pytest
from adults import card_code, signed_in
from keys_given import NAME, answered, answers_in

from hotspot.pages.box.key_rows import rows
from hotspot.pages.language import LANGUAGES
from hotspot.school.backups import archive, jobs, restoring, staging
from hotspot.school.backups.archive import backups_in
from hotspot.school.backups.noted import Backup, Noted, note
from hotspot.school.opening import close_school
from runtime.clock import displayed

PAGE, BACK = "/boite/sauvegarde", "/boite/sauvegarde/reprise"


@pytest.fixture
def head(key, phone):
    """A phone that the head has signed in on, of a box with a key in it."""
    return signed_in(phone)


def done(box):
    jobs.last(box.settings).thread.join()


def backed_up(phone, box):
    page = phone.get(PAGE)
    phone.send(page.form(PAGE))
    done(box)
    return phone.get(PAGE)


def looked_at(phone, box):
    page = backed_up(phone, box)
    phone.send(page.form("/lire"))
    done(box)
    return phone.get(BACK)


def test_a_box_without_a_key_says_what_to_do(head, key):
    key.rmdir()

    said = head.get(PAGE).said()

    assert "Aucune clé USB" in said
    assert "attendez dix secondes" in said


def test_the_head_backs_the_school_up_and_reads_what_is_on_the_key(head, box, key, awa):
    answered(box.settings.school_file, awa.id, "4")

    page = backed_up(head, box)

    assert page.said("h1") == "L’école est sauvegardée"
    assert re.search("Élèves *4 *Réponses *1", page.said())
    assert "Vous pouvez retirer la clé" in page.said()
    assert len(backups_in(key)) == 1


def test_while_it_works_the_page_tells_how_far_it_is(head, box, key):
    jobs._jobs[box.settings.data_folder] = jobs.Job("making", NAME, done=0.4)

    page = head.get(PAGE)

    assert page.all("progress")[0]["value"] == "40"
    assert "Ne retirez pas la clé" in page.said()
    assert page.all("meta", **{"http-equiv": "refresh"})[0]["content"] == f"2; url={PAGE}?seule=1"
    del jobs._jobs[box.settings.data_folder]


def test_a_key_that_was_pulled_is_told_in_a_sentence(head, box, key):
    page = head.get(PAGE)
    key.rmdir()

    said = head.send(page.form(PAGE)).said()

    assert "La clé n’est plus là" in said
    assert "Aucune clé USB" in said


def test_looking_at_a_backup_says_what_would_be_lost_and_changes_nothing(head, box, awa):
    backed_up(head, box)
    answered(box.settings.school_file, awa.id, "later", "later still")

    page = head.get(PAGE)
    head.send(page.form("/lire"))
    done(box)
    page = head.get(BACK)

    assert page.said("h1").startswith("Reprendre cette sauvegarde")
    assert re.search("qui disparaît *Élèves *0 *Réponses *2", page.said())
    head.send(page.form("/laisser"))
    assert not box.settings.restoring_folder.exists()
    assert len(answers_in(box.settings.school_file)) == 2


def test_a_backup_is_taken_up_with_a_code_and_the_counts_are_shown(head, box, awa):
    page = looked_at(head, box)
    answered(box.settings.school_file, awa.id, "later")

    page = head.send(page.form(BACK), card_code="0000 0001")
    assert "Ce n’est pas un code de la carte" in page.said() or "Il ne reste aucun code" in page.said()
    assert staging.wanted(box.settings) is None
    code = card_code(box)
    page = head.send(head.get(BACK).form(BACK), card_code=code)
    assert page.said("h1") == "La boîte reprend la sauvegarde"
    close_school()
    restoring.take_over(box.settings)  # as the next start does

    assert head.get(PAGE).path == "/boite/entrer"  # all turns have ended
    assert "École reprise d’une sauvegarde" in signed_in(head).get("/boite").said()
    page = head.get(PAGE)
    assert "L’école est revenue, et tout est compté" in page.said()
    assert answers_in(box.settings.school_file) == []
    page = head.send(page.form("/vu"))
    assert "L’école est revenue" not in page.said()


def test_a_wrong_file_is_told_in_a_sentence(head, box, key):
    backed_up(head, box)
    page = head.get(PAGE)
    (file,) = [one.file for one in backups_in(key)]
    file.write_bytes(file.read_bytes()[:-400] + bytes(400))
    assert archive.backups_in(key) == []

    said = head.send(page.form("/lire")).said()

    assert "La clé n’est plus là" in said


@pytest.mark.parametrize("role", ["teacher"])
def test_others_find_it_closed(key, phone, role):
    assert signed_in(phone, role).get(PAGE).status == 403


@pytest.mark.parametrize(("days", "state"), [(1, "good"), (15, "warn"), (31, "bad")])
def test_a_backup_grows_old_on_the_box_page(app, box, days, state):
    at = (displayed().time - timedelta(days=days)).isoformat(timespec="seconds")
    note(box.settings, Noted(Backup(at, NAME, "file", 1, 4, 2)))

    with app.test_request_context("/boite"):
        (row,) = rows(box.settings)

    assert row.state == state
    assert row.button.address == PAGE


def test_a_backup_that_has_failed_is_red_until_one_succeeds(app, box):
    note(box.settings, Noted(None, "full"))

    with app.test_request_context("/boite"):
        (row,) = rows(box.settings)

    assert (row.state, "clé est pleine" in row.advice) == ("bad", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_it_is_read_in_every_language(head, box, language):
    looked_at(head, box)
    head.get(f"/langue/{language}?suite=/")

    for path in (PAGE, BACK):
        page = head.get(path)
        assert (page.path, page.status) == (path, 200)
