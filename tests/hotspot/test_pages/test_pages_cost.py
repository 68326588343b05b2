"""What a page asks of the databases: counted, for a count is the same on every machine."""

import peewee
import pytest
from msgspec.structs import replace
from small_edition import MARKET, NUMBERS, WORDS

from hotspot.school import attempts
from hotspot.school.progress import mark_done

HOME_AT_MOST = 8
QUESTION_AT_MOST = 6


@pytest.fixture
def queries(monkeypatch):
    """Every query of both databases, in the order in which they were asked."""
    asked = []
    execute = peewee.Database.execute_sql

    def counted(database, sql, *more):
        asked.append(sql)
        return execute(database, sql, *more)

    monkeypatch.setattr(peewee.Database, "execute_sql", counted)
    return asked


def test_a_home_with_much_done_asks_no_more_than_an_empty_one(awas_phone, awa, queries):
    for grain in (f"{NUMBERS}/count", f"{MARKET}/video"):
        mark_done(awa, grain)
    attempts.begin(awa, f"{WORDS}/write", "fr")
    queries.clear()

    awas_phone.get("/eleve/accueil")

    assert 0 < len(queries) <= HOME_AT_MOST, queries


def test_a_question_asks_little(awas_phone, awa, queries):
    asked = attempts.begin(awa, f"{NUMBERS}/adding", "fr")
    queries.clear()

    awas_phone.get(f"/pratique/question/{asked.id}")

    assert 0 < len(queries) <= QUESTION_AT_MOST, queries


def test_a_catalogue_seen_before_is_not_counted_again(phone, queries):
    seen = phone.get("/catalogue?matiere=maths").html
    queries.clear()

    assert phone.get("/catalogue?matiere=maths").html == seen
    assert not [sql for sql in queries if "grain" in sql]


def test_a_catalogue_is_drawn_for_each_language_and_each_choice(phone):
    maths, all_subjects = phone.get("/catalogue?matiere=maths"), phone.get("/catalogue")
    in_arabic = phone.get("/langue/ar?suite=/catalogue")

    assert len({page.said() for page in (maths, all_subjects, in_arabic)}) == 3


def test_a_catalogue_seen_before_follows_a_new_edition(phone, box):
    before = phone.get("/catalogue").said()
    module = box.ministry.retitled("2026.2", "Les nombres").modules[NUMBERS]
    box.ministry.modules[NUMBERS] = replace(module, grains=module.grains[1:])

    box.install()

    assert "9 leçons" in before
    assert "8 leçons" in phone.get("/catalogue").said()


def test_an_address_of_a_mile_is_not_kept_in_memory(phone, queries):
    mile = f"/catalogue?matiere={'x' * 200}"
    phone.get(mile)
    queries.clear()

    phone.get(mile)

    assert [sql for sql in queries if "grain" in sql]
