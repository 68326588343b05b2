"""Reports go up, one small move at a time, and leave the box only when a receipt has come back for them.

```
 body ──seal──▶ waiting ──send──▶ on the way ──receipt──▶ freed
                   ▲                  │
                   └──a day without───┘
```
What is sent twice is taken once: the ministry knows a report by its box, its number and its hash. One `Push`
is one look at the sources: it asks each for the receipt once, and gives each what has not gone up today.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from exchange.errors import NeedsAPerson
from exchange.kept import keep, read_kept
from exchange.reports import receipt_of, receipt_path
from exchange.trust.checking import Trusted
from exchange.trust.roles import RECEIPTS
from runtime.floor import Time
from sync_agent.carriers.carrier import Carrier
from sync_agent.up.identity import Identity
from sync_agent.up.outbox import Outbox

FILES_A_SESSION = 50
WAITS_FOR_A_RECEIPT = timedelta(hours=20)  # then a report goes up again: a receipt or a file was lost
SENT = ".sent"


@dataclass
class Push:
    """The way up for the reports of a box. `trusted` says who signs receipts, `now` is the time (UTC)."""

    outbox: Outbox
    trusted: Trusted
    now: Callable[[], datetime]
    receipt_at: str = field(default="", init=False)  # what the last receipt of this look says
    _asked: set[str] = field(default_factory=set, init=False)
    _given: set[str] = field(default_factory=set, init=False)

    def do_next(self, carrier: Carrier) -> bool:
        """Do one move with this carrier; say whether there was something to do.

        Raises:
            WorthAnotherTry: another try, or another source, may do.
            WrongReport: a body was too large, and put aside.
            NeedsAPerson: this source takes no reports of this box; content may still come from it.
            Halted: the ministry takes nothing more under this key.
        """
        if carrier.kind == "neighbour":
            return False
        if self._has_to_ask(carrier):
            self._ask(carrier)
            return True
        if self.outbox.open_former() or self.outbox.seal_next():
            return True
        return self._send(carrier)

    def _has_to_ask(self, carrier: Carrier) -> bool:
        """Say whether a receipt may be there: some report went up, or the last number is lost."""
        if carrier.name in self._asked:
            return False
        sent = self._sent()
        is_awaited = any(file.name in sent for file in self.outbox.waiting())
        return carrier.kind == "stick" or is_awaited or self._begins

    @property
    def _begins(self) -> bool:
        return self.outbox.is_floor_lost and bool(self.outbox.bodies())

    def _ask(self, carrier: Carrier) -> None:
        file = carrier.receipt(receipt_path(self.outbox.box))
        self._asked.add(carrier.name)
        receipt = receipt_of(file, self.trusted.keys_of(RECEIPTS)) if file else None
        if self._begins:
            self.outbox.regain(receipt)
        if receipt is not None and receipt.box == self.outbox.box:
            self.receipt_at = receipt.at
            self.outbox.free(receipt)

    def _send(self, carrier: Carrier) -> bool:
        """Send what has not gone up today; say whether there was any."""
        if carrier.kind == "stick":
            due = [file for file in self.outbox.waiting() if f"{carrier.name}/{file.name}" not in self._given]
        else:
            sent = self._sent()
            due = [file for file in self.outbox.waiting() if self._is_due(sent.get(file.name))]
        due = due[:FILES_A_SESSION]
        if not due:
            return False
        try:
            carrier.send(self.outbox.box, due)
        except NeedsAPerson:
            if carrier.name not in self._asked:
                self._ask(carrier)  # the receipt may say why it takes none
            raise
        if carrier.kind == "stick":  # it may be lost on the way: the line is not spared for it
            self._given |= {f"{carrier.name}/{file.name}" for file in due}
        else:
            self._note(due)
        return True

    def _is_due(self, sent: datetime | None) -> bool:
        """Say whether a report goes up that was sent then; None: never."""
        return sent is None or not sent <= self.now() < sent + WAITS_FOR_A_RECEIPT

    def _note(self, files: list[Path]) -> None:
        """Write down what went up when, of what still waits."""
        waiting = {file.name for file in self.outbox.waiting()}
        noted = {name: at for name, at in self._sent().items() if name in waiting}
        noted |= {file.name: self.now() for file in files}
        keep(self.outbox.folder / SENT, noted)

    def _sent(self) -> dict[str, datetime]:
        return read_kept(self.outbox.folder / SENT, dict[str, Time]) or {}


def outbox_of(folder: Path, identity: Identity, machine: str) -> Outbox:
    """Return the outbox of an enrolled box; `machine` tells its copy from it."""
    folder.mkdir(parents=True, exist_ok=True)
    return Outbox(folder, identity.box, identity.certificate.epoch, identity.key, machine)
