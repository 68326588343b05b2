"""What the school is told of new lessons on their way, and what the head may choose."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from adults import signed_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.activation import Refusal, refused_file
from exchange.documents import Edition, encode
from exchange.messenger import (
    LastWord,
    SourceWord,
    last_word_file,
    read_wishes,
    wishes_file,
    write_last_word,
)
from hotspot.machine import health
from hotspot.pages.language import LANGUAGES

PAGE = "/boite/contenus"
NOW = datetime.now(UTC)
FETCHING = LastWord(
    at=NOW.isoformat(),
    country="sn",
    doing="fetching",
    stage="media",
    shown="2026.1",
    coming="2026.2",
    left_files=3,
    left_bytes=28_000_000,
    whole_bytes=120_000_000,
    bytes_per_hour=7_000_000,
)
RESTING = LastWord(at=NOW.isoformat(), country="sn", doing="resting", shown="2026.1")


@pytest.fixture
def says(box):
    """Let the messenger say something: says(FETCHING, doing="waiting-room")."""

    def say(word=RESTING, **changes):
        write_last_word(box.settings.data_folder, type(word)(**{**as_fields(word), **changes}))

    return say


def as_fields(word):
    return {name: getattr(word, name) for name in word.__struct_fields__}


def source(word, hours_ago=0):
    return SourceWord("miroir.example:873", "mirror", (NOW - timedelta(hours=hours_ago)).isoformat(), word)


def read(phone, role="head", page=PAGE):
    return signed_in(phone, role).get(page)


def words(page):
    return page.said().replace("\xa0", " ").replace("\u202f", " ")


def test_a_box_whose_messenger_never_ran_says_so_and_alarms_nobody(phone):
    page = read(phone)

    assert page.said("h1") == "La boîte n’a pas encore cherché de nouvelles leçons"
    assert 'class="warn"' not in page.html


def test_the_page_tells_what_comes_how_much_is_left_how_fast_and_until_when(phone, says):
    says(FETCHING)

    page = read(phone, "teacher")

    assert page.said("h1") == "De nouvelles leçons arrivent"
    assert "3 fichiers, 28 Mo" in words(page)
    assert "7 Mo par heure" in words(page)
    assert "4 heures environ" in words(page)
    (bar,) = page.all("progress")
    assert (bar["value"], bar["max"]) == ("92000000", "120000000")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["/boite", PAGE])
def test_the_name_of_the_latest_edition_is_read_and_not_the_marks_around_it(phone, says, page, language):
    says(RESTING, sources=(source("nothing-new"), source("liar")))
    read(phone)
    phone.get(f"/langue/{language}")

    told = phone.get(page)

    assert "SN 2026.1" in words(told)
    assert "&lt;" not in told.html


def test_while_only_the_lists_are_coming_nobody_knows_how_much_it_is(phone, says):
    says(FETCHING, stage="packs", left_files=2, left_bytes=5_000, whole_bytes=5_000)

    page = read(phone)

    assert "Reste à recevoir" not in words(page)
    assert page.all("progress") == []


def test_what_waits_promises_no_end(phone, says):
    says(FETCHING, doing="waiting-source")

    page = read(phone)

    assert page.said("h1") == "De nouvelles leçons attendent"
    assert "environ" not in words(page)


@pytest.mark.parametrize(
    ("halt", "told"), [("copied", "copiée"), ("replaced", "à une autre boîte"), ("struck-off", "rayé")]
)
def test_a_box_whose_reports_nobody_takes_any_more_says_so_and_what_to_do(phone, says, halt, told):
    says(RESTING, halt=halt, reports_waiting=3, reports_bytes=9_000)

    row = next(one for one in read(phone, page="/boite").html.split("<li") if "Rapports au ministère" in one)
    page = read(phone)

    for part in (row, page.html):
        assert 'class="bad"' in part
        assert told in part
        assert "Votre technicien demande un nouveau code au ministère." in part
    assert page.said("h1") == "Les leçons sont à jour"
    assert "sync-agent identity request CODE" not in page.html
    assert "sync-agent identity request CODE" in read(phone, "technician").html


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"doing": "waiting-room"}, "La carte mémoire est trop pleine."),
        ({"doing": "waiting-budget", "month_bytes": 8, "month_limit_bytes": 9}, "le mois prochain"),
        ({"sources": (source("wrong-signature"),)}, "Une des sources pose problème"),
    ],
)
def test_what_asks_for_a_person_is_a_warning_on_the_box_page_too(phone, says, changes, told):
    says(FETCHING, **changes)

    page = read(phone, page="/boite")

    row = next(part for part in page.html.split("<li") if "Nouvelles leçons</b>" in part)
    assert 'class="warn"' in row
    assert told in row.replace("\xa0", " ")


def test_a_day_that_is_used_up_asks_for_nobody(phone, says):
    says(FETCHING, doing="waiting-budget", day_bytes=8, day_limit_bytes=9, month_limit_bytes=90)

    page = read(phone)

    assert "Elle continue demain." in words(page)
    assert 'class="warn"' not in page.html


def test_ages_are_those_of_the_messengers_clock_whatever_the_box_shows(phone, box, says):
    says(
        FETCHING,
        at="1970-01-02T12:00:00+00:00",
        sources=(SourceWord("CLE", "stick", "1970-01-02T09:00:00+00:00", "new"),),
    )

    assert "il y a 3 heures" in words(read(phone))


def test_a_messenger_that_is_silent_for_a_day_is_told_once_the_machine_has_run_an_hour(
    phone, box, says, monkeypatch
):
    says(FETCHING)
    before = (NOW - timedelta(days=2)).timestamp()
    os.utime(last_word_file(box.settings.data_folder), (before, before))
    for up_minutes, told in (
        (59, "De nouvelles leçons arrivent"),
        (60, "La boîte ne cherche plus de nouvelles leçons"),
    ):
        monkeypatch.setattr(health, "running", lambda up=up_minutes: timedelta(minutes=up))

        assert read(phone).said("h1") == told


def test_months_without_an_answer_ask_for_a_stick(phone, says):
    says(sources=(source("nothing-new", hours_ago=121 * 24), source("silent")))

    page = read(phone)

    assert page.said("h1") == "Pas de nouvelles du ministère depuis des mois"
    assert "Demandez une clé USB du ministère" in words(page)


def test_an_edition_that_the_box_refused_is_told_while_pupils_keep_the_former_one(phone, box, says):
    says()
    refusal = Refusal(Edition("sn", "2026.2", {}), "unreadable")
    refused_file(box.settings.store_folder).write_bytes(encode(refusal))

    page = read(phone)

    assert page.said("h1") == "Les nouvelles leçons ne sont pas encore prêtes"
    assert "Les élèves gardent les leçons d’avant." in words(page)


def test_what_waits_to_go_up_is_counted(phone, says):
    says(reports_waiting=2, reports_bytes=3_900, receipt_at=(NOW - timedelta(days=3)).isoformat())

    assert "2 (4 Ko)" in words(read(phone))
    assert "il y a 3 jours" in words(read(phone))


def test_the_head_chooses_the_night_and_so_many_megabytes(phone, box):
    page = read(phone)

    page = phone.send(page.form(PAGE), quand="nuit", mois="500")

    wishes = read_wishes(box.settings.data_folder)
    assert (wishes.only_at_night, wishes.month_mb) == (True, 500)
    assert page.form(PAGE).fields["mois"] == ["500"]
    assert "C’est noté." in words(page)


def test_a_number_that_is_none_comes_back_as_typed_and_changes_nothing(phone, box):
    page = read(phone)

    page = phone.send(page.form(PAGE), quand="nuit", mois="cinq cents")

    assert page.form(PAGE).fields["mois"] == ["cinq cents"]
    assert page.all("input", **{"aria-invalid": "true"})
    assert not wishes_file(box.settings.data_folder).exists()


def test_each_press_of_look_now_counts_once_and_keeps_the_other_choices(phone, box):
    page = phone.send(read(phone).form(PAGE), quand="nuit", mois="500")
    page = phone.send(page.form("/chercher"))
    first = read_wishes(box.settings.data_folder)

    phone.send(page.form("/chercher"))

    second = read_wishes(box.settings.data_folder)
    assert first.update_now < second.update_now
    assert (second.only_at_night, second.month_mb) == (True, 500)


def test_a_full_card_tells_that_nothing_was_noted(phone, box):
    page = read(phone)
    wishes_file(box.settings.data_folder).mkdir()  # nothing can take its place

    assert "rien n’est noté" in words(phone.send(page.form(PAGE), mois="500"))


def test_a_teacher_reads_the_page_and_changes_nothing_while_commands_are_for_technicians(phone, says):
    says(FETCHING)

    assert [form.action for form in read(phone, "teacher").forms] == ["/enseignant/sortir"]
    assert "sync-agent" not in read(phone, "head").html
    assert "sync-agent plan" in read(phone, "technician").html


def test_a_teacher_sees_new_lessons_coming_then_their_media_then_that_they_have_come(phone, says):
    for word, told in (
        ({"stage": "packs"}, "De nouvelles leçons arrivent dans la boîte."),
        ({"stage": "texts"}, "De nouvelles leçons arrivent dans la boîte : encore 3 fichiers, 28 Mo."),
        ({"stage": "media"}, "Les nouvelles leçons sont là. Leurs sons et leurs vidéos arrivent encore"),
        ({"coming": "", "stage": ""}, "De nouvelles leçons sont dans la boîte depuis"),
    ):
        says(FETCHING, **word)

        assert told in words(read(phone, "teacher", "/enseignant/"))


def test_a_teacher_is_told_for_a_week_only(phone, box, says):
    says(FETCHING, coming="", stage="")
    noted = box.settings.store_folder / "edition.json"
    before = noted.stat().st_mtime - timedelta(days=8).total_seconds()
    os.utime(noted, (before, before))

    assert "nouvelles leçons" not in words(read(phone, "teacher", "/enseignant/"))


ENDLESS = b'{"at":"2026-11-22T10:00:00+00:00","coming":"2","left_bytes":' + b"9" * 400 + b"}"
TIMES = st.datetimes().map(lambda time: time.replace(tzinfo=UTC).isoformat()) | st.text(max_size=5)
SOURCES = st.lists(st.builds(SourceWord, at=TIMES), max_size=3).map(tuple)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(word=st.builds(LastWord, at=TIMES, sources=SOURCES), language=st.sampled_from(sorted(LANGUAGES)))
def test_whatever_the_messenger_says_the_page_can_be_read(phone, box, word, language):
    write_last_word(box.settings.data_folder, word)
    signed_in(phone, "technician")

    assert phone.get(f"/langue/{language}?suite={PAGE}").status == 200


@pytest.mark.parametrize("content", [b"", b"{", b'{"at": 3}', b"\xff" * 70_000, ENDLESS])
def test_a_damaged_last_word_is_none(phone, box, content):
    last_word_file(box.settings.data_folder).write_bytes(content)

    assert read(phone).said("h1") == "La boîte n’a pas encore cherché de nouvelles leçons"
