"""The outbox: reports that wait to go up. Each is written once, whole, and leaves only by a receipt.

The box lays a body down (`<name>.json`, whole, by rename; it names its period, so no two are alike); here it is
numbered, chained and signed. The number is written down before the report: after a power cut the same body
becomes the same report again, byte for byte. The floor stands outside the school's database: a school restored
from a copy uses no number twice.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.errors import NeedsAPerson
from exchange.reports import NAME, VERSION, Envelope, Receipt, name_of, packed, sealed
from exchange.store import bring_to_disk, sha256_of, written_whole

FLOOR = "floor.json"
BODY = ".json"


class Forked(NeedsAPerson):
    """The ministry has another report under one of our numbers: this card was copied."""


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

    def seal_next(self) -> Path | None:
        """Make a report of the oldest body; return its file, None when there is no body.

        Raises:
            WrongReport: the body is too large.
        """
        bodies = sorted(path for path in self.folder.glob(f"*{BODY}") if path.name != FLOOR)
        if not bodies:
            return None
        body = bodies[0].read_bytes()
        floor = self._floor_for(sha256_of(body))
        envelope = Envelope(VERSION, self.box, self.epoch, floor.seq, floor.previous, packed(body))
        content = sealed(envelope, self.key)
        self._write(msgspec.structs.replace(floor, hash=sha256_of(content)))
        file = self.folder / name_of(envelope, content)
        with written_whole(file) as new:
            new.write(content)
        bodies[0].unlink()
        bring_to_disk(self.folder)
        return file

    def waiting(self) -> list[Path]:
        """Return the reports that no receipt covers yet, oldest first."""
        return sorted(path for path in self.folder.glob("*.rpt") if NAME.fullmatch(path.name))

    def free(self, receipt: Receipt) -> int:
        """Throw away what a receipt covers; return how many.

        Raises:
            Forked: the ministry has another chain under our numbers.
        """
        if receipt.box != self.box or receipt.epoch != self.epoch:
            return 0
        ours = self._by_number()
        mine = sha256_of(ours[receipt.seq].read_bytes()) if receipt.seq in ours else receipt.hash
        if receipt.seq > self._floor().seq or mine != receipt.hash:
            raise Forked(f"Le ministère a un autre rapport {receipt.seq} de la boîte {self.box}.")
        covered = [path for seq, path in ours.items() if seq <= receipt.seq]
        for path in covered:
            path.unlink()
        if covered:
            bring_to_disk(self.folder)
        return len(covered)

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
        """Return the floor of this epoch; where it was lost, what the newest report says."""
        try:
            floor = msgspec.json.decode((self.folder / FLOOR).read_bytes(), type=Floor)
        except (FileNotFoundError, msgspec.DecodeError):
            floor = Floor()
        if floor.epoch == self.epoch:
            return floor
        ours = self._by_number()
        seq = max(ours, default=0)
        return Floor(self.epoch, seq, sha256_of(ours[seq].read_bytes()) if ours else "")

    def _write(self, floor: Floor) -> None:
        with written_whole(self.folder / FLOOR) as new:
            new.write(msgspec.json.encode(floor))
