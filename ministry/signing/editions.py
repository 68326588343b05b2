"""What the publisher signs: who may sign what, then which packs make each country's edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Root, TargetFile, Targets

from exchange.documents import Edition
from exchange.trust.roles import (
    COUNTRY,
    EDITION,
    MIRRORS,
    REGION,
    ROOT_THRESHOLD,
    SOFTWARE,
    SOFTWARE_THRESHOLD,
    TOP,
    country_role,
    life_of,
    owner_of_pack,
    owner_of_role,
    target_of,
)
from ministry.signing.keys import Keys, roles_for
from ministry.signing.metadata import Desk, new_root, new_targets, one_at_a_time, read_current, roles_of

SOON = timedelta(days=270)  # a root takes three people with keys: they are asked nine months before


@dataclass(frozen=True)
class ToSign:
    """An edition, how long each of its packs is (bytes), and where boxes of its country may fetch."""

    edition: Edition
    pack_bytes: Mapping[str, int]  # SHA-256 → bytes
    mirrors: tuple[str, ...] | None = None  # None: those that were signed before


def sign_editions(repo: Path, keys: Keys, ready: Iterable[ToSign], now: datetime) -> list[str]:
    """Sign these editions into a tree whose packs are laid down already; return the roles that changed.

    A tree that has no root yet is begun; a country that is new to it is given its role. What is signed
    already is not signed again.

    Raises:
        MissingKey: a key that is needed is not here.
        TooFewKeys: a role needs more keys than are here.
        WrongPassphrase: a key does not open.
    """
    with one_at_a_time(repo):
        return prepare_editions(repo, keys, ready, now).lay_down()


def prepare_editions(repo: Path, keys: Keys, ready: Iterable[ToSign], now: datetime) -> Desk:
    """Sign these editions without writing anything: what is on the desk is still to be laid down.

    Raises like `sign_editions`.
    """
    desk, ready = Desk(repo, keys, now), list(ready)
    desk.mend()
    if not roles_of(repo):
        _begin(desk)
    _delegate(desk, roles_for(one.edition.country for one in ready))
    for one in ready:
        _sign_country(desk, one)
    _sign_region(desk, ready)
    if desk.changed:
        desk.finish()
    return desk


def sign_again(repo: Path, keys: Keys, now: datetime) -> list[str]:
    """Sign the timestamp anew, and each role whose half life is over and whose keys are here.

    Raises like `sign_editions`.
    """
    desk = Desk(repo, keys, now)
    with one_at_a_time(repo):
        desk.mend()
        for role in roles_of(repo):
            said = desk.current(role)
            if said is not None and said.signed.expires - now < life_of(role) / 2 and desk.can_seal(role):
                desk.seal(role, said)
        desk.finish()
        return desk.lay_down()


def running_out(repo: Path, now: datetime) -> dict[str, datetime]:
    """Return the roles that somebody has to sign soon, and until when they are good.

    After it boxes take nothing new, from any role: they go on with what they have.
    """
    ends = {role: said.signed.expires for role in roles_of(repo) if (said := read_current(repo, role))}
    return {role: end for role, end in ends.items() if end - now < min(life_of(role) / 2, SOON)}


def root_bytes(repo: Path) -> bytes:
    """Return the first root of a tree: what boxes are given by hand. Raises FileNotFoundError."""
    return (repo / "metadata" / "1.root.json").read_bytes()


def _begin(desk: Desk) -> None:
    """Make the root, and what it names."""
    said = new_root(desk.now)
    root: Root = said.signed
    for role in TOP:
        for signer in desk.keys.signers(role):
            root.add_key(signer.public_key, role)
    root.roles["root"].threshold = ROOT_THRESHOLD
    desk.seal("root", said)
    targets = new_targets(desk.now)
    targets.signed.delegations = Delegations({}, {})
    desk.seal("targets", targets)


def _delegate(desk: Desk, roles: Iterable[str]) -> None:
    """Give each role that is new its name, its keys and its first, empty metadata."""
    said = desk.current("targets")
    if said is None or said.signed.delegations is None or said.signed.delegations.roles is None:
        raise ValueError("targets without delegations")
    known = said.signed.delegations.roles
    fresh = [role for role in roles if role not in (*TOP, *known)]
    for role in fresh:
        threshold = SOFTWARE_THRESHOLD if role == SOFTWARE else 1
        known[role] = DelegatedRole(role, [], threshold, True, [f"{owner_of_role(role)}/*"])
        for signer in desk.keys.signers(role):
            said.signed.add_key(signer.public_key, role)
    if fresh:
        desk.seal("targets", said)
    for role in fresh:
        desk.seal(role, new_targets(desk.now))


def _sign_country(desk: Desk, ready: ToSign) -> None:
    edition = ready.edition
    own = {sha256 for name, sha256 in edition.packs.items() if owner_of_pack(name, edition.country) != REGION}
    fields: dict[str, Any] = {EDITION: msgspec.to_builtins(edition)}
    if ready.mirrors is not None:
        fields[MIRRORS] = list(ready.mirrors)
    _say(desk, country_role(edition.country), own, ready.pack_bytes, fields)


def _sign_region(desk: Desk, ready: list[ToSign]) -> None:
    """Sign the packs of the region that some country's edition uses: countries do not publish on one day."""
    lengths = {sha256: length for one in ready for sha256, length in one.pack_bytes.items()}
    before = desk.current(REGION)
    if before is not None:
        lengths |= {name.rpartition("/")[2]: file.length for name, file in before.signed.targets.items()}
    used = set()
    published = {country_role(one.edition.country) for one in ready}
    for role in published | {role for role in roles_of(desk.repo) if role.startswith(COUNTRY)}:
        said = desk.current(role)
        packs = said.signed.unrecognized_fields.get(EDITION, {}).get("packs", {}) if said else {}
        used |= {sha256 for name, sha256 in packs.items() if owner_of_pack(name, "") == REGION}
    _say(desk, REGION, used, lengths)


def _say(
    desk: Desk,
    role: str,
    packs: Iterable[str],
    lengths: Mapping[str, int],
    fields: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Let a role sign these packs, and say these fields; nothing when it says so already."""
    said: Metadata[Targets] | None = desk.current(role)
    if said is None:
        raise ValueError(role)
    owner = owner_of_role(role)
    named = [(target_of(owner, sha256), sha256) for sha256 in sorted(packs)]
    targets = {path: TargetFile(lengths[sha256], {"sha256": sha256}, path) for path, sha256 in named}
    if said.signed.targets == targets and fields.items() <= said.signed.unrecognized_fields.items():
        return
    said.signed.targets = targets
    said.signed.unrecognized_fields.update(fields)
    desk.seal(role, said)
