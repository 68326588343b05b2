"""The keys of a publisher: a folder, one sealed file a key, named by its role: `country-sn.key`.

What each machine needs is copied to it; the rest is kept apart. A publishing machine has the keys of its
country, of the region where it publishes for it, and the online ones; the roots lie in three places.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from exchange.errors import NeedsAPerson
from exchange.trust.roles import (
    RECEIPTS,
    REGION,
    ROOT_KEYS,
    SOFTWARE,
    SOFTWARE_KEYS,
    country_role,
    enrol_role,
)
from ministry.signing.sealed import (
    SALT_BYTES,
    SCRYPT_N,
    WrongPassphrase,
    read_key,
    read_private,
    write_key,
)

SUFFIX = ".key"
NEW = "new"  # the folder, among the keys, of those that a rotation is about to put in their place
RETIRED = "retired"  # the folder, among the keys, of those that nothing trusts any more
SEVERAL = {"root": ROOT_KEYS, SOFTWARE: SOFTWARE_KEYS}


class MissingKey(NeedsAPerson):
    """A key that is needed is not in the folder."""


class KeyThere(NeedsAPerson):
    """A key of this role is there already: nothing is ever written over a key."""


@dataclass(frozen=True)
class Keys:
    """A folder of keys and the passphrase that opens them."""

    folder: Path
    passphrase: str = field(repr=False)

    def signers(self, role: str) -> list[CryptoSigner]:
        """Return what signs for a role with the keys that are here: one or several.

        Raises:
            MissingKey: none is here.
            WrongPassphrase: the passphrase does not open one.
        """
        files = self._files(role)
        if not files:
            raise MissingKey(
                f"La clé de « {role} » n'est pas dans {self.folder}. Apportez {names_of(role)[0]}."
            )
        return [read_key(file, self.passphrase) for file in files]

    def ours(self, role: str) -> list[CryptoSigner]:
        """Return what is here, and what a rotation that was cut has made for the role and put aside.

        Keys that were in use and then put aside may be in a thief's hands: they are not among these.
        """
        aside = [file for name in names_of(role) for file in self.folder.glob(f"{RETIRED}/*-{NEW}-{name}")]
        found = []
        for file in (*self._files(role), *aside):
            with suppress(WrongPassphrase):  # another key, or of another time
                found.append(read_key(file, self.passphrase))
        return found

    def has(self, role: str) -> bool:
        """Say whether a key of the role is here."""
        return bool(self._files(role))

    def _files(self, role: str) -> list[Path]:
        places = [folder / name for folder in (self.folder, self.folder / NEW) for name in names_of(role)]
        return [place for place in places if place.exists()]


def names_of(role: str) -> list[str]:
    """Return the file names of the keys of a role."""
    count = SEVERAL.get(role, 1)
    return (
        [f"{role}{SUFFIX}"] if count == 1 else [f"{role}-{number}{SUFFIX}" for number in range(1, count + 1)]
    )


def roles_for(countries: Iterable[str]) -> list[str]:
    """Return every role of a repository that publishes for these countries."""
    return ["root", "targets", "snapshot", "timestamp", REGION, SOFTWARE, RECEIPTS, *roles_of(countries)]


def roles_of(countries: Iterable[str]) -> list[str]:
    """Return the roles that each country has for itself."""
    return [role for code in countries for role in (country_role(code), enrol_role(code))]


def roles_to_make(folder: Path, countries: Iterable[str]) -> list[str]:
    """Return whose keys a ceremony makes: all for an empty folder; beside others, the countries' own."""
    return roles_of(countries) if any(folder.glob(f"*{SUFFIX}")) else roles_for(countries)


def make_keys(keys: Keys, roles: Iterable[str], *, scrypt_n: int = SCRYPT_N) -> list[Path]:
    """Make the keys of these roles; return their files.

    Raises:
        KeyThere: one is there already; none was made.
    """
    files = [keys.folder / name for role in roles for name in names_of(role)]
    there = next((file for file in files if file.exists()), None)
    if there is not None:
        raise KeyThere(f"{there} est déjà là. Prenez un autre dossier, ou mettez cette clé en lieu sûr.")
    keys.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    salt = os.urandom(SALT_BYTES)  # one for all of a ceremony, so that a run stretches the passphrase once
    for file in files:
        write_key(file, Ed25519PrivateKey.generate(), keys.passphrase, salt, scrypt_n=scrypt_n)
    return files


def reseal(keys: Keys, passphrase: str, *, scrypt_n: int = SCRYPT_N) -> list[Path]:
    """Give the keys of a folder another passphrase; return their files.

    Begun again after a cut, it finishes what was left half done.

    Raises:
        MissingKey: there is none.
        WrongPassphrase: one opens with neither the old nor the new passphrase; none was changed.
    """
    files = sorted(file for folder in (keys.folder, keys.folder / NEW) for file in folder.glob(f"*{SUFFIX}"))
    if not files:
        raise MissingKey(f"Il n'y a pas de clé dans {keys.folder}.")
    salt = os.urandom(SALT_BYTES)
    for file, key in [(file, _read_by_either(file, passphrase, keys.passphrase)) for file in files]:
        write_key(file, key, passphrase, salt, scrypt_n=scrypt_n)
    return files


def _read_by_either(file: Path, new: str, old: str) -> Ed25519PrivateKey:
    try:
        return read_private(file, old)
    except WrongPassphrase:
        return read_private(file, new)
