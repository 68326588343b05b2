"""The signed metadata of a repository: what each role says, signed anew only where it has changed.

`metadata/` keeps every version for ever; what its timestamp names, through the snapshot, is what the tree
says, and anything newer there is left of a publication that was cut. `head/` holds the current ones under
plain names (roots keep their numbers: a box walks from one to the next). Timestamps are replaced last.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from securesystemslib.exceptions import UnverifiedSignatureError
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import UnsignedMetadataError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from exchange.errors import DamagedFile, NeedsAPerson, WorthAnotherTry
from exchange.store import sha256_of, written_whole
from exchange.trust.roles import ISSUED, TOP, life_of
from ministry.signing.keys import Keys, names_of
from runtime.locks import lock_on

COMPACT = JSONSerializer(compact=True)


class TooFewKeys(NeedsAPerson):
    """A role needs more of its keys than are here."""


class StrangeKey(NeedsAPerson):
    """The repository does not know the key that is here."""


class SigningAlready(WorthAnotherTry):
    """Another program is publishing to this tree."""


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
            StrangeKey: those that are here are others than the repository knows.
            TooFewKeys: the role needs more.
            WrongPassphrase: a key does not open.
        """
        signers = self.signers(role, said)
        before = read_current(self.repo, role)
        said.signed.version = before.signed.version + 1 if before else 1
        said.signed.expires = self.now + life_of(role)
        said.signatures.clear()
        for signer in signers:
            said.sign(signer, append=True)
        self.changed[role] = said

    def can_seal(self, role: str) -> bool:
        """Say whether enough keys of a role are here. Raises WrongPassphrase."""
        said = self.current(role)
        try:
            return said is not None and self.keys.has(role) and bool(self.signers(role))
        except (StrangeKey, TooFewKeys):
            return False

    def signers(self, role: str, new_root: Metadata[Any] | None = None) -> list[CryptoSigner]:
        """Return what signs for a role, of the keys that it has; a new root says itself which they are.

        Raises like `seal`.
        """
        holder = new_root if new_root and role == "root" else self.current(above(role))
        trusted = holder.signed.get_delegated_role(role) if holder else None
        if trusted is None:
            raise ValueError(role)
        here = self.keys.signers(role)
        found = [signer for signer in here if signer.public_key.keyid in trusted.keyids]
        if not found:
            raise StrangeKey(
                f"La clé de « {role} » dans {self.keys.folder} n'est pas celle que ce dépôt connaît. "
                f"Apportez la bonne, ou remplacez-la : ministry keys rotate {role} --in {self.repo}"
            )
        if len(found) < trusted.threshold:
            raise TooFewKeys(
                f"« {role} » se signe à {trusted.threshold} clés, il y en a {len(found)} dans "
                f"{self.keys.folder}. Apportez-en une autre : {', '.join(names_of(role))}."
            )
        return found

    def mend(self) -> None:
        """Sign again what a key of ours has signed, but not one that its holder names: a rotation was cut.

        Raises:
            DamagedFile: nobody of ours has signed what stands there. Else like `seal`.
        """
        for role in roles_of(self.repo):
            if not self.is_proven(role):
                self.seal(role, self._said(role))

    def is_proven(self, role: str) -> bool:
        """Say whether the keys that its holder names have signed what a role says; else a key of ours has.

        Raises:
            DamagedFile: nobody of ours has. Signed again, what a stranger wrote would be believed by boxes.
        """
        said, holder = self._said(role), self._said(above(role))
        try:
            holder.signed.verify_delegate(role, said.signed_bytes, said.signatures)
        except UnsignedMetadataError:
            if not any(_has_signed(signer, said) for signer in self.keys.ours(role)):
                raise DamagedFile(
                    f"{_current_file(self.repo, role)} n'est pas signé par sa clé, rien n'est signé dessus : "
                    "quelqu'un y a touché, ou un changement de clé a été coupé. Relancez ce changement, ou "
                    "reprenez metadata/ d'une copie saine."
                ) from None
            return False
        return True

    def _said(self, role: str) -> Metadata[Any]:
        said = self.current(role)
        if said is None:
            raise ValueError(role)
        return said

    def finish(self) -> None:
        """Sign what lists the rest. Raises like `seal`."""
        if set(self.changed) - {"root", "snapshot", "timestamp"}:
            self._seal_snapshot()
        self._seal_timestamp()

    def lay_down(self) -> list[str]:
        """Write all that was sealed, the timestamps last; return the roles that changed.

        Raises like `seal`.
        """
        if set(self.changed) - {"root"}:
            self.finish()
        for role, said in self.changed.items():
            if role != "timestamp":
                _write(self.repo / "metadata" / f"{said.signed.version}.{role}.json", said.to_bytes(COMPACT))
        if "timestamp" in self.changed:
            _write(self.repo / "metadata" / "timestamp.json", self.changed["timestamp"].to_bytes(COMPACT))
        bring_head(self.repo)
        return sorted(self.changed)

    def _seal_snapshot(self) -> None:
        said = self.current("snapshot") or Metadata(Snapshot(expires=self.now))
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


def _has_signed(signer: CryptoSigner, said: Metadata[Any]) -> bool:
    signature = said.signatures.get(signer.public_key.keyid)
    try:
        if signature is not None:
            signer.public_key.verify_signature(signature, said.signed_bytes)
    except UnverifiedSignatureError:
        return False
    return signature is not None


def above(role: str) -> str:
    """Return the role that says which keys another has."""
    return "root" if role in TOP else "targets"


def read_current(repo: Path, role: str) -> Metadata[Any] | None:
    """Return what a role says in a tree; None when it has said nothing there. Raises DamagedFile."""
    file = _current_file(repo, role)
    return _read(file) if file else None


def read_version(repo: Path, role: str, version: int) -> Metadata[Any] | None:
    """Return what a role said in one of its versions; None when the tree has none of that number.

    Raises:
        DamagedFile: its bytes are no metadata.
    """
    file = repo / "metadata" / f"{version}.{role}.json"
    return _read(file) if file.exists() else None


def roles_of(repo: Path) -> list[str]:
    """Return every role that says something in a tree, the root first; none in a tree that is new."""
    snapshot = read_current(repo, "snapshot")
    said = [name.removesuffix(".json") for name in snapshot.signed.meta] if snapshot else []
    return ["root", *sorted(said), "snapshot", "timestamp"] if said else []


@contextmanager
def one_at_a_time(repo: Path) -> Iterator[None]:
    """Hold the one lock on a tree.

    Raises:
        SigningAlready: another program holds it.
    """
    with lock_on(repo / ".lock") as is_ours:
        if not is_ours:
            raise SigningAlready(f"Une autre publication écrit dans {repo}. Attendez sa fin.")
        yield


def new_targets(now: datetime) -> Metadata[Targets]:
    """Return the metadata of a role that signs nothing yet."""
    return Metadata(Targets(expires=now))


def new_root(now: datetime) -> Metadata[Root]:
    """Return a root without keys."""
    return Metadata(Root(expires=now, consistent_snapshot=True))


def bring_head(repo: Path) -> None:
    """Make `head/` what `metadata/` says, also after a publication that was cut; the timestamp last."""
    named = dict(head_files(repo))
    for name, source in named.items():
        place, content = repo / "head" / name, source.read_bytes()
        if not place.is_file() or place.read_bytes() != content:
            _write(place, content)
    for stranger in {place.name for place in (repo / "head").glob("*")} - set(named):
        (repo / "head" / stranger).unlink()


def head_files(repo: Path) -> Iterator[tuple[str, Path]]:
    """Yield what stands in `head/`, and where it comes from."""
    for file in sorted((repo / "metadata").glob("[0-9]*.root.json")):
        yield file.name, file
    for role in roles_of(repo)[1:]:
        source = _current_file(repo, role)
        if source is not None:
            yield f"{role}.json", source


def _current_file(repo: Path, role: str) -> Path | None:
    metadata = repo / "metadata"
    if role == "root":
        found = [(int(file.name.partition(".")[0]), file) for file in metadata.glob("[0-9]*.root.json")]
        return max(found)[1] if found else None
    if not (metadata / "timestamp.json").exists():
        return None
    if role == "timestamp":
        return metadata / "timestamp.json"
    if role == "snapshot":
        timestamp: Timestamp = _read(metadata / "timestamp.json").signed
        return metadata / f"{timestamp.snapshot_meta.version}.snapshot.json"
    snapshot = read_current(repo, "snapshot")
    named = snapshot.signed.meta.get(f"{role}.json") if snapshot else None
    return metadata / f"{named.version}.{role}.json" if named else None


def _read(file: Path) -> Metadata[Any]:
    role = file.name.split(".")[-2]
    try:
        said: Metadata[Any] = Metadata.from_bytes(file.read_bytes())
        if said.signed.type != (role if role in TOP else Targets.type):
            raise DeserializationError(said.signed.type)
        return said
    except FileNotFoundError as error:
        raise DamagedFile(f"{file} manque. Reprenez-le d'une copie du dépôt : un miroir l'a.") from error
    except DeserializationError as error:
        raise DamagedFile(f"{file} est abîmé. Reprenez-le d'une copie du dépôt : un miroir l'a.") from error


def _write(place: Path, content: bytes) -> None:
    with written_whole(place) as file:
        file.write(content)
