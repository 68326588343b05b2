"""Content comes down, one small move at a time; what was done is written down before the next.

```
 looking ──newer edition──▶ packs ──▶ texts ──▶ pictures ──▶ shown ──▶ media ──▶ looking
    ▲                                                          │
    └──nothing new             (while texts grow, newer editions wait: what was begun is shown first)
```
How far it has come is told by the files that are here and verified, not by a flag.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from exchange.documents import Edition, encode
from exchange.errors import NeedsAPerson
from exchange.store import Store, written_whole
from exchange.trust.checking import Trusted, check, trusted
from sync_agent.carriers.carrier import Carrier
from sync_agent.plan import Plan, Wanted, plan_of
from sync_agent.staging import Staging

NAMES_A_SESSION = 50
BYTES_A_SESSION = 20_000_000  # at least one file, however large; a longer session saves nothing
HEAD = "head"


class Liar(NeedsAPerson):
    """A source has given other bytes than those of the name."""


class State(msgspec.Struct, frozen=True):
    """The edition that is being fetched, and the last that can be shown."""

    target: Edition | None = None
    shown: Edition | None = None


@dataclass
class Pull:
    """Fetches a country's editions into a store."""

    store: Store
    country: str
    anchor: bytes  # the first root, given by hand
    now: Callable[[], datetime]  # the time, UTC, that signatures are judged by
    own_years: Collection[int] = ()

    def do_next(self, carrier: Carrier) -> bool:
        """Do one move with this carrier; say whether there was something to do.

        Raises:
            WorthAnotherTry: another try, or another source, may do.
            NeedsAPerson: this source will not do; Liar, Untrusted and TooOld speak of the source alone.
        """
        plan = self.plan()
        if plan is None or plan.next_stage is None:
            return self._look(carrier)
        self._fetch(carrier, plan)
        self._show_when_ready()
        return True

    def plan(self) -> Plan | None:
        """Return what is still to be fetched of the edition under way; None when none is."""
        target = self.state.target
        return None if target is None else plan_of(self.store, self._trusted(), target, self.own_years)

    @property
    def state(self) -> State:
        """Return what was written down last."""
        try:
            return msgspec.json.decode(self._state_file.read_bytes(), type=State)
        except (FileNotFoundError, msgspec.DecodeError):
            return State()

    @property
    def ready_file(self) -> Path:
        """Where the box finds the edition whose texts and pictures are here."""
        return self.store.folder / "ready.json"

    def give_up(self) -> None:
        """Leave the edition under way: no source has it any more. What was fetched stays."""
        self._write(State(None, self.state.shown))

    def _look(self, carrier: Carrier) -> bool:
        """Ask for the metadata; begin the edition that it signs."""
        head = self.staging.store.folder / ".staging" / HEAD
        is_other = carrier.head(head, self._known_timestamp())
        believed = check(head, self._memory, self.anchor, self.now()) if is_other else self._trusted()
        found, state = believed.edition(self.country), self.state
        if found == state.target:
            return False
        self._write(State(found, state.shown))
        self._show_when_ready()
        return True

    def _fetch(self, carrier: Carrier, plan: Plan) -> None:
        stage = plan.next_stage
        batch = _batch(plan.stages[stage]) if stage else []
        kind = batch[0].kind
        lacking = sum(one.bytes - self.staging.here(one) for one in batch)
        names = [self.staging.name(one) for one in batch]
        try:
            carrier.bring(kind, names, self.staging.folder(kind), lacking)
        finally:
            taken = self.staging.take(batch)
        if taken.wrong:
            raise Liar(f"« {carrier.name} » a donné un faux fichier : {taken.wrong[0]}.")

    def _show_when_ready(self) -> None:
        """Tell the box of an edition whose texts and pictures are here."""
        state, plan = self.state, self.plan()
        if state.target is None or state.target == state.shown or plan is None or not plan.can_be_shown:
            return
        with written_whole(self.ready_file) as file:
            file.write(encode(state.target))
        self._write(State(state.target, state.target))

    @property
    def staging(self) -> Staging:
        """Return where files grow."""
        return Staging(self.store)

    def _known_timestamp(self) -> bytes:
        try:
            return (self._memory / "timestamp.json").read_bytes()
        except FileNotFoundError:
            return b""

    @property
    def _memory(self) -> Path:
        return self.store.folder / "trust"

    @property
    def _state_file(self) -> Path:
        return self.store.folder / "pull.json"

    def _trusted(self) -> Trusted:
        return trusted(self._memory)

    def _write(self, state: State) -> None:
        with written_whole(self._state_file) as file:
            file.write(msgspec.json.encode(state))


def _batch(files: Sequence[Wanted]) -> list[Wanted]:
    """Return the first files: as many as a session takes, at least one."""
    batch: list[Wanted] = []
    for one in files[:NAMES_A_SESSION]:
        if batch and sum(each.bytes for each in batch) + one.bytes > BYTES_A_SESSION:
            break
        batch.append(one)
    return batch
