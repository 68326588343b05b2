"""The front page tells the school's notices and the country's news, each until its last day."""

from datetime import date, timedelta

import pytest
from adults import signed_in
from msgspec.structs import replace
from phone import FIRST_ANSWER_BYTES, Phone

from exchange.documents import Bulletin, News
from hotspot.pages import news
from hotspot.pages.teachers import notices as notices_pages
from hotspot.school import notices
from hotspot.school.adult_tables import Notice

DAY = date(2026, 12, 4)
ROOM = "/enseignant/ecole/annonces"
FRONT_AT_MOST = 3  # queries of the front page: the school, the notices, and the edition's news once


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A box that knows the day; the test may go on to another one."""
    shown = [DAY]
    for page in (news, notices_pages):
        monkeypatch.setattr(page, "day_here", lambda: shown[0])
    return shown


@pytest.fixture
def tells(box):
    """Let the ministry publish news that end on these days."""

    def published(*days):
        told = tuple(
            News(f"sn/{number}", {"fr": f"Nouvelle {number}", "ar": "خبر"}, {"fr": "Lisez."}, day.isoformat())
            for number, day in enumerate(days)
        )
        box.ministry.bulletin = Bulletin("sn/news", told)
        box.ministry.country = replace(box.ministry.country, edition="2026.2")
        box.install()
        box.reopened()

    return published


@pytest.fixture
def heads_phone(phone):
    return signed_in(phone, "head")


def written(page, **fields):
    return {"title": "Réunion", "text": "Samedi à 9 h.", "until": "2026-12-12", **fields}


def test_the_country_s_news_are_told_until_their_last_day(phone, tells, today):
    tells(DAY, DAY - timedelta(days=1), DAY + timedelta(days=1))

    assert "Nouvelle 0" in phone.get("/").said()
    assert "Nouvelle 1" not in phone.get("/").said()

    today[0] = DAY + timedelta(days=1)
    assert "Nouvelle 0" not in phone.get("/").said()
    assert "Nouvelle 2" in phone.get("/").said()


def test_a_box_that_does_not_know_the_day_tells_all_without_a_day(phone, tells, today):
    tells(DAY - timedelta(days=400))
    notices.write("Réunion", "Samedi.", DAY - timedelta(days=9), "M. Diouf")
    today[0] = None

    page = phone.get("/")

    assert "Nouvelle 0" in page.said()
    assert "Réunion" in page.said()
    assert "jusqu’au" not in page.said()


def test_the_three_newest_notices_are_told_newest_first(phone):
    for number in range(5):
        notices.write(f"Annonce {number}", "Texte.", DAY + timedelta(days=number), "M. Diouf")

    said = phone.get("/").said()

    assert [said.find(f"Annonce {number}") >= 0 for number in range(5)] == [False, False, True, True, True]
    assert said.index("Annonce 4") < said.index("Annonce 3") < said.index("Annonce 2")
    assert "jusqu’au mardi 8 décembre" in said


def test_a_notice_is_words_and_never_a_program(phone):
    notices.write("<b>Fête</b>", "<script>alert(1)</script>\nDeux lignes.", DAY, "M. Diouf")

    page = phone.get("/")

    assert "<b>Fête</b>" in page.said()
    assert "&lt;script&gt;" in page.html


def test_the_fullest_front_page_is_one_first_answer(phone, tells):
    tells(*[DAY] * 5)
    for number in range(3):
        text = " ".join(f"mot{number}{place}" for place in range(90))[: notices.LONGEST_TEXT]
        notices.write("T" * notices.LONGEST_TITLE, text, DAY, "M. Diouf")

    assert phone.get("/").wire_bytes <= FIRST_ANSWER_BYTES


def test_a_front_page_asks_little_and_is_drawn_once_a_day(app, tells, today, queries):
    tells(DAY + timedelta(days=30))
    notices.write("Réunion", "Samedi.", DAY, "M. Diouf")
    Phone(app).get("/")
    queries.clear()

    assert "Réunion" in Phone(app).get("/").said()
    assert len(queries) <= FRONT_AT_MOST, queries

    today[0] = DAY + timedelta(days=1)
    assert "Réunion" not in Phone(app).get("/").said()


def test_the_head_writes_changes_and_ends_a_notice(heads_phone, app):
    page = heads_phone.get(ROOM)
    page = heads_phone.send(page.form(ROOM), **written(page))
    assert "Réunion" in Phone(app).get("/").said()

    number = Notice.get().id
    page = heads_phone.get(f"{ROOM}/{number}")
    page = heads_phone.send(page.form(f"/{number}"), **written(page, title="Fête", until="13/12/2026"))
    assert (page.path, Notice.get().until) == (ROOM, "2026-12-13")
    assert "Fête" in Phone(app).get("/").said()

    heads_phone.send(page.form("/finir"))
    assert "Fête" not in Phone(app).get("/").said()


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("title", "", "Écrivez ici quelque chose."),
        ("title", "é" * 81, "81 caractères, au plus 80"),
        ("text", "é" * 601, "601 caractères, au plus 600"),
        ("until", "2026-12-03", "Ce jour est passé."),
        ("until", "bientôt", "n’a pas compris ce jour"),
        ("until", "2999-01-01", "Vérifiez l’année."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(heads_phone, field, typed, why):
    page = heads_phone.get(ROOM)

    page = heads_phone.send(page.form(ROOM), **written(page, **{field: typed}))

    assert why in page.said().replace("\u202f", " ").replace("\u00a0", " ")
    kept = {"title": "Réunion", "text": "Samedi à 9 h."}
    assert all(words in page.html for name, words in kept.items() if name != field)
    assert Notice.select().count() == 0


def test_a_teacher_reads_and_does_not_write(phone):
    number = notices.write("Réunion", "Samedi.", DAY - timedelta(days=1), "M. Diouf").id
    page = signed_in(phone, "teacher").get(ROOM)

    assert "Réunion" in page.said()
    assert "finie le jeudi 3 décembre" in page.said()
    assert [form.action for form in page.forms if "annonces" in form.action] == []
    form = next(form for form in page.forms)
    for address in (ROOM, f"{ROOM}/{number}", f"{ROOM}/{number}/finir"):
        assert phone.post(address, {**form.fields, **written(page)}).status == 403
    assert Notice.get().title == "Réunion"


def test_a_notice_that_is_gone_is_not_found(heads_phone):
    assert heads_phone.get(f"{ROOM}/77").status == 404


def test_a_school_that_tells_much_forgets_the_oldest(box):
    for number in range(notices.KEPT_AT_MOST + 5):
        notices.write(f"Annonce {number}", "Texte.", DAY, "M. Diouf")

    assert Notice.select().count() == notices.KEPT_AT_MOST
    assert notices.notices()[0].title == f"Annonce {notices.KEPT_AT_MOST + 4}"
