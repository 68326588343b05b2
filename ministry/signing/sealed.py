"""A key in a file, sealed by a passphrase: scrypt, then AES-256-GCM (cryptography). Ed25519 inside.

PKCS #8 as `cryptography` writes it stretches a passphrase 2,048 times only; a stolen file deserves more.
"""

import os
from functools import lru_cache
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from securesystemslib.signer import CryptoSigner

from exchange.errors import NeedsAPerson
from exchange.store import written_whole

SCRYPT_N = 2**17  # 128 MiB, about half a second; RFC 7914
SCRYPT_N_MOST = 2**20  # a file from elsewhere may not ask for more memory
SALT_BYTES, NONCE_BYTES = 16, 12


class WrongPassphrase(NeedsAPerson):
    """The passphrase does not open the key, or the file of the key is damaged."""


class Sealed(msgspec.Struct, frozen=True):
    """What stands in the file of a key."""

    scrypt_n: int
    salt: bytes
    nonce: bytes
    key: bytes


def write_key(
    file: Path, key: Ed25519PrivateKey, passphrase: str, salt: bytes, *, scrypt_n: int = SCRYPT_N
) -> None:
    """Seal a key into a file that only its owner reads. Raises OSError."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_stretched(passphrase, salt, scrypt_n)).encrypt(nonce, key.private_bytes_raw(), None)
    with written_whole(file) as new:
        os.fchmod(new.fileno(), 0o600)
        new.write(msgspec.json.encode(Sealed(scrypt_n, salt, nonce, sealed)))


def read_key(file: Path, passphrase: str) -> CryptoSigner:
    """Return what signs with the key of a file. Raises like `read_private`."""
    return CryptoSigner(read_private(file, passphrase))


def read_private(file: Path, passphrase: str) -> Ed25519PrivateKey:
    """Return the key of a file.

    Raises:
        WrongPassphrase: the passphrase is another, or the file is damaged.
        FileNotFoundError: there is no such key here.
    """
    try:
        sealed = msgspec.json.decode(file.read_bytes(), type=Sealed)
        if sealed.scrypt_n > SCRYPT_N_MOST:
            raise ValueError(sealed.scrypt_n)
        opened = AESGCM(_stretched(passphrase, sealed.salt, sealed.scrypt_n)).decrypt(
            sealed.nonce, sealed.key, None
        )
        return Ed25519PrivateKey.from_private_bytes(opened)
    except (InvalidTag, ValueError, OverflowError, RecursionError) as error:
        raise WrongPassphrase(
            f"La phrase secrète n'ouvre pas {file}. Vérifiez-la, ou reprenez la copie de cette clé."
        ) from error


@lru_cache(maxsize=16)
def _stretched(passphrase: str, salt: bytes, scrypt_n: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=scrypt_n, r=8, p=1).derive(passphrase.encode())
