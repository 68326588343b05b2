"""What the messenger has laid ready is shown while pupils answer; what is wrong leaves the old edition."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from signing import TODAY
from small_edition import ADD, COUNT, DRAWING, MARKET, NUMBERS

from exchange.activation import read_refusal, write_ready
from exchange.errors import DamagedFile, NeedsAPerson, RefusedPicture, UnreadableDocument
from exchange.store import Store
from hotspot.content import activation, awaited, catalogue, installer, lists
from hotspot.content.arrivals import WrongEdition
from hotspot.content.room import NotEnoughSpace
from hotspot.school import attempts
from sync_agent.down.sweeping import sweep


def shown(box):
    box.reopened()
    return catalogue.edition()


def kinds(box):
    box.reopened()
    return {card.kind for card in lists.grains_matching().rows}


def comes(box, kind):
    """Let the sound or video of the edition come; return how many files."""
    store, own = Store(box.settings.store_folder), box.ministry
    files = [blob for blob in own.blobs if blob.mime == kind]
    for blob in files:
        store.put("blobs", own.files[blob.sha256])
    return len(files)


def test_what_is_ready_is_shown(box):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    assert activation.activate(box.settings) is True

    assert shown(box) == "2026.2"
    assert catalogue.module(NUMBERS).title["fr"] == "Compter"
    assert activation.activate(box.settings) is False


def test_a_first_edition_can_come_over_the_line(empty_box):
    empty_box.brings()

    assert activation.activate(empty_box.settings) is True

    assert shown(empty_box) == "2026.1"


def test_nothing_ready_is_nothing_to_do(empty_box):
    assert activation.activate(empty_box.settings) is False


@pytest.mark.parametrize("content", [b"", b"{", b'{"country":"sn"}'])
def test_what_a_power_cut_has_left_of_the_word_changes_nothing(box, content):
    (box.settings.store_folder / "ready.json").write_bytes(content)

    assert activation.activate(box.settings) is False
    assert shown(box) == "2026.1"


# --- Sound and video that follow --------------------------------------------------------------------------


def test_a_video_and_a_tale_wait_until_they_have_come_and_a_lesson_is_read_without_its_sound(empty_box):
    empty_box.brings()
    activation.activate(empty_box.settings)

    assert kinds(empty_box) == {"lesson", "exercises", "comic", "document", "picture"}
    assert catalogue.grain(f"{MARKET}/video") is None
    assert catalogue.grain(f"{NUMBERS}/count")[0].sound == {}
    assert len(awaited.awaited()) == 3


def test_sound_and_video_are_shown_when_they_have_come(empty_box):
    empty_box.brings()
    activation.activate(empty_box.settings)
    assert activation.show_what_came(empty_box.settings) is False

    comes(empty_box, "video/mp4")
    assert activation.show_what_came(empty_box.settings) is True
    empty_box.reopened()
    assert catalogue.grain(f"{MARKET}/video")[0].video
    assert catalogue.grain(f"{MARKET}/tale") is None

    comes(empty_box, "audio/mpeg")
    assert activation.show_what_came(empty_box.settings) is True
    assert {"video", "audio"} <= kinds(empty_box)
    assert catalogue.grain(f"{NUMBERS}/count")[0].sound
    assert awaited.awaited() == frozenset()


def test_no_page_asks_the_card_for_what_is_awaited(empty_box, queries):
    empty_box.brings()
    activation.activate(empty_box.settings)
    empty_box.reopened()
    awaited.awaited()
    del queries[:]

    for _ in range(100):
        awaited.awaited()

    assert queries == []


def test_a_catalogue_that_is_built_anew_still_waits_for_the_video(empty_box):
    empty_box.brings()
    activation.activate(empty_box.settings)
    catalogue.close_catalogue()
    empty_box.settings.catalogue_file.unlink()

    assert installer.mend(empty_box.settings) is True

    assert "video" not in kinds(empty_box)


def test_what_a_box_of_before_had_of_sound_and_video_is_shown_at_once(box):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    activation.activate(box.settings)

    assert {"video", "audio"} <= kinds(box)


# --- What cannot be shown ---------------------------------------------------------------------------------


def refused(box, why, error):
    """Try to show what is ready; the old edition stays, and the messenger is told."""
    with pytest.raises(error):
        activation.activate(box.settings)
    assert shown(box) == "2026.1"
    refusal = read_refusal(box.settings.store_folder)
    assert (refusal.edition.edition, refusal.why) == ("2026.2", why)


def files_in(box, kind):
    return {path for path in (box.settings.store_folder / kind).rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", ["packs", "docs", "blobs"])
def test_a_damaged_file_is_thrown_away_so_that_it_comes_again(box, kind):
    box.ministry.blob(b"\xff\xd8new", "image/jpeg", "new.jpg")
    former = files_in(box, kind)
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    bad = min(files_in(box, kind) - former)
    bad.write_bytes(bad.read_bytes()[:-1] + b"?")

    refused(box, "damaged", DamagedFile)

    assert not bad.exists()
    box.brings()
    assert activation.activate(box.settings) is True
    assert read_refusal(box.settings.store_folder) is None
    assert shown(box) == "2026.2"


def test_a_document_of_a_newer_program_waits_for_that_program(box):
    box.ministry.strangers.append(b'{"document":"poem","id":"x"}')
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    refused(box, "unreadable", UnreadableDocument)


def test_a_picture_that_runs_script_is_not_shown(box):
    picture = DRAWING.replace(b"<circle", b"<script>alert(1)</script><circle")
    box.ministry.blob(picture, "image/svg+xml", "bad.svg")
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    refused(box, "picture", RefusedPicture)


def test_parts_that_do_not_fit_together_are_not_shown(box):
    box.ministry.blobs = [blob for blob in box.ministry.blobs if blob.mime != "application/pdf"]
    box.ministry.retitled("2026.2", "Compter")
    box.brings()

    refused(box, "unfit", WrongEdition)


def test_a_full_card_keeps_the_old_edition(box):
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    box.settings = replace(box.settings, free_mb_to_write=10**9)

    refused(box, "no-room", NotEnoughSpace)


def test_a_refusal_is_written_once(box):
    box.ministry.strangers.append(b"{}")
    box.ministry.retitled("2026.2", "Compter")
    box.brings()
    refused(box, "unreadable", UnreadableDocument)
    written = (box.settings.store_folder / "refused.json").stat().st_ino

    with pytest.raises(NeedsAPerson):
        activation.activate(box.settings)

    assert (box.settings.store_folder / "refused.json").stat().st_ino == written


def test_what_a_person_has_put_in_meanwhile_is_not_taken_back(box):
    box.ministry.retitled("2026.2", "Compter")
    late = box.brings()
    box.ministry.retitled("2026.3", "Compter encore")
    box.install()

    write_ready(box.settings.store_folder, late)

    assert activation.activate(box.settings) is False
    assert shown(box) == "2026.3"


def test_an_edition_of_another_country_is_not_shown(box):
    box.ministry.country = msgspec.structs.replace(box.ministry.country, id="ml", edition="2026.2")
    box.brings()

    refused(box, "unfit", WrongEdition)


def test_what_a_pupil_was_asked_is_read_again_after_the_messenger_has_swept(box, awa):
    asked = attempts.begin(awa, f"{NUMBERS}/adding", "fr")
    skills, country = box.ministry.skills, box.ministry.country
    skills[ADD] = msgspec.structs.replace(skills[ADD], exercises=skills[COUNT].exercises[:1])
    box.ministry.country = msgspec.structs.replace(country, exercise_words={})
    box.ministry.retitled("2026.2", "Compter")
    ready = box.brings()
    activation.activate(box.settings)

    store = Store(box.settings.store_folder)
    for day in range(3):
        sweep(store, [ready], TODAY + timedelta(days=day))

    # from these the question is drawn, as often as it is looked at
    assert store.holds("docs", asked.row.skill_document)
    assert store.holds("docs", asked.row.country_document)
