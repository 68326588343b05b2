"""The outbox: reports that wait to go up. Each is written once, whole, and leaves only by a receipt.

The box lays a body down (`<name>.json`, whole, by rename; it names its period, so no two are alike); here it
is numbered, chained and signed. The number is written down before the report: after a power cut the same body
becomes the same report again, byte for byte. The floor stands outside the school's database: a school that
was restored from a copy uses no number twice.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.errors import NeedsAPerson
from exchange.kept import keep, read_kept
from exchange.messenger import Halt
from exchange.reports import (
    NAME,
    VERSION,
    Envelope,
    Receipt,
    WrongReport,
    body_of,
    name_of,
    own_envelope,
    packed,
    sealed,
)
from exchange.store import bring_to_disk, sha256_of, written_whole

FLOOR = "floor.json"
BODY = ".json"
HALTED = ".halted"  # under which key no report is taken any more, and why
RECEIVED = ".received"  # the last receipt that has freed something: a second floor
ASIDE = "aside"  # the folder, in the outbox, of bodies that are no report


SAID: dict[Halt, str] = {
    "copied": "sa carte a été copiée, ou remise en arrière",
    "replaced": "une autre clé a pris la place de la sienne",
    "struck-off": "elle est radiée",
}


class Halted(NeedsAPerson):
    """The ministry takes no report under this key any more; the box needs a new one."""


class Floor(msgspec.Struct, frozen=True):
    """The last report that was numbered: no later one has its number or a lower one."""

    epoch: int = 0
    seq: int = 0
    hash: str = ""  # SHA-256 of its file
    previous: str = ""  # that of the one before
    body: str = ""  # that of its body


@dataclass(frozen=True)
class Outbox:
    """The folder of reports of a box. `epoch` is the generation of its key."""

    folder: Path
    box: str
    epoch: int
    key: Ed25519PrivateKey
    machine: str = ""

    def seal_next(self) -> Path | None:
        """Make a report of the oldest body; return its file, None when there is no body.

        Raises:
            WrongReport: the body is too large; it was put aside.
        """
        bodies = self.bodies()
        if not bodies:
            return None
        body = bodies[0].read_bytes()
        floor = self._floor_for(sha256_of(body))
        try:
            envelope = Envelope(
                VERSION, self.box, self.epoch, floor.seq, floor.previous, self.machine, packed(body)
            )
            content = sealed(envelope, self.key)
        except WrongReport:
            self._put_aside(bodies[0])
            raise
        self._write(msgspec.structs.replace(floor, hash=sha256_of(content)))
        file = self.folder / name_of(envelope, content)
        with written_whole(file) as new:
            new.write(content)
        bodies[0].unlink()
        bring_to_disk(self.folder)
        return file

    def bodies(self) -> list[Path]:
        """Return what is no report yet, oldest first."""
        return sorted(path for path in self.folder.glob(f"*{BODY}") if path.name != FLOOR)

    def waiting(self) -> list[Path]:
        """Return the reports that no receipt covers yet, oldest first."""
        return sorted(path for path in self.folder.glob("*.rpt") if NAME.fullmatch(path.name))

    @property
    def is_floor_lost(self) -> bool:
        """Say whether nothing here tells the last number: before the first report, or after a damage."""
        return self._kept_floor() is None and not self._by_number() and self._received() is None

    def regain(self, receipt: Receipt | None) -> None:
        """Take the last number from the ministry: from its receipt, or that it has none of us."""
        is_ours = receipt is not None and (receipt.box, receipt.epoch) == (self.box, self.epoch)
        known = (receipt.seq, receipt.hash) if receipt and is_ours else (0, "")
        self._write(Floor(self.epoch, *known))

    def open_former(self) -> int:
        """Make bodies again of the reports of former keys, which nobody takes any more; return how many.

        The ministry knows a body that it has counted already.
        """
        former = [path for path in self.waiting() if int(path.name[:4]) != self.epoch]
        for path in former:
            body = body_of(own_envelope(path.read_bytes()))
            with written_whole(self.folder / f"{path.stem}{BODY}") as new:
                new.write(body)
            path.unlink()
        if former:
            bring_to_disk(self.folder)
        return len(former)

    def free(self, receipt: Receipt) -> int:
        """Throw away what a receipt covers; return how many.

        Raises:
            Halted: the ministry has another chain under our numbers, or hears this key no more.
        """
        if receipt.box != self.box or receipt.epoch < self.epoch:
            return 0
        if receipt.epoch > self.epoch:
            raise self._halt("replaced")
        if receipt.is_struck_off:
            raise self._halt("struck-off")
        if receipt.forked:
            raise self._halt("copied")
        ours = self._by_number()
        mine = sha256_of(ours[receipt.seq].read_bytes()) if receipt.seq in ours else receipt.hash
        if receipt.seq > self._floor().seq or mine != receipt.hash:
            raise self._halt("copied")
        covered = [path for seq, path in ours.items() if seq <= receipt.seq]
        if covered:
            keep(self.folder / RECEIVED, receipt)
        for path in covered:
            path.unlink()
        if covered:
            bring_to_disk(self.folder)
        return len(covered)

    @property
    def halt(self) -> Halt:
        """Return why no report is taken under this key any more; "" when it is."""
        kept = read_kept(self.folder / HALTED, tuple[int, Halt])
        return kept[1] if kept and kept[0] == self.epoch else ""

    def _halt(self, why: Halt) -> Halted:
        """Return what to raise, written down for the technician."""
        if self.halt != why:
            keep(self.folder / HALTED, (self.epoch, why))
        return Halted(
            f"Le ministère ne prend plus de rapport de la boîte {self.box} : {SAID[why]}. "
            "Demandez un nouveau code d'inscription, puis : sync-agent identity request CODE"
        )

    def _by_number(self) -> dict[int, Path]:
        """Return the reports of this epoch by their numbers."""
        named = ((NAME.fullmatch(path.name), path) for path in self.waiting())
        return {
            int(found["seq"]): path for found, path in named if found and int(found["epoch"]) == self.epoch
        }

    def _floor_for(self, body: str) -> Floor:
        """Return the number and chain of the next report; the last ones when a cut came before its end."""
        last = self._floor()
        if last.body == body:
            return last
        return Floor(self.epoch, last.seq + 1, "", last.hash, body)

    def _floor(self) -> Floor:
        """Return the floor of this epoch; where it was lost, what the newest report or receipt says."""
        kept = self._kept_floor()
        if kept is not None:
            return kept
        ours, received = self._by_number(), self._received()
        if ours:
            return Floor(self.epoch, max(ours), sha256_of(ours[max(ours)].read_bytes()))
        return Floor(self.epoch, received.seq, received.hash) if received else Floor(self.epoch)

    def _kept_floor(self) -> Floor | None:
        floor = read_kept(self.folder / FLOOR, Floor)
        return floor if floor and floor.epoch == self.epoch else None

    def _received(self) -> Receipt | None:
        """Return the last receipt of this epoch: where no report waits, it covers all that were numbered."""
        receipt = read_kept(self.folder / RECEIVED, Receipt)
        return receipt if receipt and receipt.epoch == self.epoch else None

    def _put_aside(self, body: Path) -> None:
        (self.folder / ASIDE).mkdir(exist_ok=True)
        body.replace(self.folder / ASIDE / body.name)
        bring_to_disk(self.folder / ASIDE)

    def _write(self, floor: Floor) -> None:
        keep(self.folder / FLOOR, floor)
