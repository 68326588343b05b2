"""Content comes down whole, in the order in which it is wanted, whatever happens to the line."""

import os
import shutil
import signal
import threading
from datetime import UTC, datetime, timedelta

import pytest
from publisher import TODAY, Publisher

from exchange.activation import Refusal, read_ready, read_refusal, write_refusal
from exchange.documents import encode
from exchange.errors import WorthAnotherTry
from exchange.store import Store
from exchange.trust.checking import TooOld
from sync_agent.budget import Budget, Limits, WaitsForBudget, WaitsForHours
from sync_agent.carriers import mirror as mirrors
from sync_agent.carriers.folder import Folder, NotThere
from sync_agent.down.fetching import Liar
from sync_agent.down.plan import packs_of
from sync_agent.down.pull import Pull
from sync_agent.down.staging import FOLDER


@pytest.fixture
def publisher(tmp_path):
    made = Publisher(tmp_path)
    made.publishes()
    return made


@pytest.fixture
def pull(publisher, tmp_path):
    return Pull(Store(tmp_path / "store"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)


@pytest.fixture
def stick(publisher):
    return Folder(publisher.repo)


def mirror(line):
    address = f"rsync://127.0.0.1:{line.port}"
    return mirrors.Mirror(address, lambda: line.down, threading.Event(), silence_seconds=1)


def to_the_end(pull, carrier, tries=60):
    """Every move, again where a line breaks; return how often it broke."""
    broken = 0
    for _ in range(tries):
        try:
            if not pull.do_next(carrier):
                return broken
        except WorthAnotherTry:
            broken += 1
    raise AssertionError("no end")


def holds_all(pull, edition):
    store = pull.store
    return all(store.holds("docs", doc) for pack in packs_of(store, edition) for doc in pack.docs) and all(
        store.holds("blobs", blob.sha256) for pack in packs_of(store, edition) for blob in pack.blobs
    )


def leftovers(pull):
    return [
        path
        for path in (pull.store.folder / FOLDER).rglob("*")
        if path.is_file() and path.parent.name != "head"
    ]


def test_an_edition_comes_from_a_mirror(pull, publisher, line_to):
    to_the_end(pull, mirror(line_to()))

    assert pull.state.shown.edition == "1"
    assert holds_all(pull, pull.state.shown)
    assert leftovers(pull) == []


def test_an_edition_comes_from_a_stick(pull, stick):
    to_the_end(pull, stick)

    assert holds_all(pull, pull.state.shown)


def test_texts_and_pictures_are_shown_before_sound_and_video_come(pull, stick):
    while not pull.ready_file.exists():
        assert pull.do_next(stick)

    assert pull.plan().next_stage == "media"
    assert [one.bytes for one in pull.plan().stages["media"]] == [90_000, 250_000, 400_000]


def test_the_schools_own_years_are_an_edition_of_their_own_then_comes_the_whole(pull, stick):
    pull.own_years = {1}
    while not pull.ready_file.exists():
        pull.do_next(stick)

    assert set(read_ready(pull.store.folder).packs) == {"region/maths/1", "sn/country"}
    assert [one.bytes for one in pull.plan().stages["media"]] == [400_000]

    to_the_end(pull, stick)

    assert set(read_ready(pull.store.folder).packs) == {"region/maths/1", "region/maths/2", "sn/country"}
    assert holds_all(pull, pull.state.signed)


def test_a_box_that_shows_all_years_hides_none_while_a_new_edition_comes(pull, publisher, stick):
    to_the_end(pull, stick)
    (pull.store.folder / "edition.json").write_bytes(encode(pull.state.shown))  # as the hotspot does
    publisher.puts("region/maths/1", docs=1)
    publisher.publishes()
    pull.own_years = {1}

    while read_ready(pull.store.folder).edition == "1":
        assert pull.do_next(stick)

    assert len(read_ready(pull.store.folder).packs) == 3


def test_a_school_that_wants_its_own_years_only_fetches_no_other(pull, stick):
    pull.own_years, pull.own_years_only = {2}, True

    to_the_end(pull, stick)

    assert set(pull.state.shown.packs) == {"region/maths/2", "sn/country"}
    assert len(os.listdir(pull.store.folder / "packs")) == 2


def test_nothing_new_is_one_short_session(pull, line_to):
    to_the_end(pull, mirror(line_to()))
    line = line_to()

    assert not pull.do_next(mirror(line))

    assert (line.sessions, line.up + line.down) == (1, pytest.approx(400, abs=150))


def test_a_line_that_breaks_loses_little(pull, publisher, line_to):
    line = line_to(cut_after=range(50_000, 900_000, 140_000))
    broken = to_the_end(pull, mirror(line))

    assert broken >= 5
    assert holds_all(pull, pull.state.shown)


def test_what_is_here_is_never_fetched_again(pull, publisher, line_to):
    to_the_end(pull, mirror(line_to()))
    publisher.puts("region/maths/1", docs=1, svg=[500])
    publisher.publishes()
    line = line_to()

    to_the_end(pull, mirror(line))

    assert line.down < 12_000
    assert holds_all(pull, pull.state.shown)


def test_an_edition_that_was_given_up_is_begun_again(pull, stick):
    pull.do_next(stick)
    pull.give_up()

    to_the_end(pull, stick)

    assert holds_all(pull, pull.state.shown)


def test_ten_editions_during_one_fetch_show_the_first_then_the_tenth(pull, publisher, stick):
    pull.do_next(stick)
    pull.do_next(stick)
    for _ in range(10):
        publisher.puts("region/maths/1", docs=1)
        publisher.publishes()
    shown = []
    while pull.do_next(stick):
        if pull.state.shown and pull.state.shown.edition not in shown:
            shown.append(pull.state.shown.edition)

    assert shown == ["1", "11"]


def test_a_liar_is_told_and_nothing_of_it_stays(pull, publisher, stick):
    pull.do_next(stick)
    for file in (publisher.repo / "packs").iterdir():
        file.write_bytes(b"x" * file.stat().st_size)

    with pytest.raises(Liar):
        pull.do_next(stick)

    assert leftovers(pull) == []
    assert not any((pull.store.folder / "packs").glob("*"))


def test_an_old_stick_is_not_believed(pull, publisher, stick, tmp_path):
    old = shutil.copytree(publisher.repo, tmp_path / "old")
    publisher.publishes()
    to_the_end(pull, stick)

    with pytest.raises(TooOld):
        pull.do_next(Folder(old))


def test_a_stick_that_is_pulled_out_is_gone_on_with(pull, publisher, stick, tmp_path):
    pull.do_next(stick)
    (publisher.repo / "packs").rename(tmp_path / "away")
    with pytest.raises(NotThere):
        pull.do_next(stick)
    (tmp_path / "away").rename(publisher.repo / "packs")

    to_the_end(pull, stick)

    assert holds_all(pull, pull.state.shown)


@pytest.mark.parametrize("trick", ["link", "pipe"])
def test_a_trick_on_a_stick_is_as_good_as_absent(pull, publisher, stick, trick, tmp_path):
    pull.do_next(stick)
    file = next((publisher.repo / "packs").iterdir())
    file.unlink()
    if trick == "link":
        file.symlink_to("/etc/passwd")
    else:
        os.mkfifo(file)

    with pytest.raises(NotThere):
        pull.do_next(stick)
    assert not any("root:" in path.read_text(errors="replace") for path in leftovers(pull))


def until_shown(pull, carrier):
    while not pull.ready_file.exists():
        assert pull.do_next(carrier)


@pytest.mark.parametrize("place", ["", "head", "blobs", "packs/{pack}"])
def test_a_link_in_the_staging_lets_nothing_be_written_elsewhere(pull, publisher, stick, place, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    pack = next(iter(publisher.publishes().packs.values()))
    link = pull.store.folder / FOLDER / place.format(pack=pack)
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere / "file" if pack in link.name else elsewhere)

    to_the_end(pull, stick)

    assert holds_all(pull, pull.state.shown)
    assert list(elsewhere.iterdir()) == []


def test_a_new_text_does_not_wait_for_the_films_of_the_edition_before(pull, publisher, stick):
    until_shown(pull, stick)
    publisher.puts("region/maths/1", docs=1)
    publisher.publishes()
    pull.look_now()
    while pull.state.shown.edition == "1":
        assert pull.do_next(stick)

    assert pull.plan().next_stage == "media"


def test_while_films_come_a_source_is_asked_for_news_once_in_a_while(pull, publisher, line_to):
    line = line_to()
    until_shown(pull, mirror(line))
    before = line.sessions

    pull.do_next(mirror(line))  # it was asked when the edition was begun
    assert line.sessions == before + 1

    publisher.puts("region/maths/2", mp4=[1_000])
    publisher.publishes()
    pull.look_again_seconds = 0
    pull.do_next(mirror(line))
    assert pull.state.target.edition == "2"


def test_an_old_stick_gives_its_films_all_the_same(pull, publisher, stick, tmp_path):
    old = Folder(shutil.copytree(publisher.repo, tmp_path / "old"))
    publisher.puts("sn/country", docs=1)
    publisher.publishes()
    until_shown(pull, stick)

    while pull.plan().next_stage:
        pull.do_next(old)

    assert holds_all(pull, pull.state.shown)


@pytest.mark.parametrize("why", ["unfit", "picture", "unreadable"])
def test_an_edition_that_the_box_refuses_costs_no_films(pull, publisher, stick, why):
    until_shown(pull, stick)
    write_refusal(pull.store.folder, Refusal(pull.state.target, why))

    assert not pull.do_next(stick)
    publisher.puts("sn/country", docs=1)
    publisher.publishes()
    to_the_end(pull, stick)

    assert pull.state.shown.edition == "2"
    assert holds_all(pull, pull.state.shown)


def test_a_refused_part_lets_the_whole_come(pull, stick):
    pull.own_years = {1}
    until_shown(pull, stick)
    write_refusal(pull.store.folder, Refusal(pull.state.target, "unfit"))

    to_the_end(pull, stick)

    assert pull.state.shown == pull.state.signed


@pytest.mark.parametrize("is_cut", [False, True], ids=["", "after a power cut before it was said"])
def test_what_the_box_found_damaged_comes_again_and_is_shown_again(pull, stick, is_cut, monkeypatch):
    to_the_end(pull, stick)
    shown, store, told = pull.state.shown, pull.store, pull.ready_file.stat().st_mtime_ns
    damaged = packs_of(store, shown)[0].docs[0]
    store.path_of("docs", damaged).unlink()
    write_refusal(store.folder, Refusal(shown, "damaged"))
    if is_cut:
        with monkeypatch.context() as cut:
            cut.setattr(Pull, "_show_when_ready", lambda pull: signal.raise_signal(signal.SIGINT))
            with pytest.raises(KeyboardInterrupt):
                pull.do_next(stick)

    to_the_end(pull, stick)

    assert store.holds("docs", damaged)
    assert read_ready(store.folder) == shown
    assert pull.ready_file.stat().st_mtime_ns > told


def test_a_pack_of_an_unknown_form_is_said_to_be_unreadable(pull, publisher, stick):
    publisher.packs["sn/country"] = b'{"id":"sn/country","tomorrow":1}'
    Store(publisher.repo).put("packs", publisher.packs["sn/country"])
    publisher.publishes()

    to_the_end(pull, stick)

    assert read_refusal(pull.store.folder).why == "unreadable"
    assert not pull.ready_file.exists()


def test_the_store_of_a_box_is_the_same_tree_for_another(pull, publisher, stick, tmp_path):
    to_the_end(pull, stick)
    other = Pull(Store(tmp_path / "other"), "sn", publisher.anchor, lambda: TODAY, free_mb=0)

    to_the_end(other, Folder(pull.store.folder))

    assert holds_all(other, pull.state.shown)
    served = {file.name: file.read_bytes() for file in (pull.store.folder / "head").iterdir()}
    assert served == {file.name: file.read_bytes() for file in (publisher.repo / "head").iterdir()}


def test_a_school_that_changes_its_years_fetches_what_it_wants_now(pull, stick):
    pull.own_years, pull.own_years_only = {1}, True
    to_the_end(pull, stick)
    pull.own_years = {2}

    to_the_end(pull, stick)

    assert set(pull.state.shown.packs) == {"region/maths/2", "sn/country"}


# --- What it costs -----------------------------------------------------------------------------------------


class Metered:
    """A line to a mirror, and the days."""

    def __init__(self, line, file):
        self.line, self.file, self.now = line, file, datetime(2026, 11, 22, 12, tzinfo=UTC)

    def budget(self, **limits):
        return Budget(self.file, "usb0", Limits(**limits), lambda: self.now, lambda _: self.carried)

    @property
    def carried(self):
        return self.line.up + self.line.down


@pytest.fixture
def metered(line_to, tmp_path):
    return Metered(line_to(), tmp_path / "budget.json")


def days_to_fetch(pull, metered, most_bytes):
    """Fetch day by day; return the days it took. No day carries more."""
    days, carrier = 1, mirror(metered.line)
    before = metered.carried
    while True:
        try:
            with pull.budget.counting():
                if not pull.do_next(carrier):
                    return days
        except WaitsForBudget:
            assert metered.carried - before <= most_bytes
            days, before, metered.now = days + 1, metered.carried, metered.now + timedelta(days=1)


def test_what_does_not_fit_today_comes_tomorrow(pull, metered):
    pull.budget = metered.budget(day_mb=1)

    assert days_to_fetch(pull, metered, 1_000_000) == 2
    assert holds_all(pull, pull.state.shown)


def test_a_film_that_no_day_takes_comes_in_parts(pull, publisher, metered):
    publisher.packs.clear()
    publisher.puts("region/maths/3", mp4=[900_000])
    publisher.publishes()
    metered.line.bytes_per_s = 400_000  # slow enough to be looked at while it comes
    pull.budget = metered.budget(day_mb=1)

    assert days_to_fetch(pull, metered, 1_000_000) == 2
    assert holds_all(pull, pull.state.shown)
    assert metered.carried < 900_000 + 262_144  # of a cut


def test_a_stick_costs_nothing(pull, metered, stick):
    pull.budget = metered.budget(day_mb=1, hours=(3, 3))

    to_the_end(pull, stick)

    assert holds_all(pull, pull.state.shown)


def test_out_of_its_hours_a_line_is_not_even_asked(pull, metered):
    hour = metered.now.astimezone().hour
    pull.budget = metered.budget(hours=((hour + 1) % 24, hour))

    with pytest.raises(WaitsForHours):
        pull.do_next(mirror(metered.line))
    assert metered.line.sessions == 0
