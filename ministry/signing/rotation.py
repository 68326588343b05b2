"""New keys for a role: after a theft, a loss, or when a key has served its time. docs/ministere tells how."""

from datetime import datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root, Targets

from exchange.errors import NeedsAPerson
from ministry.signing.keys import NEW, RETIRED, Keys, make_keys, names_of
from ministry.signing.metadata import Desk, above, one_at_a_time, roles_of
from ministry.signing.sealed import SCRYPT_N

ONLINE_TOP = ("snapshot", "timestamp")
AFTER: dict[str, tuple[str, ...]] = {
    "root": (),
    "timestamp": (),
    "snapshot": ("timestamp",),
}  # who signs next


class UnknownRole(NeedsAPerson):
    """The repository has no such role."""


def rotate(repo: Path, keys: Keys, role: str, now: datetime, *, scrypt_n: int = SCRYPT_N) -> list[str]:
    """Put new keys in the place of a role's; return the roles that were signed anew.

    The old keys are worth nothing after it, and go aside where they are here: a lost one need not be. A role
    of the root's (root, targets, snapshot, timestamp) takes two root keys; any other takes the key of
    `targets`. What the role says stays, signed by the new keys.

    Raises:
        UnknownRole: the repository has no such role.
        DamagedFile: something there was signed by nobody of ours; nothing was changed.
        MissingKey, StrangeKey, TooFewKeys, WrongPassphrase: a key that must sign is not here; nothing was
            changed.
    """
    desk = Desk(repo, keys, now)
    with one_at_a_time(repo):
        said, holder = _proven(desk, role)
        former = desk.signers(above(role))  # all that must sign is opened before anything is moved
        for needed in AFTER.get(role, ONLINE_TOP):
            desk.signers(needed)
        fresh = Keys(keys.folder / NEW, keys.passphrase)
        _put_aside(fresh.folder, keys, role, now)  # of a rotation that was cut
        make_keys(fresh, [role], scrypt_n=scrypt_n)
        _give(holder.signed, role, fresh.signers(role))
        desk.seal(above(role), holder)
        if role == "root":
            _sign_by_former(desk, former)
        elif role == "timestamp":
            desk.finish()
        else:
            desk.seal(role, said)
        changed = desk.lay_down()
        _put_aside(keys.folder, keys, role, now)
        for name in names_of(role):
            (fresh.folder / name).rename(keys.folder / name)
        fresh.folder.rmdir()
    return changed


def _proven(desk: Desk, role: str) -> tuple[Metadata[Any], Metadata[Any]]:
    """Return what the role and its holder say, in a tree where no stranger wrote. Raises like `rotate`."""
    known = roles_of(desk.repo)
    said, holder = desk.current(role), desk.current(above(role))
    if said is None or holder is None:
        raise UnknownRole(f"Ce dépôt n'a pas de rôle « {role} ». Ses rôles : {', '.join(known)}.")
    for other in known:
        if other not in ONLINE_TOP:  # these two only list the others; their lost key may have been the last
            desk.is_proven(other)
    return said, holder


def _give(holder: Root | Targets, role: str, signers: list[CryptoSigner]) -> None:
    """Let these keys, and no others, sign for a role."""
    for old in list(holder.get_delegated_role(role).keyids):
        holder.revoke_key(old, role)
    for signer in signers:
        holder.add_key(signer.public_key, role)


def _put_aside(folder: Path, keys: Keys, role: str, now: datetime) -> None:
    for file in (folder / name for name in names_of(role)):
        if file.exists():
            aside = keys.folder / RETIRED / f"{now:%Y%m%d-%H%M%S}-{folder.name}-{file.name}"
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            file.rename(aside)


def _sign_by_former(desk: Desk, former: list[CryptoSigner]) -> None:
    """Let the former root keys sign the new root too: a box believes it by those that it knows."""
    for signer in former:
        desk.changed["root"].sign(signer, append=True)
