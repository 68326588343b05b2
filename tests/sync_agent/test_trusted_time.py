"""A clock of 1970 or of 2099 neither lets old signatures in nor locks a box out."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from publisher import QUICK, TODAY, Publisher

from exchange.trust.checking import TooOld, check
from exchange.trust.time import trusted_time
from ministry.signing.editions import sign_again
from ministry.signing.rotation import rotate

BUILD = TODAY - timedelta(days=60)


@pytest.fixture(scope="module")
def publisher(tmp_path_factory):
    made = Publisher(tmp_path_factory.mktemp("publisher"))
    made.publishes()
    return made


@pytest.fixture(scope="module")
def memory(publisher, tmp_path_factory):
    folder = tmp_path_factory.mktemp("box") / "trust"
    check(publisher.repo / "head", folder, publisher.anchor, TODAY)
    return folder


def test_a_clock_that_can_be_right_is_followed(memory):
    for days in (1, 100, 800):
        later = TODAY + timedelta(days=days)
        assert trusted_time(memory, BUILD, later) == later


@pytest.mark.parametrize("year", [1970, 2000, 2026, 2099])
def test_a_clock_that_cannot_be_right_is_not(memory, year):
    assert trusted_time(memory, BUILD, datetime(year, 1, 1, tzinfo=UTC)) == TODAY


def test_a_box_that_has_seen_nothing_knows_when_it_was_built(tmp_path):
    assert trusted_time(tmp_path / "trust", BUILD, datetime(1970, 1, 1, tzinfo=UTC)) == BUILD
    assert trusted_time(tmp_path / "trust", BUILD, datetime(2099, 1, 1, tzinfo=UTC)) == BUILD
    assert trusted_time(tmp_path / "trust", BUILD, TODAY) == TODAY


@given(some.datetimes(timezones=some.just(UTC)))
def test_time_never_goes_below_what_was_signed(memory, clock):
    at = trusted_time(memory, BUILD, clock)

    assert TODAY <= at <= TODAY + timedelta(days=5 * 365)


@pytest.mark.parametrize("clock", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_takes_the_new_and_refuses_what_ran_out(tmp_path, clock):
    publisher = Publisher(tmp_path)
    publisher.publishes()
    head, folder = publisher.repo / "head", tmp_path / "box" / "trust"
    check(head, folder, publisher.anchor, trusted_time(folder, BUILD, clock))
    year_later = TODAY + timedelta(days=300)
    sign_again(publisher.repo, publisher.keys, year_later)

    check(head, folder, publisher.anchor, trusted_time(folder, BUILD, clock))

    assert trusted_time(folder, BUILD, clock) == year_later
    with pytest.raises(TooOld):
        check(head, folder, publisher.anchor, trusted_time(folder, BUILD, year_later + timedelta(days=200)))


def test_metadata_that_a_power_cut_has_emptied_leave_the_time_that_was_noted(memory, tmp_path):
    emptied = tmp_path / "trust"
    emptied.mkdir()
    (tmp_path / "trust-floor.json").write_bytes(memory.with_name("trust-floor.json").read_bytes())
    for file in memory.glob("*.json"):
        (emptied / file.name).write_bytes(b"")

    assert trusted_time(emptied, BUILD, datetime(1970, 1, 1, tzinfo=UTC)) == TODAY


@pytest.mark.parametrize("written", ["", "no time", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
def test_a_damaged_note_of_the_time_stops_nothing(tmp_path, written):
    (tmp_path / "trust-floor.json").write_text(f'{{"issued":"{written}"}}', encoding="utf-8")

    assert trusted_time(tmp_path / "trust", BUILD, TODAY) == TODAY


@pytest.mark.parametrize("signed_in", [2028, 9996])
def test_a_stolen_key_that_signs_for_a_later_year_is_cured_by_new_keys(tmp_path, signed_in):
    publisher = Publisher(tmp_path)
    publisher.publishes()
    head, folder = publisher.repo / "head", tmp_path / "box" / "trust"
    honest = shutil.copytree(publisher.repo, tmp_path / "honest")
    sign_again(publisher.repo, publisher.keys, TODAY.replace(year=signed_in))
    check(head, folder, publisher.anchor, trusted_time(folder, BUILD, TODAY))
    shutil.rmtree(publisher.repo)
    shutil.copytree(honest, publisher.repo)
    for _ in range(3):
        sign_again(publisher.repo, publisher.keys, TODAY)
    with pytest.raises(TooOld):
        check(head, folder, publisher.anchor, trusted_time(folder, BUILD, TODAY))

    for role in ("timestamp", "snapshot"):
        rotate(publisher.repo, publisher.keys, role, TODAY, scrypt_n=QUICK)
    check(head, folder, publisher.anchor, trusted_time(folder, BUILD, TODAY))

    assert trusted_time(folder, BUILD, TODAY + timedelta(days=1)) == TODAY + timedelta(days=1)
