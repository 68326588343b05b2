"""The week of the box: small, rarely written, and whole whatever the clock does."""

import zlib
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from machine_at_will import Machine

from hotspot.machine import ledgers, voltage, week
from hotspot.machine.week import EVERY, MOST, Look
from hotspot.settings import Settings
from runtime import clock
from runtime.clock import BUILT, Clock
from runtime.floor import Source


class Day:
    """A box whose hours a test lets pass."""

    def __init__(self, folder, monkeypatch):
        self.settings, self.machine, self.monkeypatch = Settings(data_folder=folder), Machine(), monkeypatch
        folder.mkdir()
        self.start()

    def start(self):
        """Start the program anew; what is in memory is gone."""
        week._weeks.clear()
        self.clock = Clock(self.machine)
        self.clock.start(self.settings.clock_file)
        for name in ("now", "displayed", "seconds_since"):
            self.monkeypatch.setattr(clock, name, getattr(self.clock, name))

    def cut(self):
        """Cut the power; nobody knows for how long."""
        self.clock.write_down()
        self.machine.boot += 1
        self.machine.ran = timedelta(seconds=8)
        self.start()

    def runs(self, times, *, was_low=False):
        """Let ten minutes pass so many times, with a look at the end of each."""
        for _ in range(times):
            self.machine.ran += EVERY
            week.look(self.settings, was_low=was_low)

    @property
    def ages(self):
        return [round(look.age / EVERY) for look in week.looks(self.settings)]


@pytest.fixture
def day(tmp_path, monkeypatch):
    return Day(tmp_path / "box", monkeypatch)


def test_a_look_every_ten_minutes_is_kept_for_a_week(day):
    day.runs(MOST + 20)

    assert day.ages == list(range(MOST - 1, -1, -1))
    assert week.looks(day.settings)[-1].free_disk_mb > 0


def test_a_whole_week_is_a_few_kilobytes_on_the_card(day):
    day.runs(MOST)
    week.write_down(day.settings)

    assert len(ledgers.read(day.settings, week.LEDGER)) < 16_000


def test_what_was_written_down_survives_a_power_cut_and_the_rest_is_lost(day):
    day.runs(5, was_low=True)
    week.write_down(day.settings)
    day.runs(2)

    day.cut()
    day.runs(1)

    assert len(day.ages) == 6
    assert [look.was_low for look in week.looks(day.settings)] == [True] * 5 + [False]


def test_the_curve_of_today_moves_with_the_right_time_when_it_comes(day):
    day.runs(6)

    day.clock.told(Source.NETWORK, BUILT + timedelta(days=200))

    assert day.ages == [5, 4, 3, 2, 1, 0]
    week.write_down(day.settings)
    day.clock.write_down()
    day.start()
    assert day.ages == [5, 4, 3, 2, 1, 0]


def test_a_look_after_the_last_note_of_the_clock_is_kept(day):
    day.clock.write_down()
    day.runs(1)
    week.write_down(day.settings)
    day.machine.ran -= EVERY
    day.start()

    assert day.ages == [0]


def test_what_was_seen_before_this_start_is_as_old_as_the_right_time_says(day):
    day.runs(6)
    week.write_down(day.settings)
    day.cut()

    day.clock.told(Source.NETWORK, BUILT + timedelta(days=200))
    day.runs(2)

    assert day.ages == [1, 0]


def test_a_wrong_time_and_the_right_one_after_it_empty_nothing(day):
    day.runs(3)
    day.clock.told(Source.NETWORK, BUILT + timedelta(days=3000))
    day.runs(3)
    day.clock.told(Source.NETWORK, BUILT + timedelta(days=200))
    day.runs(3)

    assert day.ages == list(range(8, -1, -1))


@given(kept=st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(zlib.compress)))
def test_a_damaged_ledger_begins_anew(tmp_path_factory, kept):
    settings = Settings(data_folder=tmp_path_factory.mktemp("box"))
    ledgers.write(settings, week.LEDGER, kept)

    assert week.looks(settings) == []


def test_a_ledger_that_would_fill_the_memory_is_not_unpacked(tmp_path):
    settings = Settings(data_folder=tmp_path)
    ledgers.write(settings, week.LEDGER, zlib.compress(b"[" + b" " * 50_000_000 + b"]"))

    assert week.looks(settings) == []


def test_while_the_box_serves_it_is_looked_at_and_the_rest_is_written_at_the_stop(day):
    with week.watched(day.settings):
        pass

    kept = msgspec.json.decode(zlib.decompress(ledgers.read(day.settings, week.LEDGER)), type=list[Look])
    assert len(kept) == 1
    assert day.settings.data_folder not in week._weeks


def test_a_card_that_cannot_be_written_stops_nobody(day, caplog):
    (day.settings.ledgers_folder / week.LEDGER).mkdir(parents=True)

    with week.watched(day.settings):
        pass

    assert "could not be written down" in caplog.text


@pytest.mark.parametrize(
    ("alarms", "is_low"),
    [([], None), (["0\n"], False), (["0\n", "1\n"], True), (["?"], None), (["\xff"], None)],
)
def test_a_weak_supply_is_told_where_the_machine_measures_it(tmp_path, monkeypatch, alarms, is_low):
    for number, said in enumerate(alarms):
        folder = tmp_path / f"sys/class/hwmon/hwmon{number}"
        folder.mkdir(parents=True)
        (folder / "in0_lcrit_alarm").write_text(said, "latin-1")
    monkeypatch.setattr(voltage, "SYSTEM", tmp_path)

    assert voltage.is_low() is is_low
