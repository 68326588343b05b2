"""A small signed file: what it says, and an Ed25519 signature over it and over what kind of file it is.

The kind is signed too, so that a receipt can never pass for a certificate.
"""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from exchange.errors import NeedsAPerson

SIGNATURE_BYTES = 64


class WronglySigned(NeedsAPerson):
    """None of the keys that may sign this has signed it."""


def signed(kind: str, content: bytes, key: Ed25519PrivateKey) -> bytes:
    """Return the content with its signature behind it."""
    return content + key.sign(_claim(kind, content))


def content_of(kind: str, file: bytes, keys: Iterable[bytes]) -> bytes:
    """Return what a file says that one of these public keys (32 bytes each) has signed.

    Raises:
        WronglySigned: none has, or it is another kind of file.
    """
    content, signature = file[:-SIGNATURE_BYTES], file[-SIGNATURE_BYTES:]
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, _claim(kind, content))
        except (InvalidSignature, ValueError):
            continue
        return content
    raise WronglySigned(f"La signature de ce fichier ({kind}) n'est pas bonne.")


def _claim(kind: str, content: bytes) -> bytes:
    return b"imaginecole " + kind.encode() + b"\0" + content
