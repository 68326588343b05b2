"""New keys for a role: after a theft, or when a key has served its time. docs/ministere tells how."""

from datetime import datetime
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from exchange.errors import NeedsAPerson
from exchange.trust.roles import TOP
from ministry.signing.keys import Keys, make_keys, names_of
from ministry.signing.metadata import Desk

RETIRED = "retired"  # the folder, among the keys, of those that nothing trusts any more


class UnknownRole(NeedsAPerson):
    """The repository has no such role."""


def rotate(repo: Path, keys: Keys, role: str, now: datetime, *, scrypt_n: int | None = None) -> list[str]:
    """Put new keys in the place of a role's; return the roles that were signed anew.

    The old keys go aside. A role of the root's (root, targets, snapshot, timestamp) takes two root keys; any
    other takes the key of `targets`. What the role says stays, signed by the new keys.

    Raises:
        UnknownRole: the repository has no such role.
        MissingKey, TooFewKeys, WrongPassphrase: a key that must sign is not here; nothing was changed.
    """
    desk = Desk(repo, keys, now)
    said = desk.current(role)
    if said is None:
        raise UnknownRole(f"Ce dépôt n'a pas de rôle « {role} ».")
    above = "root" if role in TOP else "targets"
    former = keys.signers(above)  # opened before anything is moved
    old = keys.signers(role)
    _make_new(keys, role, now, scrypt_n)
    holder = desk.current(above)
    if holder is None:
        raise UnknownRole(above)
    for signer in old:
        holder.signed.revoke_key(signer.public_key.keyid, role)
    for signer in keys.signers(role):
        holder.signed.add_key(signer.public_key, role)
    desk.seal(above, holder)
    if role == "root":
        _sign_by_former(desk, former)
    elif role != "timestamp":  # which is signed at the end, each time
        desk.seal(role, said)
    return desk.lay_down()


def _make_new(keys: Keys, role: str, now: datetime, scrypt_n: int | None) -> None:
    for name in names_of(role):
        file = keys.folder / name
        if file.exists():
            aside = keys.folder / RETIRED / f"{now:%Y%m%d-%H%M%S}-{name}"
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            file.rename(aside)
    make_keys(keys, [role], **({"scrypt_n": scrypt_n} if scrypt_n else {}))


def _sign_by_former(desk: Desk, former: list[CryptoSigner]) -> None:
    """Let the former root keys sign the new root too: a box believes it by those that it knows."""
    for signer in former:
        desk.changed["root"].sign(signer, append=True)
