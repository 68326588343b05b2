"""One session of fetching: what may come, where it grows, and who is to blame when it is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange.errors import NeedsAPerson
from exchange.store import Store
from sync_agent.budget import Budget
from sync_agent.carriers.carrier import Carrier
from sync_agent.carriers.folder import NotThere
from sync_agent.carriers.rsync import LinkBroken, MirrorBehind, TooMuchSent
from sync_agent.down.plan import Wanted
from sync_agent.down.staging import Staging, Wrong
from sync_agent.room import CardFull, check_room

NAMES_A_SESSION = 50
BYTES_A_SESSION = 20_000_000  # at least one file, however large; a longer session saves nothing


class Liar(NeedsAPerson):
    """A source has given other bytes than those of the name."""


# What an edition that can never be whole would say for ever: too large, or of files that nobody has.
CANNOT_BE_HAD = (CardFull, Liar, MirrorBehind, NotThere, TooMuchSent)


class Spoiled(LinkBroken):
    """A file was wrong, and nobody knows who has given what of it: it is fetched anew."""


@dataclass(frozen=True)
class Fetching:
    """One session with a carrier. `budget` is that of the line to the mirrors, `free_mb` what stays free."""

    store: Store
    carrier: Carrier
    budget: Budget | None
    free_mb: int

    def may_come(self, needed_bytes: int) -> int:
        """Return how much of what is needed may come. Raises CardFull, WaitsForBudget, WaitsForHours."""
        self.store.folder.mkdir(parents=True, exist_ok=True)
        check_room(self.store.folder, needed_bytes, self.free_mb)
        return self.budget.allowed(needed_bytes) if self._is_paid and self.budget else needed_bytes

    def fetch(self, files: Sequence[Wanted]) -> None:
        """Bring the first of these files, or a part of a large one.

        Raises:
            Liar: the carrier has given a wrong file.
            Spoiled: a file was wrong, and several have given it.
            CardFull, WaitsForBudget, WaitsForHours: it may not come now.
            WorthAnotherTry, NeedsAPerson: as the carrier says.
        """
        batch = self._still_lacking(_batch(files, self._session_bytes))
        if not batch:
            return
        kind, before = batch[0].kind, {one.sha256: self._staging.here(one) for one in batch}
        lacking = sum(one.bytes - before[one.sha256] for one in batch)
        may_come = self.may_come(lacking)
        self._staging.lay_former(batch)
        try:
            names = [self._staging.name(one) for one in batch]
            self.carrier.bring(kind, names, self._staging.folder(kind), may_come)
            if may_come == lacking and any(self._staging.here(one) < one.bytes for one in batch):
                raise MirrorBehind(f"« {self.carrier.name} » n'a pas tout ce qui lui est demandé.")
        except TooMuchSent:
            if may_come == lacking:
                raise  # else it was ended where the budget ends
        finally:
            wrong = self._staging.take(batch)
            if self.carrier.kind == "neighbour":  # brings it again for nothing, and may have lied
                self._staging.drop_unproven(batch)
            self._judge(wrong, before)

    @property
    def _staging(self) -> Staging:
        return Staging(self.store)

    @property
    def _is_paid(self) -> bool:
        return self.carrier.kind == "mirror"

    @property
    def _session_bytes(self) -> int:
        """Return how much one session brings: of many files, as many as what is left of the day takes."""
        left = self.budget.left_bytes() if self._is_paid and self.budget else None
        return BYTES_A_SESSION if left is None else min(BYTES_A_SESSION, left)

    def _still_lacking(self, batch: Sequence[Wanted]) -> list[Wanted]:
        """Give those their place that a cut has kept from it, throw away what is wrong; return the others."""
        for one in batch:  # what is wanted though it is there was found damaged
            self.store.path_of(one.kind, one.sha256).unlink(missing_ok=True)
        self._staging.take(batch)
        return [one for one in batch if not self.store.has(one.kind, one.sha256)]

    def _judge(self, wrong: Sequence[Wrong], before: Mapping[str, int]) -> None:
        """Tell of wrong files. Raises Liar when the carrier alone has given what is wrong, else Spoiled."""
        lies = [one for one in wrong if one.is_too_long or before[one.sha256] <= one.at]
        if lies:
            raise Liar(f"« {self.carrier.name} » a donné un faux fichier : {lies[0].sha256}.")
        if wrong:
            raise Spoiled(f"Un fichier était faux, il est repris : {wrong[0].sha256}.")


def _batch(files: Sequence[Wanted], most_bytes: int) -> list[Wanted]:
    """Return the first files: as many as a session takes, at least one."""
    batch: list[Wanted] = []
    for one in files[:NAMES_A_SESSION]:
        if batch and sum(each.bytes for each in batch) + one.bytes > most_bytes:
            break
        batch.append(one)
    return batch
