"""Who this box is: the key that it made itself, and the certificate by which the ministry knows it.

```
 nobody ──ask (code)──▶ asked ──take (certificate)──▶ enrolled ──ask again──▶ … ──take──▶ enrolled, epoch + 1
```
In the folder `identity/`: `key` and `certificate` are the box as it is; `asked-key` waits for its
certificate, `request.json` is what goes to the ministry. The box becomes another in one moment: when the
certificate is on the disk.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.certificates import read_number
from exchange.enrolment import (
    Certificate,
    Request,
    WrongCertificate,
    certificate_of,
    own_certificate,
    request_file,
)
from exchange.store import written_whole
from exchange.trust.checking import Trusted
from exchange.trust.roles import enrol_role

KEY, ASKED, CERTIFICATE, REQUEST = "key", "asked-key", "certificate", "request.json"
PASSWORD = "password"  # noqa: S105 – the name of the file that rsync reads


class NotEnrolled(WrongCertificate):
    """There is no key here that the certificate speaks of."""


@dataclass(frozen=True)
class Identity:
    """An enrolled box."""

    folder: Path
    certificate: Certificate
    key: Ed25519PrivateKey

    @property
    def box(self) -> str:
        """Return the name of the box: "SN-0417"."""
        return self.certificate.box

    @property
    def password_file(self) -> Path:
        """Return the file that rsync reads the password from, made where it is not there."""
        file, content = self.folder / PASSWORD, _password(self.key).encode()
        if not file.exists() or file.read_bytes() != content:
            _write(file, content)
        return file


def identity_in(folder: Path) -> Identity | None:
    """Return who the box is, from `identity/`; None before it is enrolled, or when a file is damaged."""
    try:
        certificate = own_certificate((folder / CERTIFICATE).read_bytes())
    except (FileNotFoundError, WrongCertificate):
        return None
    for name in (KEY, ASKED):  # a power cut may have come before the new key had its name
        key = _key(folder / name)
        if key is not None and _is_public(key, certificate.key):
            return Identity(folder, certificate, key)
    return None


def ask(folder: Path, code: str, serial: str, now: datetime) -> Path:
    """Make a key, and the request by which the ministry enrols it; return the file of the request.

    Asked again before the certificate has come, the key stays the same. Raises WrongCertificate for a code
    with a slip in it.
    """
    number = read_number(code)
    if number is None:
        raise WrongCertificate(f"« {code} » n'est pas un code d'inscription. Relisez-le lettre par lettre.")
    known, key = identity_in(folder), _key(folder / ASKED)
    if known is not None and not _is_public(_key(folder / KEY), known.certificate.key):
        _write(folder / KEY, known.key.private_bytes_raw())  # what a power cut has left undone
    if key is None or (known is not None and _is_public(key, known.certificate.key)):
        key = Ed25519PrivateKey.generate()
        _write(folder / ASKED, key.private_bytes_raw())
    request = Request(number, serial, _public(key), _password(key), now.isoformat())
    _write(folder / REQUEST, request_file(request, key))
    return folder / REQUEST


def take(folder: Path, file: bytes, trusted: Trusted) -> Identity:
    """Become the box that a certificate speaks of; return who that is.

    Raises:
        WronglySigned: the role that enrols the boxes of its country has not signed it.
        NotEnrolled: it speaks of another key than the one that was made here.
        WrongCertificate: it has another form.
    """
    certificate = certificate_of(file, trusted.keys_of(enrol_role(own_certificate(file).country)))
    known = identity_in(folder)
    if known is not None and known.certificate == certificate:
        return known
    asked = _key(folder / ASKED)
    if asked is None or not _is_public(asked, certificate.key):
        raise NotEnrolled(
            f"Ce certificat ({certificate.box}) est celui d'une autre boîte ou d'une autre demande. "
            "Refaites la demande : sync-agent identity request CODE"
        )
    _write(folder / CERTIFICATE, file)
    _write(folder / KEY, asked.private_bytes_raw())
    (folder / ASKED).unlink()
    (folder / REQUEST).unlink(missing_ok=True)
    return Identity(folder, certificate, asked)


def _key(file: Path) -> Ed25519PrivateKey | None:
    try:
        return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
    except (FileNotFoundError, ValueError):  # ValueError: emptied by a power cut
        return None


def _is_public(key: Ed25519PrivateKey | None, public: bytes) -> bool:
    return key is not None and _public(key) == public


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _password(key: Ed25519PrivateKey) -> str:
    """Return what the box drops its reports with: told by the key, so that the two never part."""
    return hashlib.sha256(b"imaginecole drop\0" + key.private_bytes_raw()).hexdigest()[:32]


def _write(file: Path, content: bytes) -> None:
    with written_whole(file) as new:
        os.fchmod(new.fileno(), 0o600)
        new.write(content)
