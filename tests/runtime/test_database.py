"""A query that is written once gives the rows of other values, with the columns read as ever."""

from datetime import UTC, datetime

import pytest
from peewee import CharField, Model, SqliteDatabase

from runtime.database import UtcField, prepared

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def goat():
    database = SqliteDatabase(":memory:")

    class Goat(Model):
        name = CharField()
        seen_at = UtcField()

        class Meta:
            database = None

    with database.bind_ctx([Goat]):
        database.create_tables([Goat])
        for name in ("Bili", "Zéro", "Bili"):
            Goat.create(name=name, seen_at=NOON)
        yield Goat
    database.close()


def test_a_query_written_once_is_asked_with_other_values(goat):
    called = prepared(goat.select().where(goat.name == "").order_by(goat.id.desc()).limit(1))

    assert [one.id for one in called("Bili", 9)] == [3, 1]
    assert [one.id for one in called("Bili", 1)] == [3]
    assert called("Robert'); DROP TABLE goat; --", 9) == []


def test_what_it_finds_is_a_row_as_any_other(goat):
    (found,) = prepared(goat.select().where(goat.name == ""))("Zéro")

    assert (found.seen_at, found) == (NOON, goat.get_by_id(2))
