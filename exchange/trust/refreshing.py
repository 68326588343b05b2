"""One run of TUF over what a carrier has brought, and what its refusals mean here.

A publisher replaces the parts of `head/` one after the other, and a carrier may copy in the middle: parts
that are each rightly signed, but do not go together, are worth another try. The rest is refused for good.
"""

from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
)
from tuf.api.metadata import Metadata, Snapshot, Targets
from tuf.api.serialization import DeserializationError
from tuf.ngclient import Updater, UpdaterConfig

from exchange.errors import NeedsAPerson, WorthAnotherTry
from exchange.trust.carried import Carried
from exchange.trust.roles import owner_of_role, target_of

CONFIG = UpdaterConfig(
    root_max_length=512_000,
    timestamp_max_length=16_384,
    snapshot_max_length=2_000_000,
    targets_max_length=8_000_000,  # 1,000 packs
    max_delegations=64,
    prefix_targets_with_hash=False,
)
ANYWHERE = "carried:///"  # the fetcher reads a folder, whatever the address


class Untrusted(NeedsAPerson):
    """What was brought is not signed as it must be."""


class TooOld(Untrusted):
    """What was brought is older than what this box has seen, or its signatures have run out."""


class NotWhole(WorthAnotherTry):
    """The metadata is not all there, or not of one moment: the carrier was caught in the middle."""


def refresh(head: Path, work: Path, anchor: bytes, at: datetime) -> None:
    """Let TUF bring a copy of the memory up to what `head` holds. Raises Untrusted, TooOld, NotWhole."""
    updater = None
    try:
        updater = Updater(str(work), ANYWHERE, fetcher=Carried(head), config=CONFIG, bootstrap=anchor)
        # tuf 7 has no public way to give the time, and the system's clock of a box may say 1970
        updater._trusted_set.reference_time = at
        updater.refresh()
        for role in delegated(work):  # a look below its name loads the role
            updater.get_targetinfo(target_of(owner_of_role(role), "0"))
    except DownloadError as error:
        raise NotWhole(f"Il manque des signatures : {error}.") from error
    except RepositoryError as error:
        raise _meaning(error, updater, head) from error


def delegated(work: Path) -> list[str]:
    """Return the roles that the targets of a folder of metadata name."""
    signed = Metadata[Targets].from_file(str(work / "targets.json")).signed
    return list(signed.delegations.roles or ()) if signed.delegations else []


def _meaning(error: RepositoryError, updater: Updater | None, head: Path) -> NeedsAPerson | WorthAnotherTry:
    why = str(error).removesuffix(".")
    if updater is not None and _is_of_two_moments(error, updater, head):
        return NotWhole(f"Ces signatures ne vont pas ensemble : {why}. Le dépôt changeait pendant la copie.")
    if isinstance(error, (BadVersionNumberError, ExpiredMetadataError)):
        return TooOld(f"Ces signatures sont trop vieilles : {why}. Prenez un dépôt plus récent.")
    return Untrusted(f"Ces signatures ne sont pas bonnes : {why}. Prenez un autre dépôt.")


def _is_of_two_moments(error: RepositoryError, updater: Updater, head: Path) -> bool:
    """Say whether the parts are each rightly signed, and only do not go together."""
    known = updater._trusted_set
    if isinstance(error, LengthOrHashMismatchError):  # only the snapshot is named by its bytes
        return _is_signed_snapshot(updater, head)
    if not isinstance(error, BadVersionNumberError) or Snapshot.type not in known:
        return False
    return known.snapshot.version == known.timestamp.snapshot_meta.version  # these do: it is another role


def _is_signed_snapshot(updater: Updater, head: Path) -> bool:
    try:
        content = Carried(head).download_bytes(f"{ANYWHERE}snapshot.json", CONFIG.snapshot_max_length)
        snapshot = Metadata[Snapshot].from_bytes(content)
        updater._trusted_set.root.verify_delegate(Snapshot.type, snapshot.signed_bytes, snapshot.signatures)
    except (DownloadError, DeserializationError, RepositoryError):
        return False
    return True
