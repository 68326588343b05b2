"""The messenger asks whoever is there, in turn, and loses nothing by anything that happens to it."""

import copy
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import msgspec
import pytest
from publisher import Publisher

from exchange.messenger import Wishes, read_last_word, write_wishes
from exchange.store import Store, sha256_of
from runtime import clock, floor, kernel
from runtime.floor import Source as GivenBy
from sync_agent import agent as agents
from sync_agent.assembly import NotGivenYet, agent_of
from sync_agent.budget import Spent
from sync_agent.down.plan import packs_of
from sync_agent.locks import RunsAlready, only_one, store_lock
from sync_agent.settings import Settings
from sync_agent.spending import Spending
from sync_agent.states import read_memory
from sync_agent.working import ask_once, work


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A ministry with one edition: its keys are made once."""
    made = Publisher(tmp_path_factory.mktemp("ministry"))
    made.publishes()
    return made


@pytest.fixture
def publisher(published, tmp_path):
    """The same ministry, free to publish more."""
    made = copy.copy(published)
    made.packs, made.repo = dict(published.packs), tmp_path / "repo"
    shutil.copytree(published.repo, made.repo)
    return made


@pytest.fixture
def box(publisher, tmp_path):
    """The settings of a box that was given the first root, and knows no source."""
    folder = tmp_path / "box"
    folder.mkdir()
    (folder / "root.json").write_bytes(publisher.anchor)
    (tmp_path / "media").mkdir()
    return Settings(data_folder=folder, country="sn", keys_folder=tmp_path / "media", free_mb=0)


@pytest.fixture
def agent(box):
    """An agent of the box with these settings on top."""
    made = []

    def agent(**more):
        made.append(agent_of(replace(box, **more), threading.Event(), with_neighbours=False))
        return made[-1]

    yield agent
    for one in made:
        one.stop.set()
        one.around.close()


@contextmanager
def at_work(agent):
    """The agent at work as a service, until the block ends."""
    worker = threading.Thread(target=work, args=[agent])
    worker.start()
    try:
        yield
    finally:
        agent.stop.set()
        worker.join(20)
        assert not worker.is_alive()


def until(is_so, seconds=15):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def word(agent):
    return read_last_word(agent.settings.data_folder)


def heard(agent):
    return {one.name: one.word for one in word(agent).sources}


def plug(publisher, box, name="CLE"):
    return shutil.copytree(publisher.repo, box.keys_folder / name)


def is_whole(agent):
    store = Store(agent.settings.store_folder)
    return all(
        store.holds("blobs", blob.sha256)
        for pack in packs_of(store, agent.state.shown)
        for blob in pack.blobs
    )


def show_hour(box, hour):
    """Let the hotspot's clock show this hour of the day."""
    at = datetime(2026, 11, 22, hour, 30).astimezone()
    left = floor.Floor(kernel.boot_id(), kernel.running(), at, at, at, GivenBy.ADULT, at)
    floor.write(box.data_folder / "ledgers" / "clock.json", left)


# --- Whose turn it is -----------------------------------------------------------------------------------


def test_all_that_a_stick_has_is_taken_and_told(agent, publisher, box):
    plug(publisher, box)
    one = agent()

    ask_once(one)

    assert is_whole(one)
    told = word(one)
    assert (told.doing, told.shown, told.coming, told.left_files) == ("resting", "1", "", 0)
    assert heard(one) == {"CLE": "nothing-new"}


def test_a_stick_is_asked_before_the_line_that_costs(agent, publisher, box, line_to):
    line = line_to()
    plug(publisher, box)
    one = agent(sources=f"rsync://127.0.0.1:{line.port}")

    while one.pull.state.shown is None:
        one.do_next()

    assert line.sessions == 0


def test_the_line_gives_what_the_stick_does_not_have(agent, publisher, box, line_to):
    plug(publisher, box)
    publisher.puts("region/maths/1", docs=1, svg=[700])
    publisher.publishes()
    one = agent(sources=f"rsync://127.0.0.1:{line_to().port}")

    ask_once(one)

    assert word(one).shown == "2"
    assert is_whole(one)


def test_while_films_come_over_a_slow_line_what_is_left_is_told_again_and_again(
    agent, publisher, box, line_to, monkeypatch
):
    monkeypatch.setattr(agents, "TELL_SECONDS", 0.2)
    line, told = line_to(bytes_per_s=600_000), {}
    one = agent(sources=f"rsync://127.0.0.1:{line.port}")
    say = one.journal.say

    def say_and_look(word, more):
        say(word, more)
        told.setdefault(line.sessions, set()).add(read_last_word(box.data_folder).left_bytes)

    one.journal.say = say_and_look
    ask_once(one)

    of_the_films = max(told.values(), key=len)
    assert len(of_the_films) >= 3
    assert max(of_the_films) - min(of_the_films) > 200_000


def test_mirrors_of_the_signed_list_are_asked_without_any_setting(agent, publisher, box, line_to):
    plug(publisher, box)
    one = agent()
    ask_once(one)
    one.around._signed = (f"rsync://127.0.0.1:{line_to().port}",)

    assert [found.kind for found in one.around.sources()] == ["stick", "mirror"]


def test_after_a_liar_the_next_one_is_asked_and_the_liar_rests_a_day(agent, publisher, box):
    stick = plug(publisher, box)
    for file in (stick / "packs").iterdir():
        file.write_bytes(b"x" * file.stat().st_size)
    one = agent(sources=str(publisher.repo))

    ask_once(one)

    assert is_whole(one)
    assert heard(one) == {"CLE": "liar", "repo": "nothing-new"}
    (lied,) = [asked for asked in one.memory.latest() if asked.word == "liar"]
    assert lied.rest_seconds(clock.now()) > 12 * 3600


def test_what_nobody_has_any_more_is_given_up_for_what_there_is(agent, publisher, box):
    stick = plug(publisher, box)
    one = agent()
    one.do_next()  # knows edition 1
    shutil.rmtree(stick)
    former = set(publisher.packs.values())
    publisher.puts("region/maths/1", docs=1, svg=[700])
    publisher.publishes()
    stick = plug(publisher, box)
    for content in former - set(publisher.packs.values()):
        (stick / "packs" / sha256_of(content)).unlink()

    until(lambda: not one.do_next() and one.state.shown)

    assert word(one).shown == "2"


def test_a_line_that_is_cut_while_something_comes_is_tried_again_at_once(agent, publisher, box, line_to):
    plug(publisher, box)
    one = agent()
    while one.pull.state.shown is None:
        one.do_next()
    shutil.rmtree(box.keys_folder / "CLE")
    address = f"rsync://127.0.0.1:{line_to(cut_after=range(150_000, 600_000, 150_000)).port}"
    cut, rests = agent(sources=address), []

    while cut.is_fetching:
        cut.do_next()
        told = cut.memory.latest()[0]
        rests += [cut.rest_seconds()] if told.has_failed else []
        cut.memory.note(address, msgspec.structs.replace(told, rests_until=None))

    assert len(rests) >= 3
    assert max(rests) <= 1.25


# --- What happens to it ---------------------------------------------------------------------------------


def test_of_two_agents_the_second_says_so_and_goes(box):
    with only_one(box.agent_lock_file):
        second = only_one(box.agent_lock_file)
        with pytest.raises(RunsAlready, match="sync-agent retry"):
            second.__enter__()


def test_while_an_installation_writes_the_agent_waits_then_goes_on(agent, publisher, box):
    plug(publisher, box)
    one = agent()
    with store_lock(box.lock_file, threading.Event()):
        threading.Timer(0.3, one.stop.set).start()
        one.do_next()
    before = list(box.store_folder.iterdir())
    one.stop.clear()

    ask_once(one)

    assert before == [box.lock_file]
    assert is_whole(one)


def test_an_installation_gets_its_turn_between_two_moves(agent, publisher, box):
    for number in range(40):
        publisher.puts(f"region/french/{number}", docs=2, svg=[1000])
    publisher.publishes()
    plug(publisher, box)
    one = agent()
    with at_work(one):
        until(lambda: word(one).doing == "fetching")
        with store_lock(box.lock_file, threading.Event(), patience_seconds=10):
            held = word(one)

    assert (held.doing, held.coming) == ("fetching", "2")


def test_an_agent_that_was_asked_to_stop_says_so_and_goes_on_at_its_next_start(agent, publisher, box):
    plug(publisher, box)
    one = agent()
    with at_work(one):
        until(lambda: word(one).doing == "fetching")
    told = word(one).doing
    ask_once(agent())

    assert told == "stopped"
    assert is_whole(agent())


def test_an_error_that_nobody_has_foreseen_is_logged_whole_and_the_agent_goes_on(
    agent, publisher, box, caplog
):
    plug(publisher, box)
    one = agent()
    (box.store_folder / "trust-floor.json").mkdir(parents=True)

    with at_work(one):
        until(lambda: "A move failed" in caplog.text)

    assert "Traceback" in caplog.text
    assert word(one).doing == "stopped"


@pytest.mark.parametrize("emptied", ["timestamp", "country-sn", "targets", "root"])
def test_signatures_that_a_power_cut_has_emptied_are_brought_again(agent, publisher, box, emptied):
    plug(publisher, box)
    ask_once(agent())
    (box.store_folder / "trust" / f"{emptied}.json").write_bytes(b"")
    publisher.puts("region/maths/1", docs=1, svg=[700])
    publisher.publishes()
    one = agent(sources=str(publisher.repo))

    ask_once(one)

    assert word(one).shown == "2"


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b'{"day":"\xff\xfe"}', b"[3]"])
def test_small_files_that_a_bad_card_has_damaged_keep_nothing_from_coming(agent, publisher, box, damage):
    plug(publisher, box)
    ask_once(agent())
    own, store = box.own_folder, box.store_folder
    for file in (*own.glob("*.json"), *store.glob("*.json"), box.data_folder / "sync.json"):
        file.write_bytes(damage)
    publisher.puts("region/maths/1", docs=1, svg=[700])
    publisher.publishes()
    one = agent(sources=str(publisher.repo))

    ask_once(one)

    assert word(one).shown == "2"


def test_a_card_without_room_is_told_and_nobody_else_is_blamed(agent, publisher, box):
    plug(publisher, box)
    one = agent(free_mb=100_000_000)

    until(lambda: not one.do_next())

    assert heard(one) == {}
    assert one.spending.waits_for(is_metered=False) == "waiting-room"


def test_a_first_root_that_a_power_cut_has_emptied_makes_no_source_a_liar(agent, publisher, box):
    plug(publisher, box)
    ask_once(agent())
    box.anchor_file.write_bytes(b"")
    publisher.publishes()
    plug(publisher, box, "NEUVE")
    one = agent()

    ask_once(one)

    assert (word(one).shown, heard(one)["NEUVE"]) == ("2", "nothing-new")


def test_a_box_that_was_given_nothing_says_what_it_needs(box):
    (box.data_folder / "root.json").unlink()

    with pytest.raises(NotGivenYet, match="hotspot install"):
        agent_of(box, threading.Event(), with_neighbours=False)


# --- What people wish -----------------------------------------------------------------------------------


def test_a_stick_that_is_plugged_in_is_asked_within_seconds(agent, publisher, box, monkeypatch):
    monkeypatch.setattr("sync_agent.agent.TICK_SECONDS", 0.05)
    one = agent()
    with at_work(one):
        until(lambda: word(one).doing == "resting")
        plug(publisher, box)
        until(lambda: word(one).shown == "1")


def test_a_stick_that_is_plugged_in_again_is_asked_again(agent, publisher, box):
    stick = plug(publisher, box)
    one = agent()
    ask_once(one)
    assert not one.do_next()

    shutil.move(stick, box.data_folder / "pocket")
    assert not one.do_next()
    shutil.move(box.data_folder / "pocket", stick)

    assert one.do_next()


def test_retry_lets_even_a_liar_be_asked_again(agent, publisher, box):
    stick = plug(publisher, box)
    for file in (stick / "packs").iterdir():
        file.write_bytes(b"x" * file.stat().st_size)
    one = agent()
    until(lambda: not one.do_next())

    one.settings.retry_file.touch()

    assert one.do_next()
    assert not one.settings.retry_file.exists()


def test_update_now_is_acted_on_once_for_each_press(agent, publisher, box):
    plug(publisher, box)
    one = agent()
    ask_once(one)
    looks = []
    for pressed in ("2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00+00:00", "2026-11-22T10:05:00+00:00"):
        write_wishes(box.data_folder, Wishes(update_now=pressed))
        looks.append(one.do_next())

    assert looks == [True, False, True]


def test_update_now_that_was_pressed_while_the_agent_stood_still_is_acted_on_once(agent, publisher, box):
    plug(publisher, box)
    ask_once(agent())
    write_wishes(box.data_folder, Wishes(update_now="2026-11-22T10:00:00+00:00"))

    looks = [agent().do_next(), agent().do_next()]

    assert looks == [True, False]


def test_only_at_night_the_line_rests_by_day_and_works_by_night(agent, box, line_to):
    one = agent(sources=f"rsync://127.0.0.1:{line_to().port}")
    write_wishes(box.data_folder, Wishes(only_at_night=True))
    show_hour(box, 12)
    until(lambda: not one.do_next())
    by_day = one.spending.waits_for(is_metered=True)
    show_hour(box, 22)
    write_wishes(box.data_folder, Wishes(only_at_night=True, month_mb=900))

    assert by_day == "waiting-hours"
    assert one.do_next()
    assert one.memory.latest()[0].word == "new"


def test_update_now_does_not_wait_for_the_night(agent, box, line_to):
    one = agent(sources=f"rsync://127.0.0.1:{line_to().port}")
    show_hour(box, 12)
    write_wishes(box.data_folder, Wishes(only_at_night=True))
    until(lambda: not one.do_next())

    write_wishes(box.data_folder, Wishes(only_at_night=True, update_now="2026-11-22T12:00:00+00:00"))

    assert one.do_next()
    assert one.memory.latest()[0].word == "new"


def test_a_stick_need_not_wait_for_the_night(agent, publisher, box):
    plug(publisher, box)
    write_wishes(box.data_folder, Wishes(only_at_night=True))
    show_hour(box, 12)
    one = agent()

    ask_once(one)

    assert is_whole(one)


@pytest.mark.parametrize(
    ("settings_mb", "wish_mb", "limit_mb"),
    [(0, 0, 0), (500, 0, 500), (0, 300, 300), (500, 900, 500), (500, 100, 100)],
)
def test_of_two_limits_of_the_month_the_lower_one_holds(box, settings_mb, wish_mb, limit_mb):
    spending = Spending(replace(box, month_mb=settings_mb), Wishes(month_mb=wish_mb))

    assert spending.limits.month_mb == limit_mb
    assert spending.told()["month_limit_bytes"] == limit_mb * 1_000_000


def test_what_does_not_fit_into_the_month_waits_and_says_so(agent, publisher, box, line_to):
    plug(publisher, box)
    one = agent(sources=f"rsync://127.0.0.1:{line_to().port}", month_mb=1)
    one.do_next()  # edition 1 is known
    shutil.rmtree(box.keys_folder / "CLE")
    spent = Spent("2026-11-22", 0, "2026-11", 990_000, "", kernel.boot_id(), 0)
    show_hour(box, 12)
    (box.own_folder / "budget.json").write_bytes(msgspec.json.encode(spent))

    until(lambda: not one.do_next())

    assert word(one).doing == "waiting-budget"
    assert word(one).month_bytes >= 990_000


def test_a_tree_that_lacks_what_it_signs_is_not_asked_for_ever(agent, publisher, box):
    stick = plug(publisher, box)
    shutil.rmtree(stick / "packs")
    one = agent()

    for _ in range(12):
        one.do_next()
        one.memory.note(*without_rest(one))

    assert one.memory.latest()[0].failures > 4


def without_rest(agent):
    """The one source that was asked, as if its pause were over."""
    ((address, asked),) = read_memory(agent.memory.file).asked.items()
    return address, msgspec.structs.replace(asked, rests_until=None)
