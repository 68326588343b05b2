"""How a box becomes one that the ministry knows: it asks with a one-use code, and is given a certificate.

The box makes its key itself and keeps it; only the public half travels. The code, a number as
`exchange/certificates.py` makes it, says for which school the key speaks.
"""

import re
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.errors import NeedsAPerson
from exchange.reports import BOX
from exchange.signed import SIGNATURE_BYTES, content_of, signed

REQUEST, CERTIFICATE = "request", "certificate"
LARGEST_BYTES = 4096  # of either file
PASSWORD = re.compile(r"[0-9a-f]{32}")
LAST_EPOCH = 9999  # four digits in the name of a report
Form = TypeVar("Form", "Request", "Certificate")


class WrongCertificate(NeedsAPerson):
    """A request or a certificate has another form, or is not for this box."""


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a box asks of the ministry, signed by the key that it names."""

    code: str  # "7K3M-9QXT-0AZ4"
    serial: str  # of the machine
    key: bytes  # Ed25519, public
    password: str  # it will drop its reports with; a lock against noise, the signature tells who it is
    at: str  # ISO 8601, UTC


class Certificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ministry says of a box, signed by the role that enrols."""

    box: str  # "SN-0417"
    school: str
    serial: str
    key: bytes
    epoch: int  # the generation of the box's key: 1, and one more with each that takes its place
    at: str

    @property
    def country(self) -> str:
        """Return the country that has enrolled the box: "sn"."""
        return country_of(self.box)


def country_of(box: str) -> str:
    """Return the country of a box: "sn" for "SN-0417"."""
    return box[:2].lower()


def request_file(request: Request, key: Ed25519PrivateKey) -> bytes:
    """Return the file of a request."""
    return signed(REQUEST, msgspec.json.encode(request), key)


def request_of(file: bytes) -> Request:
    """Return a request that was signed by its own key. Raises WronglySigned, WrongCertificate."""
    request = _read(file[:-SIGNATURE_BYTES], Request)
    content_of(REQUEST, file, [request.key])
    if not PASSWORD.fullmatch(request.password):  # a second line would be the password of another box
        raise WrongCertificate("Aucune boîte ne demande ainsi. Refaites : sync-agent identity request CODE")
    return request


def certificate_file(certificate: Certificate, key: Ed25519PrivateKey) -> bytes:
    """Return the file of a certificate."""
    return signed(CERTIFICATE, msgspec.json.encode(certificate), key)


def certificate_of(file: bytes, keys: list[bytes]) -> Certificate:
    """Return a certificate that one of these keys has signed. Raises WronglySigned, WrongCertificate."""
    return _said(_read(content_of(CERTIFICATE, file, keys), Certificate))


def own_certificate(file: bytes) -> Certificate:
    """Return a certificate whose signature was checked when it came. Raises WrongCertificate."""
    return _said(_read(file[:-SIGNATURE_BYTES], Certificate))


def _said(certificate: Certificate) -> Certificate:
    if not BOX.fullmatch(certificate.box) or not 1 <= certificate.epoch <= LAST_EPOCH:
        raise WrongCertificate(f"« {certificate.box} » n'est pas le nom d'une boîte.")
    return certificate


def _read(content: bytes, form: type[Form]) -> Form:
    if len(content) > LARGEST_BYTES:
        raise WrongCertificate(f"{len(content)} octets : trop pour ce fichier.")
    try:
        return msgspec.json.decode(content, type=form)
    except ValueError as error:  # msgspec's own, and what is no UTF-8
        raise WrongCertificate(f"Ce fichier a une forme inconnue : {error}.") from error
