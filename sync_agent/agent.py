"""The messenger at work: one small move at a time, and what came of it written down before the next.

```
 resting ──a look is due, a stick came──▶ sending ──▶ looking ──▶ fetching ──▶ resting
    ▲                                        │           │           │
    └──── it is time, there is room ──── waiting ◀───────┴───────────┘ hours, budget, room, source
```
Whoever answers is asked until he has nothing more, or fails; then it is the next one's turn.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import Any

import msgspec

from exchange.documents import Edition
from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.messenger import Doing, SourceWord, Word, read_wishes
from runtime import clock
from sync_agent.carriers.rsync import Stopped, telling
from sync_agent.down.plan import Plan
from sync_agent.down.pull import Pull, State
from sync_agent.journal import Journal, box_time, word_on_content
from sync_agent.locks import StoreTaken, store_lock
from sync_agent.modem import wake
from sync_agent.settings import Settings
from sync_agent.sources import Around, Source, believed, word_for
from sync_agent.spending import Spending
from sync_agent.states import Asked, Memory
from sync_agent.up.push import Push

TICK_SECONDS = 5  # how often sticks and wishes are looked for at rest
GAP_SECONDS = 0.05  # between two moves: an installation that waits for the store gets its turn
PLAN_SECONDS = 2  # between two looks at all that is here, while a stick gives 50 files a second
TELL_SECONDS = 15  # between two last words while a session runs: each is a write on the card
NEXT_FILES = 50  # of which parts may be here: those of the next session
GIVEN_UP_AFTER = 2  # times in a row that nobody has what is under way

log = logging.getLogger(__name__)


@dataclass
class Agent:
    """The messenger of one box. `way_up` makes the way of the reports; None before the box is enrolled."""

    settings: Settings
    pull: Pull
    around: Around
    memory: Memory
    journal: Journal
    spending: Spending
    way_up: Callable[[], Push | None]
    told_of_reports: Callable[[], dict[str, Any]]  # what the last word says of them
    stop: threading.Event
    state: State = field(default_factory=State, init=False)  # as they were after a move not long ago
    plan: Plan | None = field(default=None, init=False)
    _planned_at: float = field(default=-inf, init=False)
    _began_at: float = field(default=-inf, init=False)  # the move under way
    _told_at: float = field(default=-inf, init=False)
    _ways_up: dict[str, Push] = field(default_factory=dict, init=False)  # of the looks under way
    _given_up: Edition | None = field(default=None, init=False)
    _done_up: set[str] = field(default_factory=set, init=False)
    _present: set[tuple[str, int]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.spending.wishes = read_wishes(self.settings.data_folder)
        self.plan, self.state = self.pull.plan(), self.pull.state

    def do_next(self) -> bool:
        """Do one move with the first source whose turn it is; say whether there was one.

        Raises:
            NeedsAPerson: what stands in the way is no source's fault; the message says how to mend it.
        """
        self._obey()
        here = list(self.around.sources())
        self._welcome(here)
        source = next((one for one in here if self._may_ask(one)), None)
        if source is None:
            self.say(self._why_nobody())
            return False
        self._ask(source)
        self.stop.wait(GAP_SECONDS)
        return True

    @property
    def is_fetching(self) -> bool:
        """Say whether an edition is under way."""
        return self.plan is not None and self.plan.next_stage is not None

    def learn_next(self) -> bool:
        """Do one move of those that only tell what there is to fetch; say whether there was one."""
        self._note_move()
        is_known = self.plan is not None and self.plan.next_stage not in (None, "packs")
        return False if is_known else self.do_next()

    def rest_seconds(self) -> float:
        """Return how long all of those that are here rest; infinity when nobody is."""
        now = clock.now()
        asked = [self._asked(one) for one in self.around.sources()]
        return min((one.rest_seconds(now) for one in asked), default=inf)

    def pause_seconds(self) -> float:
        """Return how long to wait when nobody can be asked."""
        return max(GAP_SECONDS, min(TICK_SECONDS, self.rest_seconds()))

    def say(self, doing: Doing) -> None:
        """Write the last word down. Raises OSError on a full card."""
        sources = tuple(SourceWord(one.name, one.kind, one.at, one.word) for one in self.memory.latest())
        word = word_on_content(self.pull.country, self.state, self.plan, self._left_bytes())
        self.journal.say(msgspec.structs.replace(word, doing=doing, sources=sources), self._told)

    def _told(self) -> dict[str, Any]:
        return {**self.spending.told(), **self.told_of_reports()}

    # --- Whose turn it is ------------------------------------------------------------------------------

    def _obey(self) -> None:
        """Take in what people have asked for since the last move."""
        wishes = read_wishes(self.settings.data_folder)
        self.spending.wish(wishes)
        if wishes.update_now != self.memory.pressed or self.settings.retry_file.exists():
            self.memory.forget_for(wishes.update_now)
            self.pull.look_now()
            self.spending.go_at_once()
            self.settings.retry_file.unlink(missing_ok=True)

    def _welcome(self, here: list[Source]) -> None:
        """Let a stick or a neighbour that has come back, or has become newer, be asked at once."""
        present = {(one.address, one.version) for one in here if not one.is_metered}
        for address, _ in present - (self._present if self._present is not None else present):
            self.memory.release(address)
        self._present = present

    def _may_ask(self, source: Source) -> bool:
        held = self.spending.waits_for(is_metered=source.is_metered)
        return held is None and not self._asked(source).rests(clock.now())

    def _why_nobody(self) -> Doing:
        if not self.is_fetching:
            return "resting"
        return self.spending.waits_for(is_metered=True) or "waiting-source"

    def _asked(self, source: Source) -> Asked:
        return self.memory.of(source.address, source.carrier.name, source.kind)

    # --- One move --------------------------------------------------------------------------------------

    def _ask(self, source: Source) -> None:
        left_bytes = self._left_bytes()
        try:
            with self._line(source), store_lock(self.settings.lock_file, self.stop):
                word: Word | None = self._move(source)
        except (Stopped, StoreTaken) as error:
            log.info("%s", error)
            word = None
        except (WorthAnotherTry, NeedsAPerson) as error:
            word = self._word_for(source, error)
        if word != "new" or monotonic() >= self._planned_at + PLAN_SECONDS:
            self._note_move()
        if word is not None:
            self._note(source, word, has_come=self._left_bytes() < left_bytes)

    def _move(self, source: Source) -> Word:
        """Do one move with a source; return what is to be said of it."""
        if self._send(source):
            return "new"
        self.say("fetching" if self.is_fetching else "looking")
        self.pull.budget = self.spending.budget()  # the head may have chosen since
        self._began_at = self._told_at = monotonic()
        with telling(self._tell_growth):
            is_new = self.pull.do_next(source.carrier)
        known = believed(self.settings.trust_folder) if is_new else None
        if known is not None:
            clock.signed(known.issued, just_now=False)
        return "new" if is_new else "nothing-new"

    def _tell_growth(self) -> None:
        """Renew the last word while a move goes on: a film on a slow line takes minutes."""
        if monotonic() < self._told_at + TELL_SECONDS or not self.is_fetching:
            return
        if self._planned_at < self._began_at:
            self.plan, self._planned_at = self.pull.plan(), monotonic()
        self.journal.note_growth(self._left_bytes())
        with suppress(OSError):  # of a full card the move itself tells
            self.say("fetching")
        self._told_at = monotonic()

    def _send(self, source: Source) -> bool:
        """Do one move of the reports; say whether there was one."""
        push = self._ways_up.get(source.address) or self.way_up()
        if push is None or source.address in self._done_up:
            return False
        if source.is_metered and not self.spending.takes_a_report():
            return False  # nor will content come: when it may, reports still go first
        self._ways_up[source.address] = push
        try:
            is_sent = push.do_next(source.carrier)
        except (WorthAnotherTry, NeedsAPerson) as error:  # content may still come from it
            log.warning("Reports: %s: %s", source.carrier.name, error)
            is_sent = False
        if is_sent:
            self.say("sending")
            self.journal.note_receipt(push.receipt_at)
        else:
            self._done_up.add(source.address)
        return is_sent

    @contextmanager
    def _line(self, source: Source) -> Iterator[None]:
        """Count what the line carries, and wake it first, unless nothing may go over it now."""
        if not source.is_metered:
            yield
            return
        with self.spending.budget().counting():
            if self.spending.takes_a_report():
                wake(self.settings.wake_command, self.settings.link_interface, self.stop)
            yield

    def _word_for(self, source: Source, error: Exception) -> Word | None:
        """Return what an error says of a source; None when the box itself has to wait."""
        if self.spending.hold(error):
            log.info("%s: %s", source.carrier.name, error)
            return None
        word = word_for(error)
        if word is None:
            raise error
        log.warning("%s: %s: %s", source.carrier.name, word, error)
        return word

    def _note(self, source: Source, word: Word, *, has_come: bool) -> None:
        """Write down what came of asking a source; in spite of an error something may have come."""
        before, at = self._asked(source), box_time(self.settings.data_folder).isoformat()
        has_come = has_come or before.word == "new"
        after = self.memory.after(before, word, clock.now(), at, has_come=has_come)
        self.memory.note(source.address, after)
        if word != "new":
            self._ways_up.pop(source.address, None)  # the next look asks for receipts again
            self._done_up.discard(source.address)
        if word == "behind" and after.failures >= GIVEN_UP_AFTER:
            self._give_up(source)

    def _give_up(self, source: Source) -> None:
        """Leave what nobody has, that the next look takes what there is; but not the same one twice."""
        target = self.state.target
        if target is None or target == self._given_up or self._others(source):
            return
        self._given_up = target
        self.pull.give_up()
        self.memory.release(source.address)

    def _others(self, source: Source) -> bool:
        """Say whether somebody else can be asked."""
        return any(self._may_ask(one) for one in self.around.sources() if one.address != source.address)

    def _note_move(self) -> None:
        """Take in how far it has come."""
        self.plan, self.state, self._planned_at = self.pull.plan(), self.pull.state, monotonic()
        coming = self.state.target.edition if self.state.target and self.is_fetching else ""
        self.journal.note_move(coming, self._left_bytes())

    def _left_bytes(self) -> int:
        """Return what is to come, without what of the next files is here already."""
        if self.plan is None or self.plan.next_stage is None:
            return 0
        growing = self.plan.stages[self.plan.next_stage][:NEXT_FILES]
        return self.plan.bytes - sum(self.pull.staging.here(one) for one in growing)
