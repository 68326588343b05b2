"""A code for a school, then a certificate for the key that asks with it: once.

Enrolled again, the box gets a new key and the old one is closed; struck off, it is closed for good.
"""

import os
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exchange.certificates import new_number
from exchange.enrolment import Certificate, Request, certificate_file
from exchange.errors import NeedsAPerson
from exchange.reports import BOX
from exchange.store import written_whole
from ministry.ingest.places import Places
from ministry.ingest.tables import Code, Generation, ledger, newest_generation


class NoBox(NeedsAPerson):
    """This is no name of a box, or the box is not enrolled."""


class WrongCode(NeedsAPerson):
    """The code of a request is unknown, or was used by another."""


def code_for(box: str, school: str, now: datetime) -> str:
    """Return a new one-use code for a box. Codes that were given before and not used are worth nothing more.

    Raises:
        NoBox: the name has another form.
    """
    if not BOX.fullmatch(box):
        raise NoBox(f"« {box} » n'est pas le nom d'une boîte. Écrivez-le ainsi : SN-0417")
    with ledger.atomic():
        Code.delete().where(Code.box == box, Code.used_at.is_null()).execute()
        made: Code = Code.create(number=new_number(), box=box, school=school, made_at=now)
    return str(made.number)


def box_of(request: Request) -> str:
    """Return which box a request asks to be. Raises WrongCode."""
    return str(_code(request).box)


def enrol(request: Request, key: Ed25519PrivateKey, now: datetime) -> bytes:
    """Return the file of the certificate that a request asks for; the same when the same key asks again.

    `key` is that of the role that enrols in the country of the box.

    Raises:
        WrongCode: the code is unknown, or was used by another key.
    """
    with ledger.atomic():
        code = _code(request)
        known = Generation.get_or_none(key=request.key)
        if known is not None:
            return _again(known, code, now)
        former = newest_generation(code.box)
        epoch = former.epoch + 1 if former else 1
        file = certificate_file(
            Certificate(code.box, code.school, request.serial, request.key, epoch, now.isoformat()), key
        )
        Generation.update(closed_at=now).where(
            Generation.box == code.box, Generation.closed_at.is_null()
        ).execute()
        Generation.create(
            box=code.box,
            epoch=epoch,
            school=code.school,
            serial=request.serial,
            key=request.key,
            password=request.password,
            certificate=file,
            enrolled_at=now,
        )
        code.used_at = now
        code.save()
    return file


def _again(known: Generation, code: Code, now: datetime) -> bytes:
    """Return the certificate that a key was given already: it may have been lost on its way."""
    if known.box != code.box or known.closed_at or known.struck_off_at:
        raise WrongCode(
            f"Cette clé a déjà servi à {known.box}. Effacez le dossier identity de la boîte, "
            "puis refaites la demande : sync-agent identity request CODE"
        )
    code.used_at = now
    code.save()
    return bytes(known.certificate)


def strike_off(box: str, now: datetime) -> None:
    """Take nothing more from a box. Raises NoBox when it is not enrolled."""
    generation = newest_generation(box)
    if generation is None:
        raise NoBox(f"{box} n'est pas inscrite. Les boîtes inscrites : ministry enrol list")
    generation.struck_off_at = now
    generation.save()
    Code.delete().where(Code.box == box, Code.used_at.is_null()).execute()


def open_drops(places: Places) -> None:
    """Let rsync's daemon know the boxes that may drop reports, and make their folders. Raises OSError."""
    open_ones = Generation.select().where(Generation.closed_at.is_null(), Generation.struck_off_at.is_null())
    lines = []
    for one in open_ones.order_by(Generation.box):
        places.open_for(one.box)
        lines.append(f"{one.box}:{one.password}\n")
    with written_whole(places.secrets) as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("".join(lines).encode())


def _code(request: Request) -> Code:
    code: Code | None = Code.get_or_none(number=request.code)
    if code is None:
        raise WrongCode(
            "Ce code n'est pas, ou plus, à utiliser. Donnez-en un nouveau : ministry enrol code BOÎTE"
        )
    if code.used_at is not None and not Generation.select().where(Generation.key == request.key).exists():
        raise WrongCode(
            f"Ce code de {code.box} a déjà servi à une autre clé. Donnez-en un nouveau : "
            f"ministry enrol code {code.box}"
        )
    return code
