"""The signed metadata of a repository: what each role says, signed anew only where it has changed.

`metadata/` keeps every version for ever, `head/` the current ones under plain names (roots keep their
numbers: a box walks from one to the next). The timestamp is replaced last: whoever copies in the middle of a
publication has the edition before.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from exchange.errors import NeedsAPerson
from exchange.store import sha256_of, written_whole
from exchange.trust.roles import ISSUED, SOFTWARE, SOFTWARE_THRESHOLD, life_of
from ministry.signing.keys import Keys, names_of

COMPACT = JSONSerializer(compact=True)


class TooFewKeys(NeedsAPerson):
    """A role needs more of its keys than are here."""


@dataclass
class Desk:
    """The metadata of a tree, with the keys at hand and the time of signing (UTC)."""

    repo: Path
    keys: Keys
    now: datetime
    changed: dict[str, Metadata[Any]] = field(default_factory=dict)

    def current(self, role: str) -> Metadata[Any] | None:
        """Return what a role says; None when it has said nothing yet."""
        return self.changed.get(role) or read_current(self.repo, role)

    def seal(self, role: str, said: Metadata[Any]) -> None:
        """Give the next version to what a role says, and sign it with the keys of the role that are here.

        Raises:
            MissingKey: none is here.
            TooFewKeys: the role needs more.
            WrongPassphrase: a key does not open.
        """
        before = read_current(self.repo, role)
        said.signed.version = before.signed.version + 1 if before else 1
        said.signed.expires = self.now + life_of(role)
        said.signatures.clear()
        for signer in self._signers(role):
            said.sign(signer, append=True)
        self.changed[role] = said

    def _signers(self, role: str) -> list[CryptoSigner]:
        found = self.keys.signers(role)
        needed = {"root": self._root_threshold(), SOFTWARE: SOFTWARE_THRESHOLD}.get(role, 1)
        if len(found) < needed:
            raise TooFewKeys(
                f"« {role} » se signe à {needed} clés, il y en a {len(found)} dans {self.keys.folder}. "
                f"Apportez-en une autre : {', '.join(names_of(role))}."
            )
        return found

    def _root_threshold(self) -> int:
        root = self.current("root")
        return root.signed.roles["root"].threshold if root else 1

    def lay_down(self) -> list[str]:
        """Sign what lists the rest, then write it all, the timestamp last; return the roles that changed.

        Raises like `seal`.
        """
        if set(self.changed) - {"root", "snapshot"}:
            self._seal_snapshot()
        self._seal_timestamp()
        for role, said in sorted(self.changed.items(), key=lambda one: one[0] == "timestamp"):
            _lay(self.repo, role, said)
        return sorted(self.changed)

    def _seal_snapshot(self) -> None:
        before = self.current("snapshot")
        said = before or Metadata(Snapshot(expires=self.now))
        for role, metadata in self.changed.items():
            if role not in ("root", "snapshot", "timestamp"):
                said.signed.meta[f"{role}.json"] = MetaFile(metadata.signed.version)
        self.seal("snapshot", said)

    def _seal_timestamp(self) -> None:
        snapshot = self.current("snapshot")
        if snapshot is None:
            raise TooFewKeys("Ce dépôt n'a encore rien signé. Commencez par : ministry publish")
        content: bytes = snapshot.to_bytes(COMPACT)
        said = self.current("timestamp") or Metadata(Timestamp(expires=self.now))
        said.signed.snapshot_meta = MetaFile(
            snapshot.signed.version, len(content), {"sha256": sha256_of(content)}
        )
        said.signed.unrecognized_fields[ISSUED] = self.now.isoformat()
        self.seal("timestamp", said)


def read_current(repo: Path, role: str) -> Metadata[Any] | None:
    """Return what a role says in a tree; None when it has said nothing there."""
    file = _newest_root(repo) if role == "root" else repo / "head" / f"{role}.json"
    return Metadata.from_file(str(file)) if file and file.exists() else None


def new_targets(now: datetime) -> Metadata[Targets]:
    """Return the metadata of a role that signs nothing yet."""
    return Metadata(Targets(expires=now))


def new_root(now: datetime) -> Metadata[Root]:
    """Return a root without keys."""
    return Metadata(Root(expires=now, consistent_snapshot=True))


def _newest_root(repo: Path) -> Path | None:
    found = [(int(file.name.partition(".")[0]), file) for file in (repo / "head").glob("[0-9]*.root.json")]
    return max(found)[1] if found else None


def _lay(repo: Path, role: str, said: Metadata[Any]) -> None:
    content: bytes = said.to_bytes(COMPACT)
    numbered = f"{said.signed.version}.{role}.json"
    in_metadata = f"{role}.json" if role == "timestamp" else numbered
    in_head = numbered if role == "root" else f"{role}.json"
    for place in (repo / "metadata" / in_metadata, repo / "head" / in_head):
        with written_whole(place) as file:
            file.write(content)
