"""Whatever happens to a box, its time never goes back, and people are shown the best time that is known."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from machine_at_will import Machine

from runtime import floor
from runtime.clock import BUILT, HORIZON, Clock
from runtime.floor import Source
from runtime.votes import AGREE_WITHIN

ANY_TIME = st.one_of(
    st.sampled_from([datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC), BUILT, HORIZON]),
    st.timedeltas(timedelta(days=-400), timedelta(days=8000)).map(lambda after: BUILT + after),
)
A_WHILE = st.timedeltas(timedelta(microseconds=1), timedelta(days=3))
PHONES = st.integers(1, 5).map("10.42.0.{}".format)
PEOPLE = (Source.NOBODY, Source.ADULT, Source.PHONES)


class BoxInTime(RuleBasedStateMachine):
    """A box, and what it must hold to."""

    @initialize()
    def is_new(self):
        self.folder = TemporaryDirectory()
        self.file = Path(self.folder.name) / "clock.json"
        self.machine = Machine()
        self.rows = []
        self.floors = [BUILT]
        self._start()

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def _start(self):
        self.clock = Clock(self.machine)
        self.clock.start(self.file)
        if self.rows:
            self.clock.passed(self.rows[-1])
        self.latest = self.clock.now()

    @rule(time=ANY_TIME)
    def somebody_sets_the_system_clock(self, time):
        before = self.clock.now(), self.clock.displayed()
        self.machine.is_kept, self.machine.system = False, time
        self.clock.look_at_network()

        assert (self.clock.now(), self.clock.displayed()) == before

    @rule(time=ANY_TIME)
    def the_network_comes(self, time):
        self.machine.is_kept, self.machine.system = True, time
        self.clock.look_at_network()

        if BUILT <= time <= HORIZON and self.clock.can_be(Source.NETWORK, time):
            assert self.clock.displayed().source is Source.NETWORK
            assert self.clock.displayed().time == time

    @rule(while_=A_WHILE)
    def time_passes(self, while_):
        before = self.clock.now()
        self.machine.ran += while_
        self.machine.system += while_ if self.machine.system < HORIZON else timedelta()

        assert self.clock.now() == before + while_

    @rule()
    def an_answer_is_written(self):
        self.rows.append(self.clock.now())

        assert self.rows == sorted(self.rows)

    @rule()
    def the_time_is_written_down(self):
        self.clock.write_down()
        self.floors.append(floor.read(self.file).now)

        assert self.floors == sorted(self.floors)

    @rule(cut=st.booleans(), lost=st.booleans(), batteries=st.lists(ANY_TIME, max_size=2))
    def the_box_is_started_again(self, cut, lost, batteries):
        kept = self.file.read_bytes() if self.file.exists() else None
        before = self.clock.now(), self.clock.displayed()
        self.clock.write_down()
        if cut and lost:
            self.file.unlink() if kept is None else self.file.write_bytes(kept)
        if cut:
            self.machine.boot += 1
            self.machine.ran = timedelta(seconds=8)
            self.machine.is_kept = False
            self.machine.batteries = batteries
        self._start()

        assert self.clock.now() >= self.floors[-1]
        assert not self.rows or self.clock.now() >= self.rows[-1]
        if not (cut and lost):
            assert self.clock.now() >= before[0]
        battery_speaks = before[1].source < self.clock.displayed().source is Source.BATTERY
        if not cut and not battery_speaks:
            assert self.clock.displayed() == before[1]

    @rule(address=PHONES, time=ANY_TIME)
    def a_phone_says_anything(self, address, time):
        before = self.clock.now(), self.clock.displayed()
        self.clock.hear_voice(address, time)

        assert self.clock.now() == before[0], "phones move no row"
        if before[1].source > Source.PHONES:
            assert self.clock.displayed() == before[1]

    @precondition(lambda self: self.clock.displayed().source is Source.NOBODY)
    @rule(ahead=st.timedeltas(timedelta(), timedelta(days=900)), lie=ANY_TIME)
    def a_new_class_comes_with_one_liar(self, ahead, lie):
        truth = self.clock.now() + ahead
        before = self.clock.displayed()
        voices = [*self.clock._votes._voices]
        if voices or truth > HORIZON:
            return
        for number, time in enumerate((truth, lie, truth + timedelta(minutes=4))):
            self.clock.hear_voice(f"10.43.{self.machine.ran.total_seconds()}.{number}", time)

        if self.clock.can_be(Source.PHONES, lie):
            assert self.clock.displayed().source is Source.PHONES
            assert abs(self.clock.displayed().time - truth) <= AGREE_WITHIN
        else:
            assert self.clock.displayed() == before, "two are not three"

    @rule(time=ANY_TIME)
    def an_adult_sets_the_time(self, time):
        before = self.clock.now(), self.clock.displayed()
        taken = self.clock.told(Source.ADULT, time)

        assert self.clock.now() == before[0], "an adult moves no row"
        assert taken == (before[1].source in PEOPLE and self.clock.can_be(Source.ADULT, time))
        assert self.clock.displayed().time == (time if taken else before[1].time)

    @rule(time=ANY_TIME, just_now=st.booleans())
    def a_signed_time_comes(self, time, just_now):
        is_news = self.clock.can_be(Source.SIGNED, time)
        self.clock.signed(time, just_now=just_now)

        if is_news:
            assert self.clock.now() >= time
            assert self.clock.displayed().time >= time
            assert self.clock.displayed().source >= (Source.SIGNED if just_now else Source.NOBODY)
            assert not self.clock.can_be(Source.NETWORK, time - timedelta(microseconds=1))

    @invariant()
    def now_never_goes_back_nor_leaves_its_bounds(self):
        now = self.clock.now()

        assert now >= self.latest
        assert BUILT <= now <= HORIZON + timedelta(days=4000)
        self.latest = now

    @invariant()
    def what_is_displayed_is_believable(self):
        assert self.clock.displayed().time >= BUILT


TestBoxInTime = BoxInTime.TestCase
TestBoxInTime.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
