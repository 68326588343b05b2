"""Content comes down, one small move at a time; what was done is written down before the next.

```
 looking ──newer edition──▶ packs ──▶ texts ──▶ pictures ──▶ shown ──▶ media ──▶ its next part, else sweeping
    ▲                         ▲  (newer editions wait, unless it fails) │                             │
    │                         └──────────────a newer edition────────────┘                             │
    └────────────────────────────────────────────────────────────────────────────────nothing new──────┘
```
How far it has come is told by the files that are here and verified, not by a flag. A school that wants its
own years first fetches them as an edition of its own, then the whole.
"""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from exchange.activation import (
    Refusal,
    read_active,
    read_ready,
    read_refusal,
    ready_file,
    write_ready,
    write_refusal,
)
from exchange.documents import Edition
from exchange.errors import UnreadableDocument
from exchange.kept import keep, read_kept
from exchange.store import Store
from exchange.trust.checking import NotWhole, TooOld, Untrusted, check, trusted
from exchange.trust.served import lay_head
from sync_agent.budget import Budget
from sync_agent.carriers.carrier import Carrier
from sync_agent.carriers.rsync import end_strays
from sync_agent.down.fetching import CANNOT_BE_HAD, Fetching
from sync_agent.down.plan import Plan, part_of, plan_of
from sync_agent.down.staging import FOLDER, Staging
from sync_agent.down.sweeping import sweep
from sync_agent.room import FREE_MB, room_watched

LOOK_BYTES = 20_000  # what a look costs, in a week with a new edition
LOOK_AGAIN_SECONDS = 6 * 3600  # while sound and video come, which may take weeks
HEAD = "head"


class State(msgspec.Struct, frozen=True):
    """The edition that is being fetched, the last that can be shown, and the one that is signed.

    The target is a part of what is signed, as long as the school's own years come first.
    """

    target: Edition | None = None
    shown: Edition | None = None
    signed: Edition | None = None


@dataclass
class Pull:
    """Fetches a country's editions into a store."""

    store: Store
    country: str
    anchor: bytes  # the first root, given by hand
    now: Callable[[], datetime]  # the time, UTC, that signatures are judged by
    own_years: Collection[int] = ()
    own_years_only: bool = False
    budget: Budget | None = None  # of the line to the mirrors; whoever calls counts
    free_mb: int = FREE_MB
    look_again_seconds: float = LOOK_AGAIN_SECONDS
    _is_alone: bool = field(default=False, init=False, repr=False)  # no killed agent's rsync is left
    _is_stuck: bool = field(default=False, init=False, repr=False)  # what is under way could not be had
    _looked_at: dict[str, float] = field(default_factory=dict, init=False, repr=False)

    def do_next(self, carrier: Carrier) -> bool:
        """Do one move with this carrier; say whether there was something to do.

        Raises:
            WorthAnotherTry: another try, or another source, may do. WaitsForBudget, WaitsForHours: the line
                has to wait.
            NeedsAPerson: this source will not do; Liar, Untrusted and TooOld speak of the source alone.
            CardFull: there is no room, whoever brings it.
        """
        if not self._is_alone:
            end_strays(self.store.folder / FOLDER)
            self.staging.make_plain()
            self._is_alone = True
        with room_watched():
            plan = self._plan_or_refusal()
            if plan is None:
                return self._look(carrier)
            if plan.can_be_shown and read_ready(self.store.folder) != self.state.target:
                self._show_when_ready()  # the power was cut before it was said
                return True
            if plan.next_stage is None or self._is_refused:
                return self._go_on() or self._look(carrier) or self._sweep()
            if (plan.next_stage == "media" or self._is_stuck) and self._has_newer(carrier):
                self._is_stuck = False
                return True
            if not plan.can_be_shown and self._is_refused_for(("damaged",)):
                self.ready_file.unlink(missing_ok=True)  # laid again once what was thrown away has come
            self._fetch(carrier, plan)
            self._show_when_ready()
            return True

    def plan(self) -> Plan | None:
        """Return what is still to be fetched of the edition under way; None when none is, or none can be."""
        try:
            return self._plan()
        except UnreadableDocument:
            return None

    @property
    def state(self) -> State:
        """Return what was written down last."""
        return read_kept(self._state_file, State) or State()

    @property
    def ready_file(self) -> Path:
        """Where the box finds the edition whose texts and pictures are here."""
        return ready_file(self.store.folder)

    @property
    def staging(self) -> Staging:
        """Return where files grow."""
        return Staging(self.store)

    def give_up(self) -> None:
        """Leave the edition under way: no source has it any more. What was fetched stays."""
        self._write(State(None, self.state.shown))

    def look_now(self) -> None:
        """Ask every source for something newer at its next turn, also while sound and video come."""
        self._looked_at.clear()

    # --- Looking -------------------------------------------------------------------------------------------

    def _look(self, carrier: Carrier) -> bool:
        """Ask for the metadata; begin the edition that it signs. Say whether something was new."""
        self._fetching(carrier).may_come(LOOK_BYTES)
        self._looked_at[carrier.name] = time.monotonic()
        is_other = carrier.head(self._head, self._known_timestamp())
        if is_other:
            self._check(carrier)
        found = trusted(self._memory).edition(self.country)
        if found == self.state.signed:
            return is_other
        self._write(State(self._parts(found)[0], self.state.shown, found))
        self._show_when_ready()
        return True

    def _check(self, carrier: Carrier) -> None:
        """Check the metadata that has come; once more when the source was caught while it changed."""
        try:
            check(self._head, self._memory, self.anchor, self.now())
        except NotWhole:
            carrier.head(self._head, b"")
            check(self._head, self._memory, self.anchor, self.now())
        lay_head(self._memory, self.store.folder / HEAD)

    def _has_newer(self, carrier: Carrier) -> bool:
        """Look from time to time for a newer edition, while sound and video come: these may take weeks."""
        looked_at = self._looked_at.get(carrier.name)
        if looked_at is not None and time.monotonic() - looked_at < self.look_again_seconds:
            return False
        before = self.state.signed
        with suppress(TooOld):  # an old stick may still have the films
            self._look(carrier)
        return self.state.signed != before

    def _known_timestamp(self) -> bytes:
        """Return the timestamp that is believed; nothing when a power cut has emptied what it stands for."""
        try:
            trusted(self._memory).edition(self.country)
            return (self._memory / "timestamp.json").read_bytes()
        except (FileNotFoundError, NotWhole, Untrusted):
            return b""

    # --- Fetching ------------------------------------------------------------------------------------------

    def _fetch(self, carrier: Carrier, plan: Plan) -> None:
        """Fetch some of what is missing. Where it cannot be had, a newer edition need not wait for it."""
        try:
            self._fetching(carrier).fetch(plan.next_files)
        except CANNOT_BE_HAD:
            self._is_stuck = True
            raise

    def _plan(self) -> Plan | None:
        target = self.state.target
        if target is None:
            return None
        try:
            return plan_of(self.store, trusted(self._memory), target, self.own_years)
        except (FileNotFoundError, NotWhole, Untrusted):  # signed by nobody any more: look again
            return None

    def _plan_or_refusal(self) -> Plan | None:
        """Return the plan; say of an edition of an unknown form that it is refused."""
        try:
            return self._plan()
        except UnreadableDocument:
            if self.state.target is not None and not self._is_refused:
                write_refusal(self.store.folder, Refusal(self.state.target, "unreadable"))
            return None

    # --- Showing, going on, sweeping -----------------------------------------------------------------------

    def _show_when_ready(self) -> None:
        """Tell the box of an edition whose texts and pictures are here."""
        state, plan = self.state, self.plan()
        if state.target is None or plan is None or not plan.can_be_shown:
            return
        if state.target == state.shown == read_ready(self.store.folder):
            return
        write_ready(self.store.folder, state.target)
        self._write(State(state.target, state.target, state.signed))
        self.staging.clear(one for files in plan.stages.values() for one in files)

    def _go_on(self) -> bool:
        """Begin the next part of what is signed; say whether there is one."""
        state = self.state
        parts = self._parts(state.signed) if state.signed else []
        if not parts or state.target == parts[-1]:
            return False
        following = parts[-1] if state.target == parts[0] else parts[0]  # else the years were set anew
        self._write(State(following, state.shown, state.signed))
        self._show_when_ready()
        return True

    def _parts(self, signed: Edition) -> list[Edition]:
        """Return what is fetched of an edition, part by part; no lesson that is shown goes meanwhile."""
        own = part_of(signed, self.own_years) if self.own_years else signed
        active = read_active(self.store.folder)
        shows_others = active is not None and part_of(active, self.own_years) != active
        if self.own_years_only:
            return [own]
        return [signed] if own == signed or shows_others else [own, signed]

    def _sweep(self) -> bool:
        state = self.state
        named = (state.target, state.shown, state.signed, read_ready(self.store.folder))
        return sweep(self.store, [one for one in named if one is not None], self.now())

    @property
    def _is_refused(self) -> bool:
        """Say whether the box will not show the edition under way, however whole it is."""
        return self._is_refused_for(("unreadable", "unfit", "picture"))

    def _is_refused_for(self, reasons: Collection[str]) -> bool:
        refusal = read_refusal(self.store.folder)
        return refusal is not None and refusal.edition == self.state.target and refusal.why in reasons

    def _fetching(self, carrier: Carrier) -> Fetching:
        return Fetching(self.store, carrier, self.budget, self.free_mb)

    @property
    def _head(self) -> Path:
        return self.store.folder / FOLDER / HEAD

    @property
    def _memory(self) -> Path:
        return self.store.folder / "trust"

    @property
    def _state_file(self) -> Path:
        return self.store.folder / "pull.json"

    def _write(self, state: State) -> None:
        keep(self._state_file, state)
