"""Who this box is: the key that it made itself, and the certificate by which the ministry knows it.

```
 nobody ──ask (code)──▶ asked ──take (certificate)──▶ enrolled ──ask again──▶ … ──take──▶ enrolled, epoch + 1
```
In the folder `identity/`: `key`, `password` and `certificate` are the box as it is; `asked-key` and
`asked-password` wait for their certificate, `request.json` is what goes to the ministry. The certificate comes
last: until it is on the disk the box is who it was.
"""

import os
import secrets
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
from exchange.store import bring_to_disk, written_whole
from exchange.trust.checking import Trusted
from exchange.trust.roles import enrol_role

KEY, PASSWORD, CERTIFICATE, REQUEST = "key", "password", "certificate", "request.json"  # noqa: S105 – file names
ASKED = "asked-"


class NotEnrolled(WrongCertificate):
    """There is no key here that the certificate speaks of."""


@dataclass(frozen=True)
class Identity:
    """An enrolled box."""

    certificate: Certificate
    key: Ed25519PrivateKey
    password_file: Path  # what rsync reads to drop reports

    @property
    def box(self) -> str:
        """Return the name of the box: "SN-0417"."""
        return self.certificate.box


def identity_in(folder: Path) -> Identity | None:
    """Return who the box is, from `identity/`; None before it is enrolled, or when a file is damaged."""
    try:
        certificate = own_certificate((folder / CERTIFICATE).read_bytes())
    except (FileNotFoundError, WrongCertificate):
        return None
    for prefix in ("", ASKED):
        key = _key(folder / f"{prefix}{KEY}")
        if key is not None and _public(key) == certificate.key:
            return Identity(certificate, key, folder / f"{prefix}{PASSWORD}")
    return None


def ask(folder: Path, code: str, serial: str, now: datetime) -> Path:
    """Make a key, and the request by which the ministry enrols it; return the file of the request.

    Asked again before the certificate has come, the key stays the same. Raises WrongCertificate for a code with
    a slip in it.
    """
    number = read_number(code)
    if number is None:
        raise WrongCertificate(f"« {code} » n'est pas un code d'inscription. Relisez-le : une lettre a changé.")
    key = _key(folder / f"{ASKED}{KEY}")
    if key is None:
        key = Ed25519PrivateKey.generate()
        _write(folder / f"{ASKED}{PASSWORD}", secrets.token_urlsafe(24).encode())
        _write(folder / f"{ASKED}{KEY}", key.private_bytes_raw())
    password = (folder / f"{ASKED}{PASSWORD}").read_text("ascii")
    request = Request(number, serial, _public(key), password, now.isoformat())
    _write(folder / REQUEST, request_file(request, key))
    return folder / REQUEST


def take(folder: Path, file: bytes, trusted: Trusted, country: str) -> Identity:
    """Become the box that a certificate speaks of; return who that is.

    Raises:
        WronglySigned: the role that enrols boxes of this country has not signed it.
        NotEnrolled: it speaks of another key than the one that was made here.
    """
    certificate = certificate_of(file, trusted.keys_of(enrol_role(country)))
    if certificate.country != country:
        raise WrongCertificate(f"Ce certificat est d'un autre pays : {certificate.box}.")
    asked = _key(folder / f"{ASKED}{KEY}")
    if asked is None or _public(asked) != certificate.key:
        known = identity_in(folder)
        if known is not None and known.certificate == certificate:
            return known
        raise NotEnrolled(
            f"Ce certificat ({certificate.box}) est celui d'une autre boîte ou d'une autre demande. "
            "Refaites la demande : sync-agent identity request CODE"
        )
    _write(folder / CERTIFICATE, file)
    for name in (PASSWORD, KEY):
        (folder / f"{ASKED}{name}").replace(folder / name)
    (folder / REQUEST).unlink(missing_ok=True)
    bring_to_disk(folder)
    return Identity(certificate, asked, folder / PASSWORD)


def _key(file: Path) -> Ed25519PrivateKey | None:
    try:
        return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
    except (FileNotFoundError, ValueError):  # ValueError: emptied by a power cut
        return None


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _write(file: Path, content: bytes) -> None:
    with written_whole(file) as new:
        os.fchmod(new.fileno(), 0o600)
        new.write(content)
