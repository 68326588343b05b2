"""A report on its way up, and the receipt that comes back.

Reports of a box are a chain: each names the hash of the one before, so that a gap, a fork or a lost report
shows. A report is written once and sent again byte for byte until a receipt covers it.
"""

import re
import zlib
from collections.abc import Iterable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.errors import NeedsAPerson
from exchange.signed import SIGNATURE_BYTES, content_of, signed
from exchange.store import sha256_of

VERSION = 1
LARGEST_BYTES = 8192  # of a report, signed
LARGEST_BODY_BYTES = 1 << 20  # of a body, unpacked: a small file may claim no more
NAME = re.compile(r"(?P<epoch>\d{4})-(?P<seq>\d{8})-(?P<hash>[0-9a-f]{16})\.rpt")
BOX = re.compile(r"[A-Z]{2}-[0-9]{4,8}")  # "SN-0417"
REPORT, RECEIPT = "report", "receipt"


class WrongReport(NeedsAPerson):
    """A file is no report, or not the one that its name says."""


class Envelope(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What stands around a report's body. `body` is JSON, packed by zlib."""

    version: int
    box: str
    epoch: int  # the generation of the box's key, from enrolment
    seq: int  # from 1, never used twice in an epoch
    previous: str  # SHA-256 of the whole file before, "" for the first of an epoch
    machine: str  # which machine and card have written it: after a fork this tells the copy from the box
    body: bytes


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the ministry has of a box: all up to `seq`, whose file has this hash; and some beyond."""

    box: str
    epoch: int
    seq: int
    hash: str
    at: str  # ISO 8601, UTC: also a time that the box may believe
    gaps: tuple[int, ...] = ()  # numbers below the highest that are missing
    forked: int = 0  # the first number under which two reports came: nothing more is taken in this epoch
    is_struck_off: bool = False


def sealed(envelope: Envelope, key: Ed25519PrivateKey) -> bytes:
    """Return the file of a report. Raises WrongReport when it would be too large."""
    file = signed(REPORT, msgspec.json.encode(envelope), key)
    if len(file) > LARGEST_BYTES:
        raise WrongReport(f"Ce rapport fait {len(file)} octets, {LARGEST_BYTES} au plus.")
    return file


def opened(file: bytes, keys: Iterable[bytes]) -> Envelope:
    """Return the envelope of a report that one of these keys has signed.

    Raises:
        WronglySigned: none has.
        WrongReport: it has another form.
    """
    if len(file) > LARGEST_BYTES:
        raise WrongReport(f"{len(file)} octets : trop pour un rapport.")
    return _envelope(content_of(REPORT, file, keys))


def own_envelope(file: bytes) -> Envelope:
    """Return the envelope of a report that this box has made itself. Raises WrongReport."""
    return _envelope(file[:-SIGNATURE_BYTES])


def _envelope(content: bytes) -> Envelope:
    try:
        envelope = msgspec.json.decode(content, type=Envelope)
    except ValueError as error:  # msgspec's own, and what is no UTF-8
        raise WrongReport(f"Ce rapport a une forme inconnue : {error}.") from error
    if envelope.version != VERSION or not BOX.fullmatch(envelope.box) or envelope.seq < 1:
        raise WrongReport("Ce rapport a une forme inconnue.")
    return envelope


def receipt_path(box: str) -> str:
    """Return where the receipts of a box stand in the publisher's tree: "receipts/ab/SN-0417.json"."""
    return f"receipts/{sha256_of(box.encode())[:2]}/{box}.json"


def name_of(envelope: Envelope, file: bytes) -> str:
    """Return the name of a report's file: "0001-00000042-0123456789abcdef.rpt"."""
    return f"{envelope.epoch:04}-{envelope.seq:08}-{sha256_of(file)[:16]}.rpt"


def packed(body: bytes) -> bytes:
    """Return a body as it stands in the envelope. Raises WrongReport for one that nobody would unpack."""
    if len(body) > LARGEST_BODY_BYTES:
        raise WrongReport(f"Ce contenu fait {len(body)} octets, {LARGEST_BODY_BYTES} au plus.")
    return zlib.compress(body, 9)


def body_of(envelope: Envelope) -> bytes:
    """Return the body of a report. Raises WrongReport for one that is damaged or grows too large."""
    unpack = zlib.decompressobj()
    try:
        body = unpack.decompress(envelope.body, LARGEST_BODY_BYTES)
    except zlib.error as error:
        raise WrongReport(f"Le contenu de ce rapport est abîmé : {error}.") from error
    if not unpack.eof:
        raise WrongReport("Le contenu de ce rapport est trop grand, ou coupé.")
    return body


def receipt_file(receipt: Receipt, key: Ed25519PrivateKey) -> bytes:
    """Return the file of a receipt."""
    return signed(RECEIPT, msgspec.json.encode(receipt), key)


def receipt_of(file: bytes, keys: Iterable[bytes]) -> Receipt:
    """Return a receipt that the ministry has signed. Raises WronglySigned, WrongReport."""
    try:
        return msgspec.json.decode(content_of(RECEIPT, file, keys), type=Receipt)
    except ValueError as error:  # msgspec's own, and what is no UTF-8
        raise WrongReport(f"Ce reçu a une forme inconnue : {error}.") from error
